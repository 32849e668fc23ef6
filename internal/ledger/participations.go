package ledger

import (
	"github.com/google/uuid"

	"parley/internal/edtf"
)

// Participation roles of a party in a negotiation.
const (
	RoleParty     = "party"
	RoleMediator  = "mediator"
	RoleGuarantor = "guarantor"
	RoleHost      = "host"
	RoleObserver  = "observer"
)

// ParticipationFields says in which role a party takes part in a negotiation, and when.
type ParticipationFields struct {
	Party Reference  `json:"party"`
	Role  string     `json:"role"`
	From  *edtf.Date `json:"from"`
	Until *edtf.Date `json:"until"`
	Note  *string    `json:"note"`
}

// Participation is a recorded participation in Negotiation.
type Participation struct {
	Identity
	Negotiation Reference `json:"negotiation"`
	ParticipationFields
	Meta
}

// ParticipationFilter chooses participations.
type ParticipationFilter struct {
	Negotiation uuid.UUID
	Parties     []uuid.UUID
	Roles       []string
}

func participations() kind[Participation, ParticipationFilter] {
	return kind[Participation, ParticipationFilter]{
		name:  KindOfParticipation,
		table: func(t Tables) Table[Participation, ParticipationFilter] { return t.Participations() },
		check: checkParticipation,
	}
}

func checkParticipation(w *Writer, v *Participation, f *faults) error {
	f.enum("/role", v.Role, []string{RoleParty, RoleMediator, RoleGuarantor, RoleHost, RoleObserver})
	f.optionalText("/note", v.Note, 5000)
	f.period("/until", v.From, v.Until)
	return link(w, parties(), f, "/party", &v.Party)
}

// CreateParticipation records a new participation of a negotiation.
func (w *Writer) CreateParticipation(negotiation string, in ParticipationFields) (Participation, error) {
	owner, err := ownerOf(w, negotiations(), negotiation)
	if err != nil {
		return Participation{}, err
	}
	return create(w, participations(), Participation{Negotiation: RefTo(owner.ID), ParticipationFields: in})
}

// Participation finds a participation of the given negotiation by id.
func (r *Reader) Participation(negotiation, ref string) (Participation, error) {
	owner, err := follow(r, negotiations(), negotiation)
	if err != nil {
		return Participation{}, err
	}
	v, err := get(r, participations(), ref)
	if err == nil && v.Negotiation.ID != owner.ID {
		return v, NotFound(KindOfParticipation, ref)
	}
	return v, err
}

// Participations lists participations.
func (r *Reader) Participations(filter ParticipationFilter, page Page) ([]Participation, error) {
	return r.tables.Participations().List(r.ctx, filter, page)
}

// UpdateParticipation changes the fields of a participation.
func (w *Writer) UpdateParticipation(negotiation, ref string, expect Expect, patch Patch[ParticipationFields]) (Participation, error) {
	if v, err := w.Participation(negotiation, ref); err != nil {
		return v, err
	}
	return update(w, participations(), ref, expect, func(v *Participation) *ParticipationFields { return &v.ParticipationFields }, patch)
}

// RetractParticipation takes a participation back.
func (w *Writer) RetractParticipation(negotiation, ref, reason string) (Participation, error) {
	if v, err := w.Participation(negotiation, ref); err != nil {
		return v, err
	}
	return retract(w, participations(), ref, reason)
}
