package views

import (
	"reflect"
	"strings"
	"testing"

	"parley/internal/edtf"
	"parley/internal/ledger"
)

func TestCorroborationRows(t *testing.T) {
	m := recordOf("2026-03-31", edtf.Certain, nil, spoke(1, "2026-01-22", yes, toldIn(1), toldIn(2), toldIn(3)), spoke(2, "2026-01-23"))
	published(m, 1, "UNN", "Bloomberg News", 0)
	published(m, 2, "Bloomberg News", "", 0)
	published(m, 3, "Reuters", "", 0)
	rows := m.CorroborationView().Rows()
	want := CorroborationRow{
		AsOf: "2026-03-31", Match: "certain", KnownAt: 42, Negotiation: m.Negotiation.ID.String(),
		Issue: "вивід-військ", IssueQuestion: "Хто відводить війська?", Party: "kyiv", PartyName: "Україна",
		PositionID: positionID(1).String(), PositionURL: "/v1/positions/" + positionID(1).String(), Act: "offer", Stance: new("supports"),
		Summary: "заява 1", Stated: "2026-01-22", Origins: 2, Origin: new(int64(1)),
		Articles: 2, ArticleIDs: articleID(1).String() + " " + articleID(2).String(), Publishers: "UNN; Bloomberg News",
		Evidence: 2, EvidenceIDs: evidenceID(1, 1).String() + " " + evidenceID(1, 2).String(), Rules: "relays_outlet", Score: new(1.0),
	}
	if len(rows) != 3 || !reflect.DeepEqual(rows[0], want) {
		t.Errorf("got %s\nwant %s", asJSON(t, rows), asJSON(t, want))
	}
	if r := rows[1]; *r.Origin != 2 || r.Publishers != "Reuters" || r.Rules != "" || r.Score != nil {
		t.Errorf("alone: %+v", r)
	}
	if r := rows[2]; r.PositionID != positionID(2).String() || r.Origins != 0 || r.Origin != nil || r.EvidenceIDs != "" {
		t.Errorf("without evidence: %+v", r)
	}
}

func TestConflictRows(t *testing.T) {
	m := recordOf("2026-03-31", edtf.Possible, nil, spoke(1, "2026-01-22", toldIn(1, dated("2026-01-22")), toldIn(2, dated("2026-01-18"))))
	found := m.Conflicts([]string{ConflictDates})
	want := []ConflictRow{{
		AsOf: "2026-03-31", Match: "possible", KnownAt: 42, Negotiation: m.Negotiation.ID.String(),
		Kind: "dates", Rule: "reported-dates-disjoint", Sentence: found.Conflicts[0].Sentence,
		Issue: "вивід-військ", IssueQuestion: "Хто відводить війська?", Party: "kyiv", PartyName: "Україна",
		Stated: "2026-01-22", PositionIDs: positionID(1).String(), PositionURL: "/v1/positions/" + positionID(1).String(),
		EvidenceIDs: evidenceID(1, 1).String() + " " + evidenceID(1, 2).String(), PassageIDs: joined(found.Conflicts[0].Passages),
		ArticleIDs: articleID(1).String() + " " + articleID(2).String(), Dates: "2026-01-18 2026-01-22", Chosen: "2026-01-22",
	}}
	if got := found.Rows(); !reflect.DeepEqual(got, want) {
		t.Errorf("got %s\nwant %s", asJSON(t, got), asJSON(t, want))
	}
}

func TestConvergenceRows(t *testing.T) {
	m := recordOf("2026-03-31", edtf.Certain, nil, spoke(1, "2026-01-10", withRange(40, 60)), spoke(2, "2026-01-12", withRange(50, 80), withParty(muscat)))
	m.Salience = []ledger.Salience{cares(1, kyiv, withdrawal, 100, "2025"), cares(2, muscat, withdrawal, 50, "2025")}
	want := []ConvergenceRow{{
		AsOf: "2026-03-31", Match: "certain", KnownAt: 42, Negotiation: m.Negotiation.ID.String(),
		Issue: "вивід-військ", IssueQuestion: "Хто відводить війська?", Rule: "scale",
		PartyA: muscat.ID.String(), PartyAName: "سلطنة عمان", PartyB: "kyiv", PartyBName: "Україна",
		From: "2026-01-12", To: "2026-01-20", Distance: 0.15, OverlapLow: new(50.0), OverlapHigh: new(60.0), Weighted: true, Weight: new(0.75),
		PositionIDs: positionID(1).String() + " " + positionID(2).String(),
	}}
	if got := m.Convergence(dayOf("2026-01-01"), dayOf("2026-01-20"), true).Rows(); !reflect.DeepEqual(got, want) {
		t.Errorf("got %s\nwant %s", asJSON(t, got), asJSON(t, want))
	}
}

