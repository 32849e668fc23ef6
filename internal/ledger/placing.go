package ledger

import (
	"github.com/google/uuid"

	"parley/internal/anchor"
)

// Placement is what a person last decided about a passage: where it stands in a
// revision or, without Start and End, that it does not.
type Placement struct {
	Revision int64  `json:"revision"`
	Start    *int64 `json:"start"`
	End      *int64 `json:"end"`
}

// PlacementInput places a passage in the newest revision of its article: where a
// quote stands, or at start and end, or nowhere.
type PlacementInput struct {
	PassageInput
	Orphaned bool   `json:"orphaned"`
	Reason   string `json:"reason"`
}

// PlacePassage records what a person found to have become of a passage, for a
// reason. The selector stays as it is; later revisions are followed from here.
func (w *Writer) PlacePassage(ref string, expect Expect, in PlacementInput) (Passage, error) {
	before, err := get(&w.Reader, passages(), ref)
	if err != nil {
		return before, err
	}
	if err := current(KindOfPassage, &before, expect); err != nil {
		return before, err
	}
	a, err := ownerOf(w, articles(), before.Article.String())
	if err != nil {
		return before, err
	}
	if before.Revision == a.LatestRevision {
		return before, Conflict("the passage was selected in revision %d, which is the newest, and stands where it was selected; for other words select another passage", before.Revision)
	}
	var placed Anchoring
	err = w.judge(func(f *faults) (err error) {
		placed, err = w.placement(before, a, in, f)
		return err
	})
	if err != nil {
		return before, err
	}
	return w.place(before, placed)
}

// placement judges where a person says that a passage stands.
func (w *Writer) placement(p Passage, a Article, in PlacementInput, f *faults) (Anchoring, error) {
	f.text("/reason", in.Reason, 2000)
	if in.Revision != nil && *in.Revision != a.LatestRevision {
		f.add("/revision", "revision", "a passage is placed in the newest revision, which is %d", a.LatestRevision)
	}
	hasPlace := in.Quote != nil || in.Start != nil || in.End != nil
	switch {
	case hasPlace == in.Orphaned:
		f.add("", "choice", "give either a quote, or start and end, or orphaned")
		return Anchoring{}, nil
	case in.Orphaned:
		gone := anchor.Anchor{State: anchor.Orphaned}
		return anchoringAt(a.LatestRevision, p.Exact, gone).byHand(in.Reason), nil
	}
	return w.placeOf(p, a, in, f)
}

func (w *Writer) placeOf(p Passage, a Article, in PlacementInput, f *faults) (Anchoring, error) {
	text, err := w.text(a.ID, a.LatestRevision)
	if err != nil {
		return Anchoring{}, err
	}
	hit, ok := choose(text, in.PassageInput, "", f)
	if !ok {
		return Anchoring{}, nil
	}
	found, err := text.Place(hit.Span, hitOf(p.Selector))
	return anchoringAt(a.LatestRevision, p.Exact, found).byHand(in.Reason), err
}

func (a Anchoring) byHand(reason string) Anchoring {
	a.ByHand, a.Reviewed, a.Reason = true, true, &reason
	return a
}

func (w *Writer) place(before Passage, placed Anchoring) (Passage, error) {
	after := before
	after.State, after.Anchor = placed.State, placed
	after.Placed = &Placement{Revision: placed.Revision, Start: placed.Start, End: placed.End}
	if same(before, after) {
		return before, nil
	}
	return w.anchored(before, after)
}

// anchored stores where a passage was found and adds it to its way.
func (w *Writer) anchored(before, after Passage) (Passage, error) {
	after, err := save(w, passages(), ActionAnchor, before, after)
	if err != nil {
		return after, err
	}
	return after, w.tables.Passages().InsertAnchor(w.ctx, &after, after.Anchor)
}

// placedIn prepares what a person decided for the revisions that follow.
func (w *Writer) placedIn(article uuid.UUID, p Placement) (anchor.Placed, error) {
	text, err := w.text(article, p.Revision)
	if err != nil || p.Start == nil {
		return anchor.Placed{Text: text}, err
	}
	hit, err := text.At(anchor.Span{Start: int(*p.Start), End: int(*p.End)})
	return anchor.Placed{Text: text, Hit: &hit}, err
}
