package ledger

import (
	"github.com/google/uuid"

	"parley/internal/edtf"
)

// SalienceFields says how much a party cares about an issue, 0 to 100, and when.
type SalienceFields struct {
	Party Reference `json:"party"`
	Issue Reference `json:"issue"`
	Value float64   `json:"value"`
	Dated edtf.Date `json:"dated"`
	Note  *string   `json:"note"`
}

// SalienceInput creates a salience with its evidence in one transaction.
type SalienceInput struct {
	SalienceFields
	Evidence []EvidenceInput `json:"evidence"`
}

// Salience is a recorded salience.
type Salience struct {
	Identity
	SalienceFields
	Meta
	Evidence []Evidence `json:"evidence,omitzero"`
}

// SalienceFilter chooses saliences.
type SalienceFilter struct{ Parties, Issues []uuid.UUID }

func salience() kind[Salience, SalienceFilter] {
	return kind[Salience, SalienceFilter]{
		name:  KindOfSalience,
		table: func(t Tables) Table[Salience, SalienceFilter] { return t.Salience() },
		check: checkSalience,
	}
}

func checkSalience(w *Writer, v *Salience, f *faults) error {
	f.between("/value", &v.Value, 0, 100)
	f.date("/dated", v.Dated)
	f.optionalText("/note", v.Note, 5000)
	if err := link(w, issues(), f, "/issue", &v.Issue); err != nil {
		return err
	}
	return link(w, parties(), f, "/party", &v.Party)
}

// CreateSalience records a salience with its passages and evidence.
func (w *Writer) CreateSalience(in SalienceInput) (Salience, error) {
	v := Salience{SalienceFields: in.SalienceFields}
	var ready []prepared
	err := w.judge(func(f *faults) (err error) {
		if ready, err = w.prepareEvidence(in.Evidence, "/evidence", f); err != nil {
			return err
		}
		return checkSalience(w, &v, f)
	})
	if err != nil {
		return v, err
	}
	if v, err = create(w, salience(), v); err != nil {
		return v, err
	}
	v.Evidence, err = w.storeEvidence(ready, nil, &v.ID)
	return v, err
}

// Salience finds a salience by id, with its evidence.
func (r *Reader) Salience(ref string) (Salience, error) {
	v, err := get(r, salience(), ref)
	if err != nil {
		return v, err
	}
	list, err := r.Evidence(EvidenceFilter{Salience: []uuid.UUID{v.ID}}, Page{Retracted: RetractedExclude})
	v.Evidence = present(list)
	return v, err
}

// Saliences lists saliences.
func (r *Reader) Saliences(filter SalienceFilter, page Page) ([]Salience, error) {
	return r.tables.Salience().List(r.ctx, filter, page)
}

// UpdateSalience changes the fields of a salience.
func (w *Writer) UpdateSalience(ref string, expect Expect, patch Patch[SalienceFields]) (Salience, error) {
	v, err := update(w, salience(), ref, expect, func(v *Salience) *SalienceFields { return &v.SalienceFields }, patch)
	if err != nil {
		return v, err
	}
	return w.Salience(v.ID.String())
}

// RetractSalience takes a salience back.
func (w *Writer) RetractSalience(ref, reason string) (Salience, error) {
	return retract(w, salience(), ref, reason)
}
