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

// Reanchor looks for a passage of an earlier revision, from, in this one: for its
// very characters, then for the same with other typography, then for what comes
// close to them.
func (t *Text) Reanchor(old Hit, from *Text) Anchor {
	if !visible(old.Exact) || !utf8.ValidString(old.Exact) {
		return Anchor{State: Orphaned}
	}
	q := newSought(old, from, t)
	if places := t.findExact(old.Exact); len(places) > 0 {
		return t.settle(places, q)
	}
	if places := t.findFolded(q.folded); len(places) > 0 {
		return t.settle(places, q)
	}
	return t.approximate(q)
}

func (t *Text) settle(places []extent, q *sought) Anchor {
	e, ok := t.choose(places, q)
	if !ok {
		return Anchor{State: Ambiguous}
	}
	return t.anchorAt(e, q.Hit)
}

func (t *Text) approximate(q *sought) Anchor {
	if q.weight == 0 || len(q.quote) > maxSought {
		return Anchor{State: Orphaned}
	}
	best, state := q.accept(t.candidates(q))
	if state != Changed {
		return Anchor{State: state}
	}
	return t.anchorAt(t.completed(q, best).source, q.Hit)
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
