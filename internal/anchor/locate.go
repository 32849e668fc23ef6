package anchor

import "fmt"

// Locate finds the one passage that is quoted. Without one the error is
// ErrEmptyQuote, a *BadTextError, *NotFoundError, *ContextError or
// *AmbiguousError.
func (t *Text) Locate(q Quote) (Hit, error) {
	if err := q.check(); err != nil {
		return Hit{}, err
	}
	places, fitting := t.search(q)
	switch {
	case len(fitting) == 1:
		return t.hit(fitting[0], q.Exact), nil
	case len(fitting) > 1:
		return Hit{}, &AmbiguousError{Candidates: t.hits(fitting, q.Exact), Total: len(fitting)}
	case len(places) > 0:
		return Hit{}, &ContextError{Candidates: t.hits(places, q.Exact)}
	}
	return Hit{}, t.nearest(q.Exact)
}

func (q Quote) check() error {
	for _, part := range []struct{ name, text string }{
		{"quote", q.Exact}, {"prefix", q.Prefix}, {"suffix", q.Suffix},
	} {
		if err := checkText(part.text); err != nil {
			return fmt.Errorf("%s: %w", part.name, err)
		}
	}
	if !visible(q.Exact) {
		return ErrEmptyQuote
	}
	return nil
}

// search gives the places where the quote stands and those of them that fit its
// context. Folded places are sought also when all exact ones are contradicted:
// the client may have typed a mark that the article writes both ways.
func (t *Text) search(q Quote) (places, fitting []extent) {
	places = t.findExact(q.Exact)
	if fitting = t.fitting(places, q); len(fitting) > 0 {
		return places, fitting
	}
	if folded := t.findFolded(foldQuote(q.Exact)); len(folded) > 0 {
		places = folded
	}
	return places, t.fitting(places, q)
}

// fitting spares a quote without context the folding of the whole text.
func (t *Text) fitting(places []extent, q Quote) []extent {
	want := foldSurroundings(q.Prefix, q.Suffix)
	if want == (surroundings{}) {
		return places
	}
	return t.filter(places, want.permits)
}

func (t *Text) hit(e extent, quote string) Hit {
	kind := Folded
	if t.stored[e.start:e.end] == quote {
		kind = Exact
	}
	return t.passage(t.span(e), kind)
}

func (t *Text) hits(places []extent, quote string) []Hit {
	places = places[:min(len(places), maxCandidates)]
	hits := make([]Hit, len(places))
	for i, e := range places {
		hits[i] = t.hit(e, quote)
	}
	return hits
}
