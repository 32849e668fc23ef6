package ledger

import (
	"github.com/google/uuid"

	"parley/internal/edtf"
)

// RoundFields is what a client says of a round: a dated meeting of a negotiation.
type RoundFields struct {
	Slug        *string    `json:"slug"`
	Name        string     `json:"name"`
	Held        *edtf.Date `json:"held"`
	Place       *string    `json:"place"`
	Description *string    `json:"description"`
}

// Round is a recorded round of Negotiation.
type Round struct {
	Identity
	Negotiation Reference `json:"negotiation"`
	RoundFields
	Meta
}

// RoundFilter chooses rounds of a negotiation.
type RoundFilter struct{ Negotiation uuid.UUID }

func rounds() kind[Round, RoundFilter] {
	return kind[Round, RoundFilter]{
		name:  KindOfRound,
		table: func(t Tables) Table[Round, RoundFilter] { return t.Rounds() },
		find:  func(r *Reader, slug string) (Round, error) { return r.tables.Rounds().Find(r.ctx, slug) },
		check: checkRound,
	}
}

func checkRound(w *Writer, v *Round, f *faults) error {
	f.text("/name", v.Name, 500)
	f.optionalText("/place", v.Place, 500)
	f.optionalText("/description", v.Description, 20000)
	return freeSlug(w, rounds(), f, v, v.Slug)
}

// CreateRound records a new round of a negotiation.
func (w *Writer) CreateRound(negotiation string, in RoundFields) (Round, error) {
	owner, err := ownerOf(w, negotiations(), negotiation)
	if err != nil {
		return Round{}, err
	}
	return create(w, rounds(), Round{Negotiation: RefTo(owner.ID), RoundFields: in})
}

// Round finds a round of the given negotiation by id or slug.
func (r *Reader) Round(negotiation, ref string) (Round, error) {
	owner, err := follow(r, negotiations(), negotiation)
	if err != nil {
		return Round{}, err
	}
	v, err := get(r, rounds(), ref)
	if err == nil && v.Negotiation.ID != owner.ID {
		return v, NotFound(KindOfRound, ref)
	}
	return v, err
}

// Rounds lists rounds.
func (r *Reader) Rounds(filter RoundFilter, page Page) ([]Round, error) {
	return r.tables.Rounds().List(r.ctx, filter, page)
}

// UpdateRound changes the fields of a round.
func (w *Writer) UpdateRound(negotiation, ref string, expect Expect, patch Patch[RoundFields]) (Round, error) {
	if v, err := w.Round(negotiation, ref); err != nil {
		return v, err
	}
	return update(w, rounds(), ref, expect, func(v *Round) *RoundFields { return &v.RoundFields }, patch)
}

// RetractRound takes a round back.
func (w *Writer) RetractRound(negotiation, ref, reason string) (Round, error) {
	if v, err := w.Round(negotiation, ref); err != nil {
		return v, err
	}
	return retract(w, rounds(), ref, reason)
}
