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

// Passage is a recorded passage: the selector it was made with, which is never
// overwritten, and its anchoring in the newest revision. Placed is what a person
// last decided about it; from there it is followed.
type Passage struct {
	Identity
	Article uuid.UUID `json:"article"`
	Selector
	State  string     `json:"state"`
	Anchor Anchoring  `json:"anchor"`
	Placed *Placement `json:"placed"`
	PassageFields
	Meta
	// Positions are filled in where they are asked for.
	Positions []PassagePosition `json:"positions,omitzero"`
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
	Reviewed *bool
	Q        string
}

// PassageTable also keeps where each passage stood in each revision.
type PassageTable interface {
	Table[Passage, PassageFilter]
	// InsertAnchor adds a record under the number of the passage.
	InsertAnchor(ctx context.Context, v *Passage, a Anchoring) error
	// Anchors lists the records of a passage by revision and number.
	Anchors(ctx context.Context, id uuid.UUID, page Page) ([]AnchorRecord, error)
	// Many gives the rows of ids in any order, with one query at most.
	Many(ctx context.Context, ids []uuid.UUID) ([]Passage, error)
	// AnchorsIn gives the latest record of each passage of an article that was looked up
	// in a revision.
	AnchorsIn(ctx context.Context, article uuid.UUID, revision int64) (map[uuid.UUID]Anchoring, error)
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
	list, err := w.tables.Evidence().List(w.ctx, EvidenceFilter{Passages: []uuid.UUID{v.ID}}, Page{Limit: 1, Retracted: RetractedExclude})
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
	return w.insertAnchors(v)
}

// insertAnchors begins the way of a passage.
func (w *Writer) insertAnchors(v *Passage) error {
	for _, a := range v.Anchorings(ActionCreate) {
		if err := w.tables.Passages().InsertAnchor(w.ctx, v, a); err != nil {
			return err
		}
	}
	return nil
}

// Anchorings are what a change of a passage adds to its way through the revisions: where
// it was selected and where it is when it is created, and later each time that it was
// looked up anew. Changes of another kind add nothing.
func (v Passage) Anchorings(action string) []Anchoring {
	switch {
	case action == ActionCreate && v.Revision != v.Anchor.Revision:
		return []Anchoring{v.selectedAt(), v.Anchor}
	case action == ActionCreate || action == ActionAnchor:
		return []Anchoring{v.Anchor}
	}
	return nil
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
