package ledger

import (
	"context"

	"github.com/google/uuid"

	"parley/internal/anchor"
)

// PassageFields is what may be changed of a passage later; its selectors never are.
type PassageFields struct {
	Note *string `json:"note"`
}

// Selector is a span of one article revision: the article's own characters and
// their place in code points, half open (W3C TextQuoteSelector and
// TextPositionSelector).
type Selector struct {
	Revision int64  `json:"revision"`
	Exact    string `json:"exact"`
	Prefix   string `json:"prefix"`
	Suffix   string `json:"suffix"`
	Start    int64  `json:"start"`
	End      int64  `json:"end"`
}

// Anchoring says where the passage is in the article's newest revision it was
// looked up in. State is anchored, moved, changed, ambiguous or orphaned; an
// ambiguous or orphaned passage has no place there, so Start, End and Exact are nil.
type Anchoring struct {
	Revision int64    `json:"revision"`
	State    string   `json:"state"`
	Start    *int64   `json:"start"`
	End      *int64   `json:"end"`
	Exact    *string  `json:"exact"`
	Score    *float64 `json:"score"`
}

// Passage is a recorded passage: the selector it was made with, which is never
// overwritten, and its anchoring in the newest revision.
type Passage struct {
	Identity
	Article uuid.UUID `json:"article"`
	Selector
	State  string    `json:"state"`
	Anchor Anchoring `json:"anchor"`
	PassageFields
	Meta
}

// PassageInput selects a passage: by quote (with prefix and suffix where the
// quote occurs more than once) or by start and end in code points, in the
// given revision or else the newest.
type PassageInput struct {
	Revision *int64  `json:"revision"`
	Quote    *string `json:"quote"`
	Prefix   *string `json:"prefix"`
	Suffix   *string `json:"suffix"`
	Start    *int64  `json:"start"`
	End      *int64  `json:"end"`
	Note     *string `json:"note"`
}

func (in PassageInput) quoted() anchor.Quote {
	return anchor.Quote{Exact: deref(in.Quote), Prefix: deref(in.Prefix), Suffix: deref(in.Suffix)}
}

// PassageFilter chooses passages.
type PassageFilter struct {
	Articles []uuid.UUID
	States   []string
	Q        string
}

// PassageTable also keeps where each passage stands in each revision.
type PassageTable interface {
	Table[Passage, PassageFilter]
	InsertAnchor(ctx context.Context, v *Passage) error
}

// lost tells that the newest revision no longer says where the passage stands,
// so that it supports nothing.
func (p Passage) lost() bool {
	return p.State == string(anchor.Orphaned) || p.State == string(anchor.Ambiguous)
}

func passages() kind[Passage, PassageFilter] {
	return kind[Passage, PassageFilter]{
		name:  KindOfPassage,
		table: func(t Tables) Table[Passage, PassageFilter] { return t.Passages() },
		check: checkPassage,
		keep:  keepPassage,
	}
}

func checkPassage(_ *Writer, v *Passage, f *faults) error {
	f.optionalText("/note", v.Note, 5000)
	return nil
}

// keepPassage refuses to retract what evidence rests on.
func keepPassage(w *Writer, v *Passage) error {
	list, err := w.tables.Evidence().List(w.ctx, EvidenceFilter{Passage: v.ID}, Page{Limit: 1, Retracted: RetractedExclude})
	if err == nil && len(list) > 0 {
		return Conflict("evidence %s rests on this passage; retract the evidence first", list[0].ID)
	}
	return err
}

// CreatePassage selects a passage of an article.
func (w *Writer) CreatePassage(article string, in PassageInput) (Passage, error) {
	owner, err := ownerOf(w, articles(), article)
	if err != nil {
		return Passage{}, err
	}
	v, f, err := w.selectPassage(owner, in, "")
	if err != nil {
		return v, err
	}
	if err := f.err(); err != nil {
		return v, err
	}
	return v, w.insertPassage(&v)
}

func (w *Writer) insertPassage(v *Passage) error {
	created, err := create(w, passages(), *v)
	if err != nil {
		return err
	}
	*v = created
	return w.tables.Passages().InsertAnchor(w.ctx, v)
}

// Passage finds a passage by id.
func (r *Reader) Passage(ref string) (Passage, error) { return get(r, passages(), ref) }

// Passages lists passages.
func (r *Reader) Passages(filter PassageFilter, page Page) ([]Passage, error) {
	return r.tables.Passages().List(r.ctx, filter, page)
}

// UpdatePassage changes the note of a passage.
func (w *Writer) UpdatePassage(ref string, expect Expect, patch Patch[PassageFields]) (Passage, error) {
	return update(w, passages(), ref, expect, func(v *Passage) *PassageFields { return &v.PassageFields }, patch)
}

// RetractPassage takes a passage back that no evidence rests on.
func (w *Writer) RetractPassage(ref, reason string) (Passage, error) {
	return retract(w, passages(), ref, reason)
}
