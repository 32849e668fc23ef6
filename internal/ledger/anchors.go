package ledger

import (
	"time"

	"parley/internal/anchor"
)

// Anchoring says where a passage is in a revision it was looked up in. State is
// anchored, moved, changed, ambiguous or orphaned; an ambiguous or orphaned
// passage has no place there, so Start, End and Exact are nil.
type Anchoring struct {
	Revision int64    `json:"revision"`
	State    string   `json:"state"`
	Start    *int64   `json:"start"`
	End      *int64   `json:"end"`
	Exact    *string  `json:"exact"`
	Score    *float64 `json:"score"`
	// Difference is how changed words differ from those that were selected; nil
	// for every other state.
	Difference []anchor.Edit `json:"difference"`
	// ByHand tells that a person placed the passage, for Reason, and not the rule.
	ByHand bool    `json:"by_hand"`
	Reason *string `json:"reason"`
	// Reviewed tells that a person has seen these very words, or that there are
	// none, as what became of the passage.
	Reviewed bool `json:"reviewed"`
}

// AnchorRecord is one step of a passage's way through the revisions. A revision
// in which a person placed it has one more.
type AnchorRecord struct {
	Anchoring
	Number     int64     `json:"number"`
	RecordedAt time.Time `json:"recorded_at"`
	Actor      string    `json:"actor"`
}

// Key places the record among those of its passage.
func (r AnchorRecord) Key() Key { return Key{Value: r.Revision, Number: r.Number} }

// PassageAnchors lists where a passage stood in each revision, in their order.
func (r *Reader) PassageAnchors(ref string, page Page) ([]AnchorRecord, error) {
	p, err := get(r, passages(), ref)
	if err != nil {
		return nil, err
	}
	return r.tables.Passages().Anchors(r.ctx, p.ID, page)
}

// anchoringAt writes down where a passage was found in a revision.
func anchoringAt(revision int64, selected string, found anchor.Anchor) Anchoring {
	a := Anchoring{Revision: revision, State: string(found.State)}
	if found.State == anchor.Ambiguous || found.State == anchor.Orphaned {
		return a
	}
	start, end := int64(found.Span.Start), int64(found.Span.End)
	a.Start, a.End, a.Exact = &start, &end, &found.Exact
	if found.State == anchor.Changed {
		a.Score, a.Difference = &found.Score, anchor.WordDiff(selected, found.Exact)
	}
	return a
}
