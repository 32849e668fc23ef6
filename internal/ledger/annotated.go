package ledger

import (
	"cmp"
	"slices"

	"github.com/google/uuid"
)

// AnnotatedRevision is a text of an article with its passages in force and the
// positions these are evidence for.
type AnnotatedRevision struct {
	Article  Article
	Revision Revision
	// Passages that have a place in the revision come first, in its order.
	Passages []AnnotatedPassage
}

// AnnotatedPassage is a passage as it stands in a revision. Anchor is nil where it
// was never looked up in that one, for it was selected in another later.
type AnnotatedPassage struct {
	Passage Passage
	Anchor  *Anchoring
	Cited   []Citation
}

// Citation is a position, accepted or proposed, whose party is expanded, and how
// the passage bears on it.
type Citation struct {
	Position Position
	Relation string
}

// Annotated gives a revision of an article with its passages as they stand in it.
func (r *Reader) Annotated(ref string, revision int64) (AnnotatedRevision, error) {
	var v AnnotatedRevision
	var err error
	if v.Article, err = follow(r, articles(), ref); err != nil {
		return v, err
	}
	if v.Revision, err = r.tables.Revisions().Get(r.ctx, v.Article.ID, revision); err != nil {
		return v, err
	}
	list, err := r.Passages(PassageFilter{Articles: []uuid.UUID{v.Article.ID}}, Page{Sort: SortRecorded, Retracted: RetractedExclude})
	if err != nil {
		return v, err
	}
	anchors, err := r.tables.Passages().AnchorsIn(r.ctx, v.Article.ID, revision)
	if err != nil {
		return v, err
	}
	for _, p := range list {
		one := AnnotatedPassage{Passage: p}
		if a, ok := anchors[p.ID]; ok {
			one.Anchor = &a
		}
		v.Passages = append(v.Passages, one)
	}
	slices.SortStableFunc(v.Passages, byPlace)
	return v, r.cite(v.Passages)
}

// Place is where the passage stands in code points; ok is false where it has none.
func (p AnnotatedPassage) Place() (start, end int64, ok bool) {
	if p.Anchor == nil || p.Anchor.Start == nil || p.Anchor.End == nil {
		return 0, 0, false
	}
	return *p.Anchor.Start, *p.Anchor.End, true
}

func byPlace(a, b AnnotatedPassage) int {
	startA, endA, inA := a.Place()
	startB, endB, inB := b.Place()
	switch {
	case inA && !inB:
		return -1
	case inB && !inA:
		return 1
	}
	return cmp.Or(cmp.Compare(startA, startB), cmp.Compare(endB, endA))
}

// cite finds the positions that the passages are evidence for.
func (r *Reader) cite(list []AnnotatedPassage) error {
	for piece := range slices.Chunk(list, evidencePiece) {
		if err := r.citePiece(piece); err != nil {
			return err
		}
	}
	return nil
}

func (r *Reader) citePiece(list []AnnotatedPassage) error {
	passages := ids(list, func(p AnnotatedPassage) uuid.UUID { return p.Passage.ID })
	found, err := r.Evidence(EvidenceFilter{Passages: passages}, Page{Sort: SortRecorded, Retracted: RetractedExclude})
	if err != nil {
		return err
	}
	found = slices.DeleteFunc(found, func(e Evidence) bool { return e.Position == nil }) // of a salience
	positions, err := r.tables.Positions().Many(r.ctx, ids(found, func(e Evidence) uuid.UUID { return *e.Position }))
	if err == nil {
		err = r.Expand(positions, Expansion{Party: true})
	}
	for _, e := range found {
		i := slices.IndexFunc(positions, func(p Position) bool {
			return p.ID == *e.Position && (p.Status == StatusAccepted || p.Status == StatusProposed)
		})
		j := slices.IndexFunc(list, func(p AnnotatedPassage) bool { return p.Passage.ID == e.Passage })
		if i >= 0 && j >= 0 {
			list[j].Cited = append(list[j].Cited, Citation{positions[i], e.Relation})
		}
	}
	return err
}
