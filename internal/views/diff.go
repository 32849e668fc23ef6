package views

import (
	"bytes"
	"encoding/json"
	"reflect"
	"slices"

	"github.com/google/uuid"

	"parley/internal/ledger"
)

// Diff lists the fields in which a later version of a position differs from an
// earlier one, in the order of the contract: what a client says of a position,
// not what the record adds (number, dates of recording, status, end). It goes
// through the fields by reflection, as a list kept by hand would one day lack one.
func Diff(before, after ledger.Position) []Difference {
	list := []Difference{}
	was, is := reflect.ValueOf(before.PositionFields), reflect.ValueOf(after.PositionFields)
	for i := range was.NumField() {
		b, a := fieldOf(was.Field(i)), fieldOf(is.Field(i))
		if !bytes.Equal(b, a) {
			list = append(list, Difference{Field: was.Type().Field(i).Tag.Get("json"), Before: b, After: a})
		}
	}
	return list
}

// fieldOf writes a field; a list without members is the same whether it was
// stored or never filled.
func fieldOf(v reflect.Value) json.RawMessage {
	if v.Kind() == reflect.Slice && v.Len() == 0 {
		return json.RawMessage("[]")
	}
	return encoded(v.Interface())
}

// movedEvidence tells what became of the evidence of a position, and when the last
// of it was recorded, which a moment of the position itself begins.
func movedEvidence(before, after ledger.Position, last ledger.Moment, gone map[uuid.UUID]ledger.Moment) ([]EvidenceChange, ledger.Moment) {
	was, moved := map[uuid.UUID]ledger.Evidence{}, []EvidenceChange{}
	for _, e := range before.Evidence {
		was[e.ID] = e
	}
	for _, e := range after.Evidence {
		if what := became(was, e); what != "" {
			moved, last = append(moved, EvidenceChange{e.ID, what}), later(last, recordedUnder(e))
		}
		delete(was, e.ID)
	}
	for id := range was {
		moved, last = append(moved, EvidenceChange{id, EvidenceRemoved}), later(last, gone[id])
	}
	slices.SortFunc(moved, func(a, b EvidenceChange) int { return byID(a.ID, b.ID) })
	return moved, last
}

// became is what became of evidence that is there now; empty for nothing. That a
// newer revision was looked up and has the passage in the same place is nothing.
func became(was map[uuid.UUID]ledger.Evidence, e ledger.Evidence) string {
	before, known := was[e.ID]
	switch {
	case !known:
		return EvidenceAdded
	case isLost(&e) && !isLost(&before):
		return EvidenceLost
	case !isLost(&e) && isLost(&before):
		return EvidenceFound
	case !bytes.Equal(encoded(before.EvidenceFields), encoded(e.EvidenceFields)):
		return EvidenceCorrected
	case !bytes.Equal(encoded(placeOfPassage(before)), encoded(placeOfPassage(e))):
		return EvidenceMoved
	}
	return ""
}

// placeOfPassage is where the passage stands in the newest revision.
func placeOfPassage(e ledger.Evidence) ledger.Anchoring {
	if e.Selected == nil {
		return ledger.Anchoring{}
	}
	a := e.Selected.Anchor
	return ledger.Anchoring{State: e.Selected.State, Start: a.Start, End: a.End, Exact: a.Exact}
}

// recordedUnder is when evidence, or the place of its passage, was last recorded.
func recordedUnder(e ledger.Evidence) ledger.Moment {
	last := ledger.Moment{Number: e.Number, RecordedAt: &e.UpdatedAt}
	if e.Selected == nil {
		return last
	}
	return later(last, ledger.Moment{Number: e.Selected.Number, RecordedAt: &e.Selected.UpdatedAt})
}

func later(a, b ledger.Moment) ledger.Moment {
	if b.Number > a.Number {
		return b
	}
	return a
}
