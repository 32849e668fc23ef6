package anchor

// Placed is what a person decided about a passage in a revision of its article:
// that it stands at Hit there, or, without a Hit, that it is not there.
type Placed struct {
	Text *Text
	Hit  *Hit
}

// Place tells what a passage has become if it stands at a span of this text, as a
// person says. The error is a *SpanError.
func (t *Text) Place(at Span, selected Hit) (Anchor, error) {
	if _, err := t.At(at); err != nil {
		return Anchor{}, err
	}
	return t.anchorAt(t.extent(at), selected), nil
}

// ReanchorPlaced looks for a passage about which a person decided in an earlier
// revision. It is followed from where the person put it, and what it has become is
// told against what was selected. Where that leads nowhere, or the person found
// nothing, it is taken to be back only if the selected words have come back:
// what already stood in the revision the person read was passed over there.
//
// Confirmed tells that the person has seen the outcome: these words, or that there
// are none.
func (t *Text) ReanchorPlaced(selected Hit, from *Text, placed Placed) (found Anchor, confirmed bool) {
	found, confirmed = Anchor{State: Orphaned}, true
	if placed.Hit != nil {
		found = t.Reanchor(*placed.Hit, placed.Text)
		confirmed = found.State == Anchored || found.State == Moved
	}
	switch {
	case found.isPlace():
		return t.anchorAt(t.extent(found.Span), selected), confirmed
	case !placed.Text.has(selected) && t.has(selected):
		return t.Reanchor(selected, from), false
	}
	return found, confirmed
}

func (a Anchor) isPlace() bool { return a.State != Ambiguous && a.State != Orphaned }

// has tells whether the characters of a passage stand somewhere, as written or
// with other typography.
func (t *Text) has(passage Hit) bool {
	return len(t.findExact(passage.Exact)) > 0 || len(t.findFolded(foldQuote(passage.Exact))) > 0
}
