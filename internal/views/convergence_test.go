package views

import (
	"math"
	"slices"
	"testing"

	"github.com/google/uuid"
	"pgregory.net/rapid"

	"parley/internal/edtf"
	"parley/internal/ledger"
)

func cares(n int, party ledger.Party, issue ledger.Issue, value float64, date string) ledger.Salience {
	s := ledger.Salience{Identity: ledger.Identity{ID: fixtureID('v', n)}}
	s.Party, s.Issue, s.Value, s.Dated = ledger.RefTo(party.ID), ledger.RefTo(issue.ID), value, edtf.MustParse(date)
	return s
}

func sameNumber(a, b *float64) bool { return a == b || a != nil && b != nil && *a == *b }

// Kyiv holds 80, then 80 and 40 to 60 at once, then only the range; Muscat holds
// 50 from the 22nd on. Where nothing is held there is no step.
func TestStepsOnAScale(t *testing.T) {
	m := recordOf("2026-12-31", edtf.Certain, nil,
		spoke(1, "2026-01-10", withValue(80), withHeldUntil("2026-01-24")), spoke(2, "2026-01-20", withRange(40, 60), withHeldUntil("2026-01-29")),
		spoke(3, "2026-01-22", withValue(50), withParty(muscat)), spoke(4, "2026-01-12"))
	got := m.Convergence(dayOf("2026-01-01"), dayOf("2026-01-31"), false).Issues[0]
	if got.Rule != "scale" || len(got.Series) != 4 || len(got.Pairs) != 2 {
		t.Fatalf("%+v", got)
	}
	for i, want := range []PartyStep{
		{Party: RefOfParty(muscat), From: "2026-01-22", To: "2026-01-31", Low: 50, High: 50, Positions: []uuid.UUID{positionID(3)}},
		{Party: RefOfParty(kyiv), From: "2026-01-10", To: "2026-01-19", Low: 80, High: 80, Positions: []uuid.UUID{positionID(1)}},
		{Party: RefOfParty(kyiv), From: "2026-01-20", To: "2026-01-24", Low: 40, High: 80, Positions: []uuid.UUID{positionID(1), positionID(2)}},
		{Party: RefOfParty(kyiv), From: "2026-01-25", To: "2026-01-29", Low: 40, High: 60, Positions: []uuid.UUID{positionID(2)}},
	} {
		if asJSON(t, got.Series[i]) != asJSON(t, want) {
			t.Errorf("got\n%s\nwant\n%s", asJSON(t, got.Series[i]), asJSON(t, want))
		}
	}
	for i, want := range []PairStep{
		{From: "2026-01-22", To: "2026-01-24", Distance: 0.1, Overlap: &Overlap{50, 50}, Positions: []uuid.UUID{positionID(1), positionID(2), positionID(3)}},
		{From: "2026-01-25", To: "2026-01-29", Distance: 0, Overlap: &Overlap{50, 50}, Positions: []uuid.UUID{positionID(2), positionID(3)}},
	} {
		want.A, want.B = RefOfParty(muscat), RefOfParty(kyiv)
		if asJSON(t, got.Pairs[i]) != asJSON(t, want) {
			t.Errorf("got\n%s\nwant\n%s", asJSON(t, got.Pairs[i]), asJSON(t, want))
		}
	}
}

func TestDistanceOnAScale(t *testing.T) {
	for _, c := range []struct {
		a, b     hull
		distance float64
		overlap  *Overlap
	}{
		{hull{0, 0}, hull{100, 100}, 1, nil},
		{hull{30, 30}, hull{30, 30}, 0, &Overlap{30, 30}},
		{hull{20, 40}, hull{30, 60}, 0.15, &Overlap{30, 40}},
		{hull{20, 40}, hull{40, 60}, 0.2, &Overlap{40, 40}},
		{hull{20, 40}, hull{41, 61}, 0.21, nil},
		{hull{0, 100}, hull{90, 90}, 0.4, &Overlap{90, 90}},
	} {
		for _, pair := range [][2]hull{{c.a, c.b}, {c.b, c.a}} {
			distance, overlap := pair[0].between(pair[1])
			if math.Abs(distance-c.distance) > 1e-12 || asJSON(t, overlap) != asJSON(t, c.overlap) {
				t.Errorf("%v: %v and %v, want %v and %v", pair, distance, overlap, c.distance, c.overlap)
			}
		}
	}
}

func TestDistanceByStance(t *testing.T) {
	on := func(n int, stance string) ledger.Position {
		return spoke(n, first, withStance(stance), withProposal(n))
	}
	for name, c := range map[string]struct {
		a, b []ledger.Position
		want float64 // -1: not comparable
	}{
		"together":                  {spoken(on(1, "supports")), spoken(on(1, "supports")), 0},
		"as far as can be":          {spoken(on(1, "supports")), spoken(on(1, "red_line")), 1},
		"one step":                  {spoken(on(1, "neutral")), spoken(on(1, "opposes")), 0.25},
		"the mean over proposals":   {spoken(on(1, "supports"), on(2, "supports")), spoken(on(1, "red_line"), on(2, "supports"), on(3, "opposes")), 0.5},
		"the mean within one":       {spoken(on(1, "supports"), on(1, "red_line")), spoken(on(1, "neutral")), 0},
		"the same said twice":       {spoken(on(1, "supports"), on(1, "supports")), spoken(on(1, "supports")), 0},
		"the question is a concept": {spoken(spoke(1, first, yes)), spoken(spoke(2, first, maybe)), 0.25},
		"different proposals":       {spoken(on(1, "supports")), spoken(on(2, "supports")), -1},
		"undecided is not neutral":  {spoken(on(1, "undecided")), spoken(on(1, "supports")), -1},
		"without a stance":          {spoken(spoke(1, first)), spoken(spoke(1, first)), -1},
		"one holds nothing":         {nil, spoken(on(1, "supports")), -1},
	} {
		m := Material{Positions: c.a}
		o := Material{Positions: c.b}
		distance, compared, ok := disagreement(m.ordered(), o.ordered())
		if ok != (c.want >= 0) || ok && (distance != c.want || len(compared) < 2) {
			t.Errorf("%s: %v %v, want %v", name, distance, ok, c.want)
		}
	}
}

