package ledger

import "parley/internal/edtf"

// NegotiationFields is what a client says of a negotiation: a named process
// that holds issues, participations, rounds and proposals.
type NegotiationFields struct {
	Slug        *string    `json:"slug"`
	Name        string     `json:"name"`
	Description *string    `json:"description"`
	Started     *edtf.Date `json:"started"`
	Ended       *edtf.Date `json:"ended"`
}

// Negotiation is a recorded negotiation.
type Negotiation struct {
	Identity
	NegotiationFields
	Meta
}

// NegotiationFilter chooses negotiations by text.
type NegotiationFilter struct{ Q string }

func negotiations() kind[Negotiation, NegotiationFilter] {
	return kind[Negotiation, NegotiationFilter]{
		name:  KindOfNegotiation,
		table: func(t Tables) Table[Negotiation, NegotiationFilter] { return t.Negotiations() },
		find:  func(r *Reader, slug string) (Negotiation, error) { return r.tables.Negotiations().Find(r.ctx, slug) },
		check: checkNegotiation,
	}
}

func checkNegotiation(w *Writer, v *Negotiation, f *faults) error {
	f.text("/name", v.Name, 500)
	f.optionalText("/description", v.Description, 20000)
	f.period("/ended", v.Started, v.Ended)
	return freeSlug(w, negotiations(), f, v, v.Slug)
}

// CreateNegotiation records a new negotiation.
func (w *Writer) CreateNegotiation(in NegotiationFields) (Negotiation, error) {
	return create(w, negotiations(), Negotiation{NegotiationFields: in})
}

// Negotiation finds a negotiation by id or slug.
func (r *Reader) Negotiation(ref string) (Negotiation, error) { return get(r, negotiations(), ref) }

// Negotiations lists negotiations.
func (r *Reader) Negotiations(filter NegotiationFilter, page Page) ([]Negotiation, error) {
	return r.tables.Negotiations().List(r.ctx, filter, page)
}

// UpdateNegotiation changes the fields of a negotiation.
func (w *Writer) UpdateNegotiation(ref string, expect Expect, patch Patch[NegotiationFields]) (Negotiation, error) {
	return update(w, negotiations(), ref, expect, func(v *Negotiation) *NegotiationFields { return &v.NegotiationFields }, patch)
}

// RetractNegotiation takes a negotiation back.
func (w *Writer) RetractNegotiation(ref, reason string) (Negotiation, error) {
	return retract(w, negotiations(), ref, reason)
}
