package views

import (
	"slices"
	"testing"

	"github.com/google/uuid"
	"pgregory.net/rapid"

	"parley/internal/edtf"
	"parley/internal/ledger"
)

// inShort writes entries in short: date, number of the position, effect and rule.
func inShort(v Timeline) []string {
	var out []string
	for _, e := range v.Entries {
		line := e.Date + " " + e.Position.Summary + " " + text(e.Effect.What) + " " + text(e.Effect.Rule)
		if e.Standing {
			line += " +"
		}
		out = append(out, line)
	}
	return out
}

func TestTimeline(t *testing.T) {
	list := spoken(
		spoke(1, "2026-01-01", yes, inArticle(1, "supports")),
		spoke(2, "2026-01-10", no, withParty(muscat), withHeldUntil("2026-01-20")),
		spoke(3, "2026-03-01", maybe),
		spoke(4, "2026-03", no, withProposal(1), withHeldUntil("2026-03")),
		spoke(5, "2026-12-31", no))
	got := inShort(recordOf("2026-04-30", edtf.Certain, []string{"2026-03-20"}, list...).Timeline(periodOf(t, "P30D")))
	want := []string{
		"2026-01-01 заява 1 first_stated no-earlier-position",
		"2026-01-10 заява 2 first_stated no-earlier-position",
		"2026-01-21 заява 2 lapsed held-until",
		"2026-02-01 заява 1 lapsed lapse-after",
		"2026-03-01 заява 3 hardened stance-order",
		"2026-03 заява 4  ",
		"2026-03-02/2026-04-01 заява 4 lapsed held-until",
		"2026-04-01 заява 3 lapsed lapse-after",
		"2026-04-20 заява 1 lapsed lapse-after",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%q\nwant\n%q", got, want)
	}
}

func TestStatementsComeBeforeLapsesOfTheDay(t *testing.T) {
	m := recordOf("2026-02-28", edtf.Certain, nil, spoke(1, "2026-01-01", yes), spoke(2, "2026-02-01", no))
	got := inShort(m.Timeline(periodOf(t, "P30D")))
	if want := "2026-02-01 заява 2 reversed stance-order +"; len(got) != 3 || got[1] != want {
		t.Errorf("%q, want %q before the lapse", got, want)
	}
}

func TestTimelineWithoutAPeriod(t *testing.T) {
	list := spoken(spoke(1, "2026-01-01", withHeldUntil("2026-02")), spoke(2, "2026-01-05", superseding(3)), spoke(3, "2026-01-02", withHeldUntil("2026-01-20")))
	for asOf, want := range map[string][2]int{ // entries for certain, possibly
		"2026-01-04": {2, 2}, "2026-02-01": {3, 3}, "2026-02-02": {3, 4}, "2026-02-28": {3, 4}, "2026-03-01": {4, 4},
	} {
		certain := recordOf(asOf, edtf.Certain, nil, list...).Timeline(nil)
		possible := recordOf(asOf, edtf.Possible, nil, list...).Timeline(nil)
		if got := [2]int{len(certain.Entries), len(possible.Entries)}; got != want {
			t.Errorf("as of %s: %v entries, want %v: %q %q", asOf, got, want, inShort(certain), inShort(possible))
		}
	}
}

// Entries come in the order of their first possible day but after what they supersede, each
// statement made by the day asked about once.
func TestTimelineIsCompleteAndInOrder(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		m := anyRecord(r)
		stated := map[string]int{}
		last := edtf.MinDay
		for _, e := range m.Timeline(periodOf(r, "P20D")).Entries {
			date, day := edtf.MustParse(e.Date), edtf.MustParse(e.Date).Earliest()
			stands := firstAfter(m, e.Position.ID)
			if day = max(day, stands); !e.Effect.is(EffectLapsed) {
				day = stands
			} else if stated[e.Position.ID.String()] == 0 {
				r.Fatalf("%s lapses before it is stated", e.Position.ID)
			}
			if day < last || !date.ByDay(m.AsOf, m.Match) {
				r.Fatalf("%s comes after %s as of %s", e.Date, last, m.AsOf)
			}
			last = day
			for _, p := range m.Positions {
				if names(p.Supersedes, e.Position.ID) && stated[p.ID.String()] > 0 && !e.Effect.is(EffectLapsed) {
					r.Fatalf("%s comes after %s, which supersedes it", e.Position.ID, p.ID)
				}
			}
			if !e.Effect.is(EffectLapsed) {
				stated[e.Position.ID.String()]++
			}
		}
		for _, p := range m.Positions {
			if want := map[bool]int{true: 1}[p.Stated.ByDay(m.AsOf, m.Match)]; stated[p.ID.String()] != want {
				r.Fatalf("%s has %d entries", p.ID, stated[p.ID.String()])
			}
		}
	})
}

