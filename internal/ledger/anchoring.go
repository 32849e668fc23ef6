package ledger

import (
	"github.com/google/uuid"

	"parley/internal/anchor"
)

// selectPassage looks a passage up in the stored text of an article. What is
// wrong with the input comes back as faults at pointers below the given one.
func (w *Writer) selectPassage(a Article, in PassageInput, pointer string) (Passage, *faults, error) {
	f := &faults{}
	revision, ok := revisionOf(a, in, pointer, f)
	if !ok {
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

// revisionOf gives the revision to look in: the one that is named or else the newest.
func revisionOf(a Article, in PassageInput, pointer string, f *faults) (int64, bool) {
	revision := a.LatestRevision
	if in.Revision != nil {
		revision = *in.Revision
	}
	if revision < 1 || revision > a.LatestRevision {
		f.add(pointer+"/revision", "revision", "the article has %d revisions of text; add one before you select a passage in it", a.LatestRevision)
		return 0, false
	}
	return revision, true
}

func passageAt(article uuid.UUID, revision int64, hit anchor.Hit, note *string) Passage {
	s := Selector{Revision: revision, Exact: hit.Exact, Prefix: hit.Prefix, Suffix: hit.Suffix, Start: int64(hit.Start), End: int64(hit.End)}
	a := s.selectedAt()
	return Passage{Article: article, Selector: s, State: a.State, Anchor: a, PassageFields: PassageFields{Note: note}}
}

// selectedAt is the anchoring in the revision a passage was selected in.
func (s Selector) selectedAt() Anchoring {
	return Anchoring{Revision: s.Revision, State: string(anchor.Anchored), Start: &s.Start, End: &s.End, Exact: &s.Exact}
}

// mostHeld bounds the texts that a transaction keeps prepared, in characters: a
// long import goes from article to article and seldom back.
const mostHeld = 4 << 20

// text prepares a revision's text, as a rule once for each transaction.
func (w *Writer) text(article uuid.UUID, revision int64) (*anchor.Text, error) {
	key := textKey{article, revision}
	if t, ok := w.texts[key]; ok {
		return t, nil
	}
	t, err := w.prepare(article, revision)
	if err != nil {
		return nil, err
	}
	if w.held += t.Len(); w.held > mostHeld {
		clear(w.texts)
		w.held = t.Len()
	}
	w.texts[key] = t
	return t, nil
}

func (r *Reader) prepare(article uuid.UUID, revision int64) (*anchor.Text, error) {
	stored, err := r.tables.Revisions().Get(r.ctx, article, revision)
	if err != nil {
		return nil, err
	}
	return anchor.NewText(*stored.Text), nil
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
	hit, err := text.Locate(in.quoted())
	if err != nil {
		explain(err, pointer, f)
		return hit, false
	}
	return hit, true
}

// maxPassage bounds a passage, in code points: what is longer is no quotation. The
// contract bounds quotes alike.
const maxPassage = 20_000

func chooseAt(text *anchor.Text, in PassageInput, pointer string, f *faults) (anchor.Hit, bool) {
	if *in.Start < 0 || *in.End <= *in.Start || *in.End > int64(text.Len()) {
		f.add(pointer+"/start", "range", "start and end must lie in order inside the text of %d code points", text.Len())
		return anchor.Hit{}, false
	}
	if *in.End-*in.Start > maxPassage {
		f.add(pointer+"/end", "length", "a passage has at most %d code points", maxPassage)
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
