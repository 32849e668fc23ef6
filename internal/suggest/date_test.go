package suggest_test

import (
	"slices"
	"testing"

	"parley/internal/edtf"
	"parley/internal/suggest"
)

// Dates are those of the articles' own texts: each sentence is a statement with
// one date, which it is told in different ways.
func TestDates(t *testing.T) {
	for _, c := range []struct {
		published, text string
		date, edtf      string
		rule            suggest.DateRule
		own             bool
	}{
		{"2026-01-22", "Zelensky said on Thursday that all was well.", "Thursday", "2026-01-22", suggest.ByLastOccurrence, true},
		{"2026-01-22", "Zelensky said Wednesday that all was well.", "Wednesday", "2026-01-21", suggest.ByLastOccurrence, true},
		{"2026-01-22", "On Friday, Zelensky said that all was well.", "Friday", "2026-01-16", suggest.ByLastOccurrence, true},
		{"2026-01-22", "Zelensky said that he would travel on Friday.", "Friday", "2026-01-23", suggest.ByNextOccurrence, false},
		{"2026-01-22", "Zelensky said that he arrived last Monday.", "last Monday", "2026-01-19", suggest.ByLastOccurrence, false},
		{"2026-01-22", "Peskov said early Tuesday that all was well.", "early Tuesday", "2026-01-20", suggest.ByLastOccurrence, true},
		{"2026-01-22", "Zelensky said in December that all was well.", "December", "2025-12", suggest.ByLastOccurrence, true},
		{"2026-01-22", "Zelensky said that it would end in December.", "December", "2026-12", suggest.ByNextOccurrence, false},
		{"2026-01-22", "Zelensky said on 18 January 2026 that all was well.", "18 January 2026", "2026-01-18", suggest.ByFullDate, true},
		{"2026-01-22", "Zelensky said on Thursday, 15 January, that all was well.", "Thursday, 15 January", "2026-01-15", suggest.ByNearestYear, true},
		{"2026-01-22", "Zelensky said on Dec. 2 that all was well.", "Dec. 2", "2025-12-02", suggest.ByNearestYear, true},
		{"2026-01-22", "Zelensky said on January 21st, 2026, that all was well.", "January 21st, 2026", "2026-01-21", suggest.ByFullDate, true},
		{"2026-01-22", "Strikes fell on 15-18 January 2026, Zelensky said.", "15-18 January 2026", "2026-01-15/2026-01-18", suggest.ByFullDate, false},
		{"2026-01-22", "Zelensky said that fighting has gone on since 2014.", "2014", "2014", suggest.ByFullDate, false},
		{"2026-01-22", "Zelensky said yesterday that all was well.", "yesterday", "2026-01-21", suggest.ByDistance, true},
		{"2026-01-22", "Zelensky said three days ago that all was well.", "three days ago", "2026-01-19", suggest.ByDistance, true},
		{"2026-01-22", "Zelensky said two weeks ago that all was well.", "two weeks ago", "2026-01-08~", suggest.ByDistance, true},
		{"2026-01-22", "Zelensky said two months ago that all was well.", "two months ago", "2025-11~", suggest.ByDistance, true},
		{"2026-01-22", "Zelensky said last week that all was well.", "last week", "2026-01-12/2026-01-18", suggest.ByPeriod, true},
		{"2026-01-22", "Zelensky said this week that all was well.", "this week", "2026-01-19/2026-01-22", suggest.ByPeriod, true},
		{"2026-01-22", "Zelensky said last month that all was well.", "last month", "2025-12", suggest.ByPeriod, true},
		{"2026-01-22", "Zelensky said earlier this month that all was well.", "earlier this month", "2026-01-01/2026-01-22", suggest.ByPeriod, true},
		{"2026-01-22", "Zelensky said that he would come later this month.", "later this month", "2026-01-22/2026-01-31", suggest.ByPeriod, false},
		{"2026-01-22", "Zelensky said last year that all was well.", "last year", "2025", suggest.ByPeriod, true},
		{"2026-01-01", "Zelensky said last month that all was well.", "last month", "2025-12", suggest.ByPeriod, true},
		{"2024-02-29", "Zelensky said on Friday that all was well.", "Friday", "2024-02-23", suggest.ByLastOccurrence, true},
		{"2026-01-22", "Зеленський заявив у вівторок, що все добре.", "вівторок", "2026-01-20", suggest.ByLastOccurrence, true},
		{"2026-01-22", "Песков заявил 20 января 2026 года, что все хорошо.", "20 января 2026 года", "2026-01-20", suggest.ByFullDate, true},
		{"2026-01-22", "Зеленський заявив учора, що все добре.", "учора", "2026-01-21", suggest.ByDistance, true},
		// Without a day of publication only what needs none is resolved.
		{"2026-01", "Zelensky said on Thursday that all was well.", "Thursday", "", suggest.Unresolved, true},
		{"2026-01", "Zelensky said on 15 January that all was well.", "15 January", "2026-01-15", suggest.ByNearestYear, true},
		{"2026-01", "Zelensky said in December that all was well.", "December", "2025-12", suggest.ByLastOccurrence, true},
		{"", "Zelensky said on 15 January that all was well.", "15 January", "", suggest.Unresolved, true},
		{"", "Zelensky said on 2026-01-15 that all was well.", "2026-01-15", "2026-01-15", suggest.ByFullDate, true},
		{"../2026-01", "Zelensky said on 15 January that all was well.", "15 January", "", suggest.Unresolved, true},
		{"2026-01-22", "Zelensky said on 31 February 2026 that all was well.", "31 February 2026", "", suggest.ByFullDate, true},
	} {
		var published edtf.Date
		if c.published != "" {
			published = edtf.MustParse(c.published)
		}
		found := slices.Collect(suggest.Statements(suggest.Article{Text: c.text, Published: published}, names))
		if len(found) != 1 || len(found[0].Dates) != 1 {
			t.Errorf("%q: %+v", c.text, found)
			continue
		}
		if d := found[0].Dates[0]; d.Exact != c.date || d.EDTF.String() != c.edtf || d.Rule != c.rule || d.OfStatement != c.own {
			t.Errorf("%q on %s: %q is %q by %s, of the statement: %v", c.text, c.published, d.Exact, d.EDTF, d.Rule, d.OfStatement)
		}
	}
}

// What looks like a date but is none.
func TestNoDates(t *testing.T) {
	for _, text := range []string{"Zelensky said that he may march on.", "Zelensky said that today’s talks, with 300 men, were good.", "Zelensky said August was the man’s name."} {
		for _, s := range statements(text) {
			if len(s.Dates) > 0 {
				t.Errorf("%q: %+v", text, s.Dates)
			}
		}
	}
}
