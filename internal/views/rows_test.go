package views

import (
	"reflect"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"parley/internal/edtf"
)

// Dashboards read no nesting and few columns, and tell them apart by name.
func TestRowsAreFlat(t *testing.T) {
	may := []reflect.Type{reflect.TypeFor[string](), reflect.TypeFor[*string](), reflect.TypeFor[bool](), reflect.TypeFor[int](),
		reflect.TypeFor[int64](), reflect.TypeFor[*int64](), reflect.TypeFor[float64](), reflect.TypeFor[*float64]()}
	for _, row := range []any{MatrixRow{}, TimelineRow{}, CoverageCount{}, ChangeRow{}} {
		typ, seen := reflect.TypeOf(row), map[string]bool{}
		for i := range typ.NumField() {
			f := typ.Field(i)
			if name := f.Tag.Get("json"); name == "" || seen[name] || !slices.Contains(may, f.Type) {
				t.Errorf("%s.%s: column %q of type %s", typ.Name(), f.Name, name, f.Type)
			}
			seen[f.Tag.Get("json")] = true
		}
		for _, column := range []string{"as_of", "match", "known_at", "negotiation", "issue", "issue_question", "party", "party_name"} {
			if !seen[column] {
				t.Errorf("%s has no column %s", typ.Name(), column)
			}
		}
		if typ.NumField() >= 64 {
			t.Errorf("%s has %d columns", typ.Name(), typ.NumField())
		}
	}
}

func TestRowsSayWhatTheViewsSay(t *testing.T) {
	m := recordOf("2026-06-01", edtf.Possible, nil, spoke(1, "2026-01-05", yes),
		spoke(2, "2026-02", no, withRange(10, 30), superseding(1), inArticle(1, "supports")), spoke(3, "2026-01", withParty(muscat)))
	row := m.Matrix(periodOf(t, "P1Y")).Rows()[1]
	for column, got := range map[string][2]string{
		"as_of": {row.AsOf, "2026-06-01"}, "match": {row.Match, "possible"}, "lapse_after": {text(row.LapseAfter), "P1Y"},
		"issue": {row.Issue, "вивід-військ"}, "issue_question": {row.IssueQuestion, "Хто відводить війська?"},
		"party": {row.Party, "kyiv"}, "party_name": {row.PartyName, "Україна"}, "negotiation": {row.Negotiation, fixtureID('n', 1).String()},
		"stated": {row.Stated, "2026-02"}, "stated_earliest": {text(row.StatedEarliest), "2026-02-01"}, "stated_latest": {text(row.StatedLatest), "2026-02-28"},
		"effect": {text(row.Effect), EffectReversed}, "effect_rule": {text(row.EffectRule), RuleStanceOrder},
		"effect_earlier": {row.EffectEarlier, positionID(1).String()}, "stance": {text(row.Stance), "opposes"},
	} {
		if got[0] != got[1] {
			t.Errorf("%s is %q, want %q", column, got[0], got[1])
		}
	}
	if row.KnownAt != 42 || *row.ScaleLow != 10 || *row.ScaleHigh != 30 || row.ScaleValue != nil || row.Passages != 1 {
		t.Errorf("%+v", row)
	}
	changes := m.ChangesStated(dayOf("2026-01-01"), dayOf("2026-12-31")).Rows()
	ended := changes[slices.IndexFunc(changes, func(r ChangeRow) bool { return r.Kind == ChangeEnded })]
	if text(ended.EndedHow) != "superseded" || text(ended.EndedBy) != positionID(2).String() || ended.PositionID != positionID(1).String() {
		t.Errorf("%+v", ended)
	}
}

// There is a row for each item of a view and they come in its order.
func TestRowsAreComplete(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		m := anyRecord(r)
		matrix, timeline, coverage := m.Matrix(nil), m.Timeline(nil), m.Coverage()
		var standing, rows []string
		for _, c := range matrix.Cells {
			for _, p := range c.Positions {
				standing = append(standing, p.ID.String())
			}
		}
		for _, row := range matrix.Rows() {
			rows = append(rows, row.PositionID)
		}
		changes := m.ChangesStated(dayOf("2026-01-01"), dayOf("2026-12-31"))
		if !slices.Equal(rows, standing) || len(timeline.Rows()) != len(timeline.Entries) ||
			len(coverage.Flat()) != len(coverage.Rows) || len(changes.Rows()) != len(changes.Changes) {
			r.Fatalf("%q, want %q", rows, standing)
		}
		for i, e := range timeline.Entries {
			if row := timeline.Rows()[i]; row.Date != e.Date || row.PositionID != e.Position.ID.String() || row.Standing != e.Standing {
				r.Fatalf("row %d is %+v", i, row)
			}
		}
	})
}
