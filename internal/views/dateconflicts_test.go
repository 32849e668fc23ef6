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
		"none is given":              spoke(1, "2026-01-22", toldIn(1), toldIn(2)),
		"one is given":               spoke(1, "2026-01-22", toldIn(1, dated("2026-01-22")), toldIn(2)),
		"the same":                   spoke(1, "2026-01-22", toldIn(1, dated("2026-01-22")), toldIn(2, dated("2026-01-22"))),
		"a day and its month":        spoke(1, "2026-01-22", toldIn(1, dated("2026-01")), toldIn(2, dated("2026-01-18"))),
		"an open range":              spoke(1, "2026-01-22", toldIn(1, dated("2026-01-10/..")), toldIn(2, dated("2026-01-18"))),
		"the position is less exact": spoke(1, "2026-01", toldIn(1, dated("2026-01-18"))),
		"what differs is disputing":  spoke(1, "2026-01-22", toldIn(1), toldIn(2, dated("2026-01-18"), related("disputes"))),
		"what differs is lost":       spoke(1, "2026-01-22", toldIn(1), toldIn(2, dated("2026-01-18"), inState("orphaned"))),
		"the other is disputing":     spoke(1, "2026-01-22", toldIn(1, dated("2026-01-22")), toldIn(2, dated("2026-01-18"), related("disputes"))),
		"the other is lost":          spoke(1, "2026-01-22", toldIn(1, dated("2026-01-22")), toldIn(2, dated("2026-01-18"), inState("orphaned"))),
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

// The position has a date that nobody reported; no article contradicts another.
func TestStatedNotAsReported(t *testing.T) {
	a, b := "“"+articleID(1).String()+"”", "“"+articleID(2).String()+"”"
	for name, c := range map[string]struct {
		position     ledger.Position
		given, dates string
	}{
		"one date":      {spoke(1, "2026-01-22", toldIn(1, dated("2026-01-18")), toldIn(2)), "2026-01-18 in " + a, "2026-01-18 in 1"},
		"twice":         {spoke(1, "2026-01-22", toldIn(1, dated("2026-01-18")), toldIn(2, dated("2026-01-18"))), "2026-01-18 in " + a + " and " + b, "2026-01-18 in 2"},
		"more or less":  {spoke(1, "2026-02", toldIn(1, dated("2026-01")), toldIn(2, dated("2026-01-18"))), "2026-01 in " + a + "; 2026-01-18 in " + b, "2026-01 in 1\n2026-01-18 in 1"},
		"a later month": {spoke(1, "2026-01-22", toldIn(1, dated("2026-02"))), "2026-02 in " + a, "2026-02 in 1"},
	} {
		got := recordOf("2026-12-31", edtf.Certain, nil, c.position).Conflicts([]string{ConflictDates}).Conflicts
		want := fmt.Sprintf("The date of what Україна stated (%s, “заява 1”) is not as reported: %s.", c.position.Stated, c.given)
		if len(got) != 1 || got[0].Sentence != want || givenIn(got[0]) != c.dates || got[0].Rule != "stated-not-as-reported" {
			t.Errorf("%s:\n%+v\nwant\n%s\n%s", name, got, want, c.dates)
		}
	}
}

// The articles were published before what they report; articles without a date
// say nothing about it.
func TestStatedAfterPublication(t *testing.T) {
	a, b := "“"+articleID(1).String()+"”", "“"+articleID(2).String()+"”"
	const told = "what Україна stated (2026-01-22, “заява 1”)"
	for name, c := range map[string]struct {
		published []string
		evidence  []func(*ledger.Position)
		want      string
	}{
		"long before":             {[]string{"2026-01-20"}, with(toldIn(1)), "The only dated article that supports " + told + " was published before it: " + a + " (2026-01-20)."},
		"the day before":          {[]string{"2026-01-21"}, with(toldIn(1), toldIn(1)), "The only dated article that supports " + told + " was published before it: " + a + " (2026-01-21)."},
		"all of them":             {[]string{"2026-01-20", "2025"}, with(toldIn(1), toldIn(2)), "All 2 dated articles that support " + told + " were published before it: " + a + " (2026-01-20) and " + b + " (2025)."},
		"the other is undated":    {[]string{"2026-01-20"}, with(toldIn(1), toldIn(2)), "The only dated article that supports " + told + " was published before it: " + a + " (2026-01-20)."},
		"the later is lost":       {[]string{"2026-01-20", "2026-01-23"}, with(toldIn(1), toldIn(2, inState("orphaned"))), "The only dated article that supports " + told + " was published before it: " + a + " (2026-01-20)."},
		"the later is disputing":  {[]string{"2026-01-20", "2026-01-23"}, with(toldIn(1), toldIn(2, related("disputes"))), "The only dated article that supports " + told + " was published before it: " + a + " (2026-01-20)."},
		"the same day":            {[]string{"2026-01-22"}, with(toldIn(1)), ""},
		"one of them after":       {[]string{"2026-01-20", "2026-01-23"}, with(toldIn(1), toldIn(2)), ""},
		"perhaps after":           {[]string{"2026-01"}, with(toldIn(1)), ""},
		"open":                    {[]string{"2026-01-01/.."}, with(toldIn(1)), ""},
		"no article has a date":   {nil, with(toldIn(1)), ""},
		"no passage supports it":  {[]string{"2026-01-20"}, with(toldIn(1, inState("orphaned"))), ""},
		"only a dispute is older": {[]string{"2026-01-20"}, with(toldIn(1, related("disputes")), toldIn(2)), ""},
	} {
		var got []string
		for _, found := range recordOf("2026-03-31", edtf.Certain, c.published, spoke(1, "2026-01-22", c.evidence...)).Conflicts([]string{ConflictDates}).Conflicts {
			got = append(got, found.Sentence)
			if found.Rule != "stated-after-publication" || len(found.Dates) != 0 || len(found.Articles) == 0 {
				t.Errorf("%s: %+v", name, found)
			}
		}
		if strings.Join(got, "\n") != c.want {
			t.Errorf("%s: got\n%s\nwant\n%s", name, strings.Join(got, "\n"), c.want)
		}
	}
}

// A date that has not come yet is wrong by both rules, and a statement that may
// have been made in time by neither.
func TestRulesAboutDatesStandSideBySide(t *testing.T) {
	for stated, want := range map[string]string{
		"2026-03-01":            "stated-not-as-reported 2026-01-20, stated-after-publication 2026-01-20",
		"2026-01-20/2026-03-01": "",
		"../2026-03-01":         "",
		"2026-01-21":            "stated-not-as-reported 2026-01-20",
	} {
		var got []string
		m := recordOf("2026-03-31", edtf.Certain, []string{"2026-01-21"}, spoke(1, stated, toldIn(1, dated("2026-01-20"))))
		for _, row := range m.Conflicts([]string{ConflictDates}).Rows() {
			got = append(got, row.Rule+" "+row.Dates+row.Chosen)
		}
		if strings.Join(got, ", ") != want {
			t.Errorf("%s: %q, want %q", stated, got, want)
		}
	}
}
