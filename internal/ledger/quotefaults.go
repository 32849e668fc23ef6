package ledger

import (
	"errors"
	"strings"

	"parley/internal/anchor"
)

// explain says why a quote was refused, with what the caller needs to mend it.
func explain(err error, pointer string, f *faults) {
	var ambiguous *anchor.AmbiguousError
	var missing *anchor.NotFoundError
	var context *anchor.ContextError
	fault := Fault{Pointer: pointer + "/quote"}
	switch {
	case errors.As(err, &ambiguous):
		fault.Code, fault.Candidates = "quote-ambiguous", places(ambiguous.Candidates)
		fault.Detail = "the quote occurs more than once; add a prefix or suffix that tells the places apart"
	case errors.As(err, &context):
		fault.Code, fault.Candidates = "quote-context", places(context.Candidates)
		fault.Detail = "the quote is there, but not beside the given prefix and suffix"
	case errors.As(err, &missing):
		fault.Code, fault.Nearest = "quote-not-found", nearest(missing)
		fault.Detail = "the article does not contain this quote; give the article's own words"
	default:
		fault.Code, fault.Detail = "quote", err.Error()
	}
	f.list = append(f.list, fault)
}

func places(hits []anchor.Hit) []Candidate {
	list := make([]Candidate, 0, len(hits))
	for _, h := range hits {
		list = append(list, candidate(h))
	}
	return list
}

func candidate(h anchor.Hit) Candidate {
	return Candidate{Exact: h.Exact, Prefix: h.Prefix, Suffix: h.Suffix, Start: int64(h.Start), End: int64(h.End)}
}

func nearest(e *anchor.NotFoundError) *Nearest {
	if strings.TrimSpace(e.Nearest) == "" {
		return nil
	}
	return &Nearest{Exact: e.Nearest, Start: int64(e.Start), End: int64(e.End), Score: e.Score}
}
