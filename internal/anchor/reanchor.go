package anchor

import "unicode/utf8"

// State tells what became of a passage in a later revision of its article.
type State string

const (
	// Anchored: the same characters stand at the same offsets.
	Anchored State = "anchored"
	// Moved: the same characters stand elsewhere.
	Moved State = "moved"
	// Changed: the passage is there with other typography or other words.
	Changed State = "changed"
	// Ambiguous: it stands in several places and its context decides on none.
	Ambiguous State = "ambiguous"
	// Orphaned: it is no longer in the text, nor anything like enough to it.
	Orphaned State = "orphaned"
)

// Anchor is the outcome for one passage. Span, Exact and Score have a meaning
// for anchored, moved and changed only. Exact are the characters of the new
// revision. Score is 1 unless they changed; then it is 1 less the edit distance
// between old and new characters as a share of the longer of the two.
type Anchor struct {
	State State
	Span  Span
	Score float64
	Exact string
}

// Reanchor looks for a passage of an earlier revision in this one: for its very
// characters, then for the same with other typography, then for what comes close
// to them (accept.go). A passage that occurs once is taken wherever it stands.
// One that occurs several times is taken only where both its old prefix and its
// old suffix stand, and only if that is so at its old offsets or in a single
// place.
func (t *Text) Reanchor(old Hit) Anchor {
	if !visible(old.Exact) || !utf8.ValidString(old.Exact) {
		return Anchor{State: Orphaned}
	}
	if places := t.findExact(old.Exact); len(places) > 0 {
		return t.settle(places, old)
	}
	if places := t.findFolded(foldQuote(old.Exact)); len(places) > 0 {
		return t.settle(places, old)
	}
	return t.approximate(old)
}

func (t *Text) settle(places []extent, old Hit) Anchor {
	e, ok := t.choose(places, old)
	if !ok {
		return Anchor{State: Ambiguous}
	}
	return t.anchorAt(e, old)
}

func (t *Text) approximate(old Hit) Anchor {
	q := newSought(old)
	if q.weight == 0 || q.length() > maxSought {
		return Anchor{State: Orphaned}
	}
	best, state := q.accept(t.candidates(q))
	if state != Changed {
		return Anchor{State: state}
	}
	return t.anchorAt(t.completed(q, best).source, old)
}

func (t *Text) anchorAt(e extent, old Hit) Anchor {
	a := Anchor{State: Moved, Span: t.span(e), Score: 1, Exact: t.stored[e.start:e.end]}
	switch {
	case a.Exact != old.Exact:
		a.State, a.Score = Changed, similarity(old.Exact, a.Exact)
	case a.Span == old.Span:
		a.State = Anchored
	}
	return a
}

// choose gives the one place a passage can be said to stand at now.
func (t *Text) choose(places []extent, old Hit) (extent, bool) {
	if len(places) == 1 {
		return places[0], true
	}
	places = t.filter(places, foldSurroundings(old.Prefix, old.Suffix).agrees)
	for _, e := range places {
		if t.span(e) == old.Span {
			return e, true
		}
	}
	if len(places) == 1 {
		return places[0], true
	}
	return extent{}, false
}
