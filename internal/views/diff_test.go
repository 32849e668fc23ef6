package views

import (
	"reflect"
	"slices"
	"testing"

	"parley/internal/ledger"
)

func fieldNames(list []Difference) []string {
	var out []string
	for _, d := range list {
		out = append(out, d.Field)
	}
	return out
}

// Every field that a client can set shows when it differs, in the order of the
// contract, and none of those the record adds.
func TestDiffOfEveryField(t *testing.T) {
	var full ledger.Position
	fields := reflect.ValueOf(&full.PositionFields).Elem()
	var want []string
	for i := range fields.NumField() {
		fill(t, fields.Field(i))
		want = append(want, fields.Type().Field(i).Tag.Get("json"))
	}
	full.Number, full.Status, full.Ended = 7, ledger.StatusRetracted, &ledger.End{}
	if got := fieldNames(Diff(ledger.Position{}, full)); !slices.Equal(got, want) || got[0] != "slug" || got[1] != "party" || len(got) != 22 {
		t.Errorf("got %q\nwant %q", got, want)
	}
	if got := Diff(full, full); got == nil || len(got) > 0 {
		t.Errorf("the same differs: %q", fieldNames(got))
	}
}

func fill(t *testing.T, v reflect.Value) {
	t.Helper()
	switch p := spoke(1, "2026-01-05"); v.Interface().(type) {
	case string:
		v.SetString("щось")
	case ledger.Reference:
		v.Set(reflect.ValueOf(ledger.RefTo(kyiv.ID)))
	default:
		switch v.Kind() {
		case reflect.Pointer:
			v.Set(reflect.New(v.Type().Elem()))
		case reflect.Slice:
			v.Set(reflect.MakeSlice(v.Type(), 1, 1))
		default:
			v.Set(reflect.ValueOf(p.Stated))
		}
	}
}

func TestDiffShowsBoth(t *testing.T) {
	before, after := spoke(1, "2026-01"), spoke(1, "2026-01-05")
	before.Conditions, after.Conditions = nil, []ledger.Condition{}
	after.Summary = "نعم"
	got := Diff(before, after)
	if string(encoded(got)) != `[{"field":"summary","before":"заява 1","after":"نعم"},{"field":"stated","before":"2026-01","after":"2026-01-05"}]` {
		t.Errorf("%s", encoded(got))
	}
}