func TestSalienceSplitsAndWeighs(t *testing.T) {
	m := recordOf("2026-12-31", edtf.Certain, nil, spoke(1, "2026-01-01", withValue(80)), spoke(2, "2026-01-01", withValue(30), withParty(muscat)),
		spoke(3, "2026-01-01", yes, withIssue(ceasefire)), spoke(4, "2026-01-01", withStance("red_line"), withIssue(ceasefire), withParty(muscat)))
	m.Salience = []ledger.Salience{cares(1, kyiv, withdrawal, 90, "2025"), cares(2, muscat, withdrawal, 50, "2026-01-10"),
		cares(3, kyiv, ceasefire, 20, "2025"), cares(4, muscat, ceasefire, 40, "2025"), cares(5, kyiv, ceasefire, 10, "2024"), cares(6, kyiv, ceasefire, 99, "2027")}
	from, to := dayOf("2026-01-05"), dayOf("2026-01-20")
	plain, weighted := m.Convergence(from, to, false), m.Convergence(from, to, true)
	if len(plain.Issues[0].Pairs) != 1 || plain.Issues[0].Pairs[0].Weight != nil || len(plain.Issues[0].Series) != 3 {
		t.Errorf("plain: %s", asJSON(t, plain.Issues[0]))
	}
	steps := weighted.Issues[0].Pairs
	if len(steps) != 2 || steps[0].To != "2026-01-09" || steps[0].Weight != nil || steps[1].From != "2026-01-10" || !sameNumber(steps[1].Weight, new(0.7)) {
		t.Errorf("weighted: %s", asJSON(t, steps))
	}
	if got := plain.Overall; len(got) != 1 || got[0].Distance != 0.75 || len(got[0].Issues) != 2 {
		t.Errorf("overall: %s", asJSON(t, got))
	}
	if got := weighted.Overall; len(got) != 1 || math.Abs(got[0].Distance-(0.7*0.5+0.3*1)/(0.7+0.3)) > 1e-12 {
		t.Errorf("overall weighted: %s", asJSON(t, got))
	}
	early := m.Convergence(from, dayOf("2026-01-07"), true).Overall
	if len(early) != 1 || !slices.Equal(early[0].Issues, []uuid.UUID{ceasefire.ID}) || early[0].Distance != 1 {
		t.Errorf("overall without one weight: %s", asJSON(t, early))
	}
}

// A later salience of one day counts; one that cares about nothing has no mean.
func TestLatestSalience(t *testing.T) {
	m := recordOf("2026-12-31", edtf.Certain, nil)
	list := []ledger.Salience{cares(3, kyiv, withdrawal, 3, "2026-01"), cares(4, kyiv, withdrawal, 4, "2026-01-31"), cares(2, kyiv, withdrawal, 2, "2026-01-15")}
	for day, want := range map[string]*float64{"2026-01-14": nil, "2026-01-15": new(2.0), "2026-01-30": new(2.0), "2026-01-31": new(4.0)} {
		if got := m.salienceOn(dayOf(day), list); !sameNumber(got, want) {
			t.Errorf("%s: %v", day, got)
		}
	}
	m.Match = edtf.Possible
	for day, want := range map[string]float64{"2026-01-14": 3, "2026-01-20": 2} {
		if got := m.salienceOn(dayOf(day), list); !sameNumber(got, &want) {
			t.Errorf("possibly by %s: %v", day, got)
		}
	}
}

func TestNobodyCaresHasNoWeightedMean(t *testing.T) {
	m := recordOf("2026-12-31", edtf.Certain, nil, spoke(1, "2026-01-01", withValue(80)), spoke(2, "2026-01-01", withValue(30), withParty(muscat)))
	m.Salience = []ledger.Salience{cares(1, kyiv, withdrawal, 0, "2025"), cares(2, muscat, withdrawal, 0, "2025")}
	if got := m.Convergence(dayOf("2026-01-05"), dayOf("2026-01-20"), true).Overall; got == nil || len(got) != 0 {
		t.Errorf("%+v", got)
	}
}

func TestWindowBackwardsIsEmpty(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		got := anyFurnished(r).Convergence(dayOf("2026-03-01"), dayOf("2026-02-28"), true)
		for _, issue := range got.Issues {
			if len(issue.Series)+len(issue.Pairs)+len(got.Overall) != 0 {
				r.Fatalf("%s", asJSON(r, got))
			}
		}
	})
}
