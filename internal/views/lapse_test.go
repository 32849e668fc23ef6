package views

import (
	"slices"
	"strconv"
	"testing"

	"pgregory.net/rapid"

	"parley/internal/edtf"
	"parley/internal/ledger"
)

func periodOf(t interface{ Fatal(...any) }, text string) *edtf.Period {
	p, err := edtf.ParsePeriod(text)
	if err != nil {
		t.Fatal(err)
	}
	return &p
}

func (m *Material) on(day edtf.Day) *Material {
	other := *m
	other.AsOf = day
	return &other
}

// The first position of each list, asked for on some days with a period of P30D.
func TestLapse(t *testing.T) {
	stands := map[bool]string{true: "stands", false: "lapsed"}
	for name, c := range map[string]struct {
		list []ledger.Position
		days map[string]bool
	}{
		"not seen again": {spoken(spoke(1, "2026-01-01")),
			map[string]bool{"2026-01-01": true, "2026-01-31": true, "2026-02-01": false, "2026-12-31": false}},
		"an imprecise date counts from its last day": {spoken(spoke(1, "2026-01")),
			map[string]bool{"2026-01-31": true, "2026-03-02": true, "2026-03-03": false}},
		"an article in its support": {spoken(spoke(1, "2026-01-01", inArticle(1, "supports"))),
			map[string]bool{"2026-02-01": true, "2026-02-19": true, "2026-02-20": false}},
		"an article that disputes it": {spoken(spoke(1, "2026-01-01", inArticle(1, "disputes"))),
			map[string]bool{"2026-01-31": true, "2026-02-01": false}},
		"seen again too late, it stands again": {spoken(spoke(1, "2026-01-01", inArticle(2, "supports"))),
			map[string]bool{"2026-02-01": false, "2026-04-09": false, "2026-04-10": true, "2026-05-10": true, "2026-05-11": false}},
		"reaffirmed by a rule": {spoken(spoke(1, "2026-01-01", yes), spoke(2, "2026-01-21", yes)),
			map[string]bool{"2026-02-01": true, "2026-02-20": true, "2026-02-21": false}},
		"reaffirmed by an act": {spoken(spoke(1, "2026-01-01", yes), spoke(2, "2026-01-21", withAct("reaffirm"))),
			map[string]bool{"2026-02-20": true, "2026-02-21": false}},
		"reaffirmed as the coder says": {spoken(spoke(1, "2026-01-01", yes), spoke(2, "2026-01-21", yes, withChange("reaffirmed"))),
			map[string]bool{"2026-02-20": true, "2026-02-21": false}},
		"reaffirmed by its place on the scale, with another stance": {spoken(spoke(1, "2026-01-01", yes, withValue(60)), spoke(2, "2026-01-21", maybe, withValue(60))),
			map[string]bool{"2026-02-20": true, "2026-02-21": false}},
		"reaffirmed at one remove": {spoken(spoke(1, "2026-01-01", yes), spoke(2, "2026-01-11", yes), spoke(3, "2026-01-21", yes)),
			map[string]bool{"2026-02-20": true, "2026-02-21": false}},
		"another stance keeps nothing alive": {spoken(spoke(1, "2026-01-01", yes), spoke(2, "2026-01-11", no), spoke(3, "2026-01-21", no)),
			map[string]bool{"2026-01-31": true, "2026-02-01": false}},
		"nor another proposal": {spoken(spoke(1, "2026-01-01", yes), spoke(2, "2026-01-11", yes, withProposal(7)), spoke(3, "2026-01-21", yes, withProposal(7))),
			map[string]bool{"2026-01-31": true, "2026-02-01": false}},
		"nor another party": {spoken(spoke(1, "2026-01-01", yes), spoke(2, "2026-01-21", withParty(muscat), yes, withChange("reaffirmed"))),
			map[string]bool{"2026-01-31": true, "2026-02-01": false}},
		"nor what may have been said before it": {spoken(spoke(1, "2026-01-20", yes), spoke(2, "2026-01-10/2026-02-10", yes, withChange("reaffirmed"))),
			map[string]bool{"2026-02-19": true, "2026-02-20": false}},
		"nor what was reaffirmed before it": {spoken(spoke(1, "2026-01-01", yes), spoke(2, "2025-12-25", yes, withChange("reaffirmed"))),
			map[string]bool{"2026-01-31": true, "2026-02-01": false}},
	} {
		for day, want := range c.days {
			m := recordOf(day, edtf.Certain, []string{"2026-01-20", "2026-04-10"}, c.list...)
			if got := m.standing(periodOf(t, "P30D")).stands(&m.Positions[0]); got != want {
				t.Errorf("%s: on %s it is %s", name, day, stands[got])
			}
		}
	}
}

