package views

import (
	"fmt"
	"strings"
	"testing"

	"parley/internal/edtf"
	"parley/internal/ledger"
)

func withNote(note string) func(*ledger.Position) {
	return func(p *ledger.Position) { p.Note = &note }
}

// givenIn writes the dates of a finding: each with its number of articles, and why where chosen.
func givenIn(c ConflictItem) string {
	var out []string
	for _, d := range c.Dates {
		line := fmt.Sprintf("%s in %d", d.Date, len(d.Articles))
		if d.Chosen {
			line += ": " + *d.Why
		}
		out = append(out, line)
	}
	return strings.Join(out, "\n")
}

func TestDatesThatDisagree(t *testing.T) {
	a, b := "“"+articleID(1).String()+"”", "“"+articleID(2).String()+"”"
	for name, c := range map[string]struct {
		position ledger.Position
		sentence string
		dates    string
	}{
		"the position has one of them": {
			spoke(1, "2026-01-22", toldIn(3, dated("2026-01-18")), toldIn(2, dated("2026-01-22")), toldIn(1, dated("2026-01-22")), withNote("a Thursday,\nby the calendar")),
			"2026-01-18 in 1 article and 2026-01-22 in 2 articles.",
			"2026-01-18 in 1\n2026-01-22 in 2: is the date of the position; given by 2 articles: " + a + " and " + b + "; coder's note: a Thursday, by the calendar",
		},
		"the position overlaps one of them": {
			spoke(1, "2026-01-20/2026-01-23", toldIn(2, dated("2026-01-18")), toldIn(1, dated("2026-01-22"))),
			"2026-01-18 in 1 article and 2026-01-22 in 1 article.",
			"2026-01-18 in 1\n2026-01-22 in 1: overlaps the date of the position, 2026-01-20/2026-01-23; given by 1 article: " + a,
		},
		"what equals goes before what overlaps": {
			spoke(1, "2026-01", toldIn(2, dated("2026-01")), toldIn(1, dated("2026-01-22")), toldIn(3, dated("2026-02"))),
			"2026-01 in 1 article, 2026-01-22 in 1 article and 2026-02 in 1 article.",
			"2026-01 in 1: is the date of the position; given by 1 article: " + b + "\n2026-01-22 in 1\n2026-02 in 1",
		},
		"the coder believed nobody": {
			spoke(1, "2026-01-30", toldIn(2, dated("2026-01-18")), toldIn(1, dated("2026-01-22"))),
			"2026-01-18 in 1 article and 2026-01-22 in 1 article. The date of the position agrees with none of them.",
			"2026-01-18 in 1\n2026-01-22 in 1",
		},
	} {
		got := recordOf("2026-12-31", edtf.Certain, nil, c.position).Conflicts([]string{ConflictDates}).Conflicts
		want := fmt.Sprintf("Articles date what Україна stated (%s, “заява 1”) differently: %s", c.position.Stated, c.sentence)
		if len(got) != 1 || got[0].Sentence != want || givenIn(got[0]) != c.dates || got[0].Rule != "reported-dates-disjoint" {
			t.Errorf("%s:\n%+v\nwant\n%s\n%s", name, got, want, c.dates)
		}
	}
}

func TestDatesThatAgree(t *testing.T) {
	for name, p := range map[string]ledger.Position{
		"none is given":                   spoke(1, "2026-01-22", toldIn(1), toldIn(2)),
		"one is given":                    spoke(1, "2026-01-22", toldIn(1, dated("2026-01-18")), toldIn(2)),
		"the same":                        spoke(1, "2026-01-22", toldIn(1, dated("2026-01-18")), toldIn(2, dated("2026-01-18"))),
		"a day and its month":             spoke(1, "2026-01-22", toldIn(1, dated("2026-01")), toldIn(2, dated("2026-01-18"))),
		"an open range":                   spoke(1, "2026-01-22", toldIn(1, dated("2026-01-10/..")), toldIn(2, dated("2026-01-18"))),
		"the other is disputing":          spoke(1, "2026-01-22", toldIn(1, dated("2026-01-22")), toldIn(2, dated("2026-01-18"), related("disputes"))),
		"the other is lost":               spoke(1, "2026-01-22", toldIn(1, dated("2026-01-22")), toldIn(2, dated("2026-01-18"), inState("orphaned"))),
		"only the position's own differs": spoke(1, "2026-01-22", toldIn(1, dated("2026-01-18"))),
	} {
		wantSentences(t, name, sentencesOf(ConflictDates, p))
	}
}

// Two of three dates overlap; it is enough that one pair does not.
func TestEachPairOfDatesMustOverlap(t *testing.T) {
	p := spoke(1, "2026-01-10", toldIn(1, dated("2026-01-01/2026-01-10")), toldIn(2, dated("2026-01-05/2026-01-20")), toldIn(3, dated("2026-01-15/2026-01-25")))
	if got := sentencesOf(ConflictDates, p); len(got) != 1 {
		t.Errorf("%q", got)
	}
}
