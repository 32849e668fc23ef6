package ledger

import (
	"errors"
	"strings"

	"github.com/google/uuid"

	"parley/internal/anchor"
)

// selectPassage looks a passage up in the stored text of an article. What is
// wrong with the input comes back as faults at pointers below the given one.
func (w *Writer) selectPassage(a Article, in PassageInput, pointer string) (Passage, *faults, error) {
	f := &faults{}
	revision := a.LatestRevision
	if in.Revision != nil {
		revision = *in.Revision
	}
	if revision < 1 || revision > a.LatestRevision {
		f.add(pointer+"/revision", "revision", "the article has %d revisions of text; add one before you select a passage in it", a.LatestRevision)
		return Passage{}, f, nil
	}
	text, err := w.text(a.ID, revision)
	if err != nil {
		return Passage{}, f, err
	}
	hit, ok := choose(text, in, pointer, f)
	if !ok {
		return Passage{}, f, nil
	}
	v := passageAt(a.ID, revision, hit, in.Note)
	return v, f, w.bringUpToDate(&v, a)
}

func passageAt(article uuid.UUID, revision int64, hit anchor.Hit, note *string) Passage {
	start, end := int64(hit.Start), int64(hit.End)
	return Passage{
		Article:       article,
		Selector:      Selector{Revision: revision, Exact: hit.Exact, Prefix: hit.Prefix, Suffix: hit.Suffix, Start: start, End: end},
		State:         string(anchor.Anchored),
		Anchor:        Anchoring{Revision: revision, State: string(anchor.Anchored), Start: &start, End: &end, Exact: &hit.Exact},
		PassageFields: PassageFields{Note: note},
	}
}

// text prepares a revision's text once for each transaction.
func (w *Writer) text(article uuid.UUID, revision int64) (*anchor.Text, error) {
	key := textKey{article, revision}
	if t, ok := w.texts[key]; ok {
		return t, nil
	}
	stored, err := w.tables.Revisions().Get(w.ctx, article, revision)
	if err != nil {
		return nil, err
	}
	w.texts[key] = anchor.NewText(*stored.Text)
	return w.texts[key], nil
}

// choose selects by quote or by offsets; with both, they must agree.
func choose(text *anchor.Text, in PassageInput, pointer string, f *faults) (anchor.Hit, bool) {
	byOffsets := in.Start != nil && in.End != nil
	switch {
	case in.Quote == nil && !byOffsets:
		f.add(pointer+"/quote", "required", "give the quote, or start and end in code points")
		return anchor.Hit{}, false
	case byOffsets:
		return chooseAt(text, in, pointer, f)
	}
	hit, err := text.Locate(anchor.Quote{Exact: *in.Quote, Prefix: deref(in.Prefix), Suffix: deref(in.Suffix)})
	if err != nil {
		explain(err, pointer, f)
		return hit, false
	}
	return hit, true
}

func chooseAt(text *anchor.Text, in PassageInput, pointer string, f *faults) (anchor.Hit, bool) {
	if *in.Start < 0 || *in.End <= *in.Start || *in.End > int64(text.Len()) {
		f.add(pointer+"/start", "range", "start and end must lie in order inside the text of %d code points", text.Len())
		return anchor.Hit{}, false
	}
	hit, err := text.At(anchor.Span{Start: int(*in.Start), End: int(*in.End)})
	if err != nil {
		f.add(pointer+"/start", "range", "%v", err)
		return hit, false
	}
	if in.Quote != nil && *in.Quote != hit.Exact {
		f.add(pointer+"/quote", "quote-elsewhere", "between start and end the article says %q", hit.Exact)
		return hit, false
	}
	return hit, true
}

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
		list = append(list, Candidate{Exact: h.Exact, Prefix: h.Prefix, Suffix: h.Suffix, Start: int64(h.Start), End: int64(h.End)})
	}
	return list
}

func nearest(e *anchor.NotFoundError) *Nearest {
	if strings.TrimSpace(e.Nearest) == "" {
		return nil
	}
	return &Nearest{Exact: e.Nearest, Start: int64(e.Start), End: int64(e.End), Score: e.Score}
}

func deref(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}