func TestNetworkRows(t *testing.T) {
	m := recordOf("2026-03-31", edtf.Certain, nil, spoke(1, first, yes), spoke(2, first, yes, withParty(muscat)),
		spoke(3, first, yes, withProposal(1)), spoke(4, first, yes, withParty(muscat), withProposal(1)))
	want := []NetworkRow{{
		AsOf: "2026-03-31", Match: "certain", KnownAt: 42, Negotiation: m.Negotiation.ID.String(),
		From: "2026-01-01", To: "2026-01-31", Duplicates: "none",
		PartyA: muscat.ID.String(), PartyAName: "سلطنة عمان", PartyB: "kyiv", PartyBName: "Україна",
		Kind: "agreement", Weight: 2, Rule: "min-count", ConceptIDs: withdrawal.ID.String() + " " + withdrawal.ID.String() + "/" + fixtureID('o', 1).String(),
		PositionIDs: joined(idsOf(m.ordered())),
	}}
	if got := m.Network(dayOf("2026-01-01"), dayOf("2026-01-31"), DuplicatesNone).Rows(); !reflect.DeepEqual(got, want) {
		t.Errorf("got %s\nwant %s", asJSON(t, got), asJSON(t, want))
	}
}

// What spreadsheets and dashboards can read: few columns, each named once and of
// a plain type.
func TestEvidenceRowsAreFlat(t *testing.T) {
	plain := map[string]bool{"string": true, "*string": true, "bool": true, "int": true, "int64": true, "*int64": true, "float64": true, "*float64": true}
	for _, row := range []any{CorroborationRow{}, ConflictRow{}, ConvergenceRow{}, NetworkRow{}} {
		of, seen := reflect.TypeOf(row), map[string]bool{}
		for i := range of.NumField() {
			f := of.Field(i)
			name := f.Tag.Get("json")
			if !plain[f.Type.String()] || f.Anonymous || seen[name] || name == "" || name != strings.ToLower(name) {
				t.Errorf("%s.%s %s %q", of.Name(), f.Name, f.Type, name)
			}
			seen[name] = true
		}
		if of.NumField() >= 64 {
			t.Errorf("%s has %d columns", of.Name(), of.NumField())
		}
	}
	empty := recordOf("2026-03-31", edtf.Certain, nil)
	day := dayOf("2026-01-01")
	if got := asJSON(t, []any{empty.CorroborationView().Rows(), empty.Conflicts(nil).Rows(), empty.Convergence(day, day, false).Rows(), empty.Network(day, day, DuplicatesNone).Rows()}); got != "[[],[],[],[]]" {
		t.Errorf("%s", got)
	}
}

// Lists without members are [] also where nothing was found at all.
func TestNothingIsNull(t *testing.T) {
	empty := recordOf("2026-03-31", edtf.Certain, nil)
	empty.Issues, empty.Parties = nil, nil
	day := dayOf("2026-01-01")
	for _, v := range []any{empty.CorroborationView().Positions, empty.Conflicts(nil).Conflicts, empty.Convergence(day, day, false).Issues,
		empty.Convergence(day, day, false).Parties, empty.Convergence(day, day, false).Overall, empty.Network(day, day, "none").Nodes, empty.Network(day, day, "none").Edges} {
		if got := asJSON(t, v); got != "[]" {
			t.Errorf("%T is %s", v, got)
		}
	}
	p := recordOf("2026-03-31", edtf.Certain, nil, spoke(1, "2026-01-22", yes), spoke(2, "2026-01-22", no))
	if got := asJSON(t, p.Conflicts(nil).Conflicts); strings.Contains(got, `"evidence":null`) || strings.Contains(got, `"dates":null`) || strings.Contains(got, `"passages":null`) {
		t.Error(got)
	}
}
