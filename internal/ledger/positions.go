package ledger

import (
	"github.com/google/uuid"

	"parley/internal/edtf"
)

// Statuses of a position.
const (
	StatusProposed  = "proposed"
	StatusAccepted  = "accepted"
	StatusRejected  = "rejected"
	StatusRetracted = "retracted"
)

// ActWithdraw ends the positions that its position supersedes and leaves nothing standing.
const ActWithdraw = "withdraw"

// Condition is what a position hangs on. Kind is reciprocal, sequential,
// threshold, package or approval.
type Condition struct {
	Kind     string     `json:"kind"`
	Text     string     `json:"text"`
	Party    *Reference `json:"party"`
	Issue    *Reference `json:"issue"`
	Proposal *Reference `json:"proposal"`
}

// Term is a quantity inside a position: "up to 40 km" is withdrawal_depth ≤ 40 km.
// Comparison is one of = ≤ ≥ between; High is given for between only.
type Term struct {
	Name       string   `json:"name"`
	Comparison string   `json:"comparison"`
	Value      float64  `json:"value"`
	High       *float64 `json:"high"`
	Unit       *string  `json:"unit"`
}

// ScaleValue places a position on its issue's scale, 0 to 100, as a value, a range or both.
type ScaleValue struct {
	Value *float64 `json:"value"`
	Low   *float64 `json:"low"`
	High  *float64 `json:"high"`
}

// PositionFields is what a client says of a position: who stated what on which
// issue, when, and on which conditions.
type PositionFields struct {
	Slug        *string     `json:"slug"`
	Party       Reference   `json:"party"`
	Issue       Reference   `json:"issue"`
	Proposal    *Reference  `json:"proposal"`
	Act         string      `json:"act"`
	Stance      *string     `json:"stance"`
	Summary     string      `json:"summary"`
	Conditions  []Condition `json:"conditions"`
	Terms       []Term      `json:"terms"`
	Scale       *ScaleValue `json:"scale"`
	Speaker     *Reference  `json:"speaker"`
	OnBehalfOf  *Reference  `json:"on_behalf_of"`
	JointlyWith []Reference `json:"jointly_with"`
	AddressedTo []Reference `json:"addressed_to"`
	InReplyTo   *Reference  `json:"in_reply_to"`
	Round       *Reference  `json:"round"`
	Stated      edtf.Date   `json:"stated"`
	HeldUntil   *edtf.Date  `json:"held_until"`
	Supersedes  []Reference `json:"supersedes"`
	Change      *string     `json:"change"`
	Confidence  *string     `json:"confidence"`
	Note        *string     `json:"note"`
}

// PositionInput creates a position with its passages and evidence in one transaction.
type PositionInput struct {
	PositionFields
	Status   *string         `json:"status"`
	Evidence []EvidenceInput `json:"evidence"`
}

// Ways a position can end.
const (
	EndSuperseded = "superseded"
	EndWithdrawn  = "withdrawn"
	EndHeldUntil  = "held_until"
)

// End says how a position ended, on which date and by which later position, and
// which days can be the first one on which it no longer holds (nil for an open
// or unknown bound). It is derived from accepted positions only.
type End struct {
	How      string     `json:"how"`
	Date     edtf.Date  `json:"date"`
	By       *uuid.UUID `json:"by"`
	Earliest *edtf.Day  `json:"earliest"`
	Latest   *edtf.Day  `json:"latest"`
}

// Position is a recorded position. Negotiation is the one its issue belongs to.
type Position struct {
	Identity
	PositionFields
	Negotiation Reference `json:"negotiation"`
	Status      string    `json:"status"`
	Ended       *End      `json:"ended"`
	Meta
	// Evidence is filled in for single positions and where a list expands it.
	Evidence []Evidence `json:"evidence,omitzero"`
}

// HistoryFunc takes a position and one of its supporting passages, both nil for
// a position without any.
type HistoryFunc func(Position, *Evidence, *Article) error

func positions() kind[Position, PositionFilter] {
	return kind[Position, PositionFilter]{
		name:  KindOfPosition,
		table: func(t Tables) Table[Position, PositionFilter] { return t.Positions() },
		find:  func(r *Reader, slug string) (Position, error) { return r.tables.Positions().Find(r.ctx, slug) },
		check: checkPosition,
	}
}

// CreatePosition records a position with its passages and evidence.
func (w *Writer) CreatePosition(in PositionInput) (Position, error) {
	status, err := w.firstStatus(in.Status)
	if err != nil {
		return Position{}, err
	}
	v := Position{PositionFields: in.PositionFields, Status: status}
	var ready []prepared
	err = w.judge(func(f *faults) (err error) {
		f.enum("/status", v.Status, []string{StatusProposed, StatusAccepted})
		if ready, err = w.prepareEvidence(in.Evidence, "/evidence", f); err != nil {
			return err
		}
		requireSupport(v.Status, ready, f)
		return checkPosition(w, &v, f)
	})
	if err != nil {
		return v, err
	}
	v.ID = w.newID()
	if v, err = w.storePosition(v, ready); err != nil {
		return v, err
	}
	return v, w.refreshEnds(v.Supersedes, nil)
}

func (w *Writer) storePosition(v Position, ready []prepared) (Position, error) {
	v.Meta = Meta{Number: w.entry.Number, RecordedAt: w.entry.RecordedAt, UpdatedAt: w.entry.RecordedAt}
	v.Ended = v.OwnEnd()
	if err := insert(w, positions(), v); err != nil {
		return v, err
	}
	var err error
	if v.Evidence, err = w.storeEvidence(ready, &v.ID, nil); err != nil {
		return v, err
	}
	cited := articlesOf(v.Evidence) // and no others, for it is new
	return v, w.compareSources(cited, cited)
}

// requireSupport is rule 4: no evidence, no position.
func requireSupport(status string, ready []prepared, f *faults) {
	if status != StatusAccepted {
		return
	}
	for _, p := range ready {
		if p.evidence.Relation == RelationSupports && !p.passage.lost() {
			return
		}
	}
	f.add("/evidence", "no-evidence", "an accepted position needs at least one passage that supports it; add one or set status to proposed")
}

// Position finds a position by id or slug, with its evidence.
func (r *Reader) Position(ref string) (Position, error) {
	v, err := r.whole(ref)
	if err != nil {
		return Position{}, err
	}
	return v.Read()
}

// Positions lists positions without their evidence.
func (r *Reader) Positions(filter PositionFilter, page Page) ([]Position, error) {
	return r.tables.Positions().List(r.ctx, filter, page)
}

// UpdatePosition corrects the fields of a position; the earlier version is kept.
func (w *Writer) UpdatePosition(ref string, expect Expect, patch Patch[PositionFields]) (Position, error) {
	before, err := get(&w.Reader, positions(), ref)
	if err != nil {
		return before, err
	}
	if err := w.mayTouch(&before); err != nil {
		return before, err
	}
	v, err := update(w, positions(), before.ID.String(), expect, func(v *Position) *PositionFields { return &v.PositionFields }, patch)
	if err != nil {
		return v, err
	}
	if err := w.refreshEnds(append(v.Supersedes, RefTo(v.ID)), before.Supersedes); err != nil {
		return v, err
	}
	return w.Position(v.ID.String())
}

// Key places the position in a list sorted by when it was stated or recorded.
func (p Position) Key() Key { return Key{Value: int64(p.Stated.Earliest()), ID: p.ID} }
