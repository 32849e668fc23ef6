package views

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"parley/internal/edtf"
)

func kindsOf(v Changes) []string {
	var out []string
	for _, c := range v.Changes {
		out = append(out, c.Kind+" "+c.Position.Summary+" "+text(c.Date))
	}
	return out
}

func TestChangesStated(t *testing.T) {
	list := spoken(
		spoke(1, "2026-01-05", yes),
		spoke(2, "2026-02", no, superseding(1)),
		spoke(3, "2026-02-10", withProposal(1), withHeldUntil("2026-02-28")),
		spoke(4, "2026-03-05", withAct("withdraw"), superseding(2)),
		spoke(5, "2026-03-06", withAct("deny"), withParty(muscat)),
	)
	for _, c := range []struct {
		from, to string
		match    edtf.Match
		want     []string
	}{
		{"2026-01-05", "2026-01-05", edtf.Certain, []string{"stated заява 1 2026-01-05"}},
		{"2026-01-06", "2026-01-31", edtf.Certain, nil},
		{"2026-02-01", "2026-02-28", edtf.Certain, []string{
			"ended заява 1 2026-02-01/2026-02-28", "stated заява 2 2026-02", "changed заява 2 2026-02", "stated заява 3 2026-02-10"}},
		{"2026-02-02", "2026-02-28", edtf.Certain, []string{"stated заява 3 2026-02-10"}},
		{"2026-02-28", "2026-02-28", edtf.Possible, []string{
			"ended заява 1 2026-02-01/2026-02-28", "stated заява 2 2026-02", "changed заява 2 2026-02"}},
		{"2026-03-01", "2026-03-31", edtf.Certain, []string{"ended заява 3 2026-03-01", "ended заява 2 2026-03-05",
			"stated заява 4 2026-03-05", "stated заява 5 2026-03-06", "changed заява 5 2026-03-06"}},
	} {
		v := recordOf("2026-12-31", c.match, nil, list...).ChangesStated(dayOf(c.from), dayOf(c.to))
		if got := kindsOf(v); !slices.Equal(got, c.want) || v.From != c.from || v.To != c.to || v.ByClock != "stated" {
			t.Errorf("%s to %s: got\n%q\nwant\n%q", c.from, c.to, got, c.want)
		}
	}
}

// Of what was superseded on the day it was stated, the end is told after the statement.
func TestNoEndIsToldBeforeTheStatement(t *testing.T) {
	list := spoken(spoke(1, "2026-01-20"), spoke(2, "2026-01-20", superseding(1)), spoke(3, "2026-01-20", superseding(2)),
		spoke(4, "2026-01", superseding(3), withHeldUntil("2026-01-10/2026-02")))
	want := []string{
		"stated заява 1 2026-01-20", "ended заява 1 2026-01-20", "stated заява 2 2026-01-20", "ended заява 2 2026-01-20",
		"stated заява 3 2026-01-20", "ended заява 3 2026-01-20/2026-01-31", "stated заява 4 2026-01", "ended заява 4 2026-01-11/2026-03-01",
	}
	v := recordOf("2026-12-31", edtf.Certain, nil, list...).ChangesStated(dayOf("2026-01-01"), dayOf("2026-12-31"))
	if got := kindsOf(v); !slices.Equal(got, want) {
		t.Errorf("got\n%q\nwant\n%q", got, want)
	}
}

func TestAnEndSaysHowAndByWhich(t *testing.T) {
	m := recordOf("2026-12-31", edtf.Certain, nil, spoke(1, "2026-01-05", yes), spoke(2, "2026-02-01", no, superseding(1)))
	c := m.ChangesStated(dayOf("2026-02-01"), dayOf("2026-02-01")).Changes[0]
	if c.Kind != ChangeEnded || c.Ended.How != "superseded" || *c.Ended.By != positionID(2) || *c.Number != 1 || c.Party.Name != "Україна" {
		t.Errorf("%+v", c)
	}
}

// A longer window has all changes of a shorter one within it; what is possible
// has all that is certain; and nothing is told twice.
func TestALongerWindowHasMore(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		m := anyRecord(r)
		m.Match = edtf.Certain
		from := dayOf("2025-12-30") + edtf.Day(rapid.IntRange(0, 200).Draw(r, "from"))
		to := from + edtf.Day(rapid.IntRange(0, 100).Draw(r, "length"))
		short := kindsOf(m.ChangesStated(from, to))
		long := kindsOf(m.ChangesStated(from-edtf.Day(rapid.IntRange(0, 50).Draw(r, "sooner")), to+edtf.Day(rapid.IntRange(0, 50).Draw(r, "later"))))
		for i, c := range short {
			if !slices.Contains(long, c) || slices.Contains(short[:i], c) {
				r.Fatalf("%q is missing in %q, or twice in %q", c, long, short)
			}
		}
		for _, p := range m.Positions {
			stated := p.Stated.Earliest() >= from && p.Stated.Latest() <= to
			if stated != slices.Contains(short, "stated "+p.Summary+" "+p.Stated.String()) {
				r.Fatalf("%s stated %s, in %q: %t", p.Summary, p.Stated, short, !stated)
			}
		}
	})
}
