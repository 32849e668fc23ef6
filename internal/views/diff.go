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

// movedEvidence lists the evidence that came, went, says something else or
// whose passage stands elsewhere or in another state, by id, and the highest
// number such evidence or its passage, or else the position, was recorded under.
func movedEvidence(before, after ledger.Position, last ledger.Moment, gone map[uuid.UUID]ledger.Moment) ([]uuid.UUID, ledger.Moment) {
	was, moved := map[uuid.UUID][]byte{}, []uuid.UUID{}
	for _, e := range before.Evidence {
		was[e.ID] = bearing(e)
	}
	for _, e := range after.Evidence {
		if !bytes.Equal(was[e.ID], bearing(e)) {
			moved, last = append(moved, e.ID), later(last, recordedUnder(e))
		}
		delete(was, e.ID)
	}
	for id := range was {
		moved, last = append(moved, id), later(last, gone[id])
	}
	slices.SortFunc(moved, byID)
	return moved, last
}

// bearing is what evidence says and where its passage stands. That a newer
// revision was looked up and has the passage in the same place changes nothing.
func bearing(e ledger.Evidence) []byte {
	place := ledger.Anchoring{}
	if e.Selected != nil {
		place = e.Selected.Anchor
		place.Revision, place.State = 0, e.Selected.State
	}
	return encoded([]any{e.EvidenceFields, place})
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