// firstAfter is the first day of a statement that is not before those it supersedes.
func firstAfter(m *Material, id uuid.UUID) edtf.Day {
	day := edtf.MinDay
	for _, p := range m.Positions {
		if p.ID != id {
			continue
		}
		day = p.Stated.Earliest()
		for _, earlier := range p.Supersedes {
			day = max(day, firstAfter(m, earlier.ID))
		}
	}
	return day
}

func TestWhatSupersedesComesAfter(t *testing.T) {
	list := spoken(spoke(1, "2026-01-20"), spoke(2, "2026-01", superseding(1)), spoke(3, "2026", superseding(2)), spoke(4, "2026-01-20"), spoke(5, "2026-01-21"))
	want := []uuid.UUID{positionID(1), positionID(4), positionID(2), positionID(3), positionID(5)}
	m := recordOf("2026-12-31", edtf.Certain, nil, list...)
	var entries, changes []uuid.UUID
	for _, e := range m.Timeline(nil).Entries {
		entries = append(entries, e.Position.ID)
	}
	for _, c := range m.ChangesStated(edtf.MustParse("2026").Earliest(), m.AsOf).Changes {
		if c.Kind == ChangeStated {
			changes = append(changes, c.Position.ID)
		}
	}
	if !slices.Equal(entries, want) || !slices.Equal(changes, want) {
		t.Errorf("the timeline has %v, the changes %v, want %v", entries, changes, want)
	}
}

// What was held until some day of the month in which it was stated ran out after it was stated.
func TestNothingLapsesBeforeItIsStated(t *testing.T) {
	list := spoken(spoke(1, "2026-01-22", withHeldUntil("2026-01")), spoke(2, "2026-02-20"), spoke(3, "2026-02", superseding(2), withHeldUntil("2026-02-10/2026-03")))
	want := []string{
		"2026-01-22 заява 1 first_stated no-earlier-position", "2026-01-23/2026-02-01 заява 1 lapsed held-until",
		"2026-02-20 заява 2  ", "2026-02 заява 3 superseded supersedes", "2026-02-11/2026-04-01 заява 3 lapsed held-until",
	}
	if got := inShort(recordOf("2026-12-31", edtf.Certain, nil, list...).Timeline(nil)); !slices.Equal(got, want) {
		t.Errorf("got\n%q\nwant\n%q", got, want)
	}
	if got := inShort(recordOf("2026-01-22", edtf.Possible, nil, list...).Timeline(nil)); len(got) != 1 {
		t.Errorf("on its day it may not have run out: %q", got)
	}
}

func TestCoverage(t *testing.T) {
	m := recordOf("2026-06-01", edtf.Certain, []string{"2026-01-06", "2026-02-07"},
		spoke(1, "2026-01-05", inArticle(1, "supports"), withHeldUntil("2026-02-01")),
		spoke(2, "2026-02", inArticle(1, "supports"), inArticle(2, "supports"), inArticle(2, "context")),
		spoke(3, "2026-12-31", inArticle(2, "supports")))
	rows := m.Coverage().Rows
	if len(rows) != 4 {
		t.Fatalf("%d rows", len(rows))
	}
	got := rows[1]
	if got.Party.ID != kyiv.ID || got.Positions != 2 || got.Standing != 1 || got.Passages != 2 || got.Articles != 2 ||
		*got.First != "2026-01-05" || *got.Last != "2026-02-28" {
		t.Errorf("%+v", got)
	}
	if got.Origins != m.origins(together([]*ledger.Position{&m.Positions[0], &m.Positions[1]})) || got.Origins != 2 {
		t.Errorf("%d origins; the article behind both counts once", got.Origins)
	}
	if none := rows[0]; none.Positions != 0 || none.Origins != 0 || none.First != nil || none.Last != nil {
		t.Errorf("nothing was said: %+v", none)
	}
}

func TestCoverageOfUnknownDays(t *testing.T) {
	row := recordOf("2026-06-01", edtf.Possible, nil, spoke(1, "../2026-02"), spoke(2, "2026-01/..")).Coverage().Rows[1]
	if row.Positions != 2 || *row.First != "2026-01-01" || *row.Last != "2026-02-28" {
		t.Errorf("open bounds hide the known ones: %+v", row)
	}
	row = recordOf("2026-06-01", edtf.Possible, nil, spoke(1, "../2026-02")).Coverage().Rows[1]
	if row.Positions != 1 || row.First != nil {
		t.Errorf("no first day is known: %+v", row)
	}
}
