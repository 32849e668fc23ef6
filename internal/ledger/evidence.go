package ledger

import (
	"github.com/google/uuid"

	"parley/internal/edtf"
)

// Relations of a passage to the position it is evidence for.
const (
	RelationSupports = "supports"
	RelationDisputes = "disputes"
	RelationContext  = "context"
)

// EvidenceFields says how a passage bears on a position. ReportedDate is the
// date this article gives for the statement, which may differ from another's.
type EvidenceFields struct {
	Relation     string     `json:"relation"`
	Quotation    *string    `json:"quotation"`
	Attribution  *string    `json:"attribution"`
	AttributedTo *Reference `json:"attributed_to"`
	Source       *string    `json:"source"`
	ReportedDate *edtf.Date `json:"reported_date"`
	Note         *string    `json:"note"`
}

// EvidenceInput links a passage: an existing one, or one that is selected in
// Article by quote or by offsets and created in the same transaction.
type EvidenceInput struct {
	Passage  *Reference `json:"passage"`
	Article  *Reference `json:"article"`
	Revision *int64     `json:"revision"`
	Quote    *string    `json:"quote"`
	Prefix   *string    `json:"prefix"`
	Suffix   *string    `json:"suffix"`
	Start    *int64     `json:"start"`
	End      *int64     `json:"end"`
	EvidenceFields
}

// Evidence is a recorded link from a position, or from a salience, to a passage.
type Evidence struct {
	Identity
	Position *uuid.UUID `json:"position"`
	Salience *uuid.UUID `json:"salience"`
	Passage  uuid.UUID  `json:"passage"`
	Article  Reference  `json:"article"`
	Selected *Passage   `json:"selected,omitempty"`
	EvidenceFields
	Meta
}

// EvidenceFilter chooses evidence.
type EvidenceFilter struct {
	Positions    []uuid.UUID
	Salience     []uuid.UUID
	Passages     []uuid.UUID
	AttributedTo uuid.UUID
	Relations    []string
}

func evidence() kind[Evidence, EvidenceFilter] {
	return kind[Evidence, EvidenceFilter]{
		name:  KindOfEvidence,
		table: func(t Tables) Table[Evidence, EvidenceFilter] { return t.Evidence() },
		check: checkEvidence,
		keep:  keepEvidence,
	}
}

func checkEvidence(w *Writer, v *Evidence, f *faults) error {
	return checkEvidenceFields(w, &v.EvidenceFields, "", f)
}

func checkEvidenceFields(w *Writer, v *EvidenceFields, pointer string, f *faults) error {
	if v.Relation == "" {
		v.Relation = RelationSupports
	}
	f.enum(pointer+"/relation", v.Relation, []string{RelationSupports, RelationDisputes, RelationContext})
	f.optionalEnum(pointer+"/quotation", v.Quotation, quotations)
	f.optionalEnum(pointer+"/attribution", v.Attribution, attributions)
	f.optionalText(pointer+"/source", v.Source, 1000)
	f.optionalText(pointer+"/note", v.Note, 5000)
	return link(w, parties(), f, pointer+"/attributed_to", v.AttributedTo)
}

var (
	quotations   = []string{"direct", "indirect", "mixed"}
	attributions = []string{"named", "anonymous", "unattributed", "official_document"}
)

// keepEvidence refuses to leave an accepted position without support (rule 4).
func keepEvidence(w *Writer, v *Evidence) error {
	if v.Position == nil || v.Relation != RelationSupports {
		return nil
	}
	p, err := w.tables.Positions().Get(w.ctx, *v.Position)
	if err != nil || p.Status != StatusAccepted {
		return err
	}
	n, err := w.supports(p.ID, v.ID)
	if err == nil && n == 0 {
		return Conflict("this is the last evidence that supports an accepted position; add another or retract the position")
	}
	return err
}

// supports counts the passages in force that support a position, without one of them.
func (w *Writer) supports(position, without uuid.UUID) (int, error) {
	filter := EvidenceFilter{Positions: []uuid.UUID{position}, Relations: []string{RelationSupports}}
	list, err := w.tables.Evidence().List(w.ctx, filter, Page{Retracted: RetractedExclude})
	n := 0
	for _, e := range list {
		if e.ID != without && !e.Selected.lost() {
			n++
		}
	}
	return n, err
}

// CreateEvidence adds evidence to a position.
func (w *Writer) CreateEvidence(position string, in EvidenceInput) (Evidence, error) {
	p, err := get(&w.Reader, positions(), position)
	if err != nil {
		return Evidence{}, err
	}
	if err := current(KindOfPosition, &p, Expect{Any: true}); err != nil {
		return Evidence{}, err
	}
	if err := w.mayTouch(&p); err != nil {
		return Evidence{}, err
	}
	var ready []prepared
	err = w.judge(func(f *faults) error {
		ready, err = w.prepareEvidence([]EvidenceInput{in}, "", f)
		return err
	})
	if err != nil {
		return Evidence{}, err
	}
	stored, err := w.storeEvidence(ready, &p.ID, nil)
	if err != nil {
		return Evidence{}, err
	}
	return stored[0], w.compareCitedFor(p.ID, stored[0].Article.ID)
}

// EvidenceOf finds evidence of the given position by id.
func (r *Reader) EvidenceOf(position, ref string) (Evidence, error) {
	p, err := get(r, positions(), position)
	if err != nil {
		return Evidence{}, err
	}
	v, err := get(r, evidence(), ref)
	if err == nil && (v.Position == nil || *v.Position != p.ID) {
		return v, NotFound(KindOfEvidence, ref)
	}
	return v, err
}

// Evidence lists evidence with the passages it rests on.
func (r *Reader) Evidence(filter EvidenceFilter, page Page) ([]Evidence, error) {
	return r.tables.Evidence().List(r.ctx, filter, page)
}

// UpdateEvidence changes the fields of evidence, never its passage.
func (w *Writer) UpdateEvidence(position, ref string, expect Expect, patch Patch[EvidenceFields]) (Evidence, error) {
	before, err := w.EvidenceOf(position, ref)
	if err != nil {
		return before, err
	}
	if err := w.mayTouchEvidence(before); err != nil {
		return before, err
	}
	guarded := func(in *EvidenceFields) error {
		if err := patch(in); err != nil || in.Relation == RelationSupports || before.Relation != RelationSupports {
			return err
		}
		return keepEvidence(w, &before)
	}
	return update(w, evidence(), ref, expect, func(v *Evidence) *EvidenceFields { return &v.EvidenceFields }, guarded)
}

// RetractEvidence takes evidence back.
func (w *Writer) RetractEvidence(position, ref, reason string) (Evidence, error) {
	if v, err := w.EvidenceOf(position, ref); err != nil {
		return v, err
	}
	return retract(w, evidence(), ref, reason)
}