func TestAnUnknownDayDoesNotLapse(t *testing.T) {
	m := recordOf("2026-12-31", edtf.Possible, nil, spoke(1, "../.."))
	if !m.standing(periodOf(t, "P1D")).stands(&m.Positions[0]) {
		t.Error("nobody knows when it was seen, and yet it lapsed")
	}
}

func TestALongerPeriodKeepsMore(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		m := anyRecord(r)
		short := rapid.IntRange(1, 90).Draw(r, "days")
		long := short + rapid.IntRange(0, 90).Draw(r, "more")
		days := func(n int) standing { return m.standing(periodOf(r, "P"+strconv.Itoa(n)+"D")) }
		for i := range m.Positions {
			p := &m.Positions[i]
			never, l, s := m.standing(nil).stands(p), days(long).stands(p), days(short).stands(p)
			if s && !l || l && !never {
				r.Fatalf("%s stands for %d days: %t, for %d: %t, for ever: %t", p.ID, short, s, long, l, never)
			}
		}
	})
}

// A day of lapse is one on which a position no longer stands, as it did the day
// before, though nothing ended it.
func TestLapsesAreTheDaysItCeasesToStand(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		m := anyRecord(r)
		period := periodOf(r, pick(r, []string{"P1D", "P10D", "P1M", "P2M5D"}, "period"))
		m.AsOf = dayOf("2026-08-01")
		s := m.standing(period)
		for i := range m.Positions {
			p := &m.Positions[i]
			var want []edtf.Day
			for day := dayOf("2025-12-01"); day <= m.AsOf; day++ {
				was, is := s, s
				was.Material, is.Material = m.on(day-1), m.on(day)
				if was.stands(p) && !is.stands(p) && p.StandsOn(day, m.Match) {
					want = append(want, day)
				}
			}
			if got := s.lapses(p); !slices.Equal(got, want) {
				r.Fatalf("%s lapsed on %v, want %v", p.ID, got, want)
			}
		}
	})
}

func TestLastSeen(t *testing.T) {
	for _, c := range []struct{ asOf, stated, want string }{
		{"2026-12-31", "2026-01-05", "2026-04-10"},
		{"2026-03-01", "2026-01-05", "2026-02-28"},
		{"2026-02-27", "2026-01-05", "2026-01-05"}, // February is over on its last day
		{"2026-12-31", "2026-05", "2026-05-31"},
		{"2026-02-10", "2026-02-01/..", "2026-02-01"},
		{"2026-01-10", "2026-01", "2026-01-01"}, // which is its last day only from then on
		{"2026-02-10", "../..", ""},
	} {
		m := recordOf(c.asOf, edtf.Possible, []string{"2026-02", "2026-04-10", "2026-04-30"},
			spoke(1, c.stated, inArticle(1, "supports"), inArticle(2, "supports"), inArticle(3, "context")))
		if got := text(m.lastSeen(&m.Positions[0])); got != c.want {
			t.Errorf("%s as of %s was last seen on %q, want %q", c.stated, c.asOf, got, c.want)
		}
	}
}
