package views

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"parley/internal/edtf"
	"parley/internal/ledger"
)

const ruleDates = "reported-dates-disjoint"

// dateConflict finds a statement that two articles date so that no day fits both.
// The dates that some day fits agree, however exact each of them is.
func (m *Material) dateConflict(p *ledger.Position) *ConflictItem {
	dated := evidenceOf(p, func(e *ledger.Evidence) bool {
		return supports(e) && e.ReportedDate != nil && !e.ReportedDate.IsZero()
	})
	dates := datesOf(dated)
	if allOverlap(dates) {
		return nil
	}
	chosen := chosenOf(dates, p.Stated)
	item := m.finding(ConflictDates, ruleDates, m.datesSentence(p, dated, dates, chosen), dated, p)
	for _, d := range dates {
		item.Dates = append(item.Dates, m.givenDate(d, givingDate(dated, d), p, slices.Contains(chosen, d)))
	}
	return item
}

// datesOf are the dates that evidence gives, each once, by day.
func datesOf(evidence []ledger.Evidence) []edtf.Date {
	var out []edtf.Date
	for _, e := range evidence {
		out = append(out, *e.ReportedDate)
	}
	slices.SortFunc(out, func(a, b edtf.Date) int {
		return cmp.Or(cmp.Compare(a.Earliest(), b.Earliest()), cmp.Compare(a.Latest(), b.Latest()), cmp.Compare(a.String(), b.String()))
	})
	return slices.Compact(out)
}

func allOverlap(dates []edtf.Date) bool {
	for i, a := range dates {
		if slices.ContainsFunc(dates[i+1:], func(b edtf.Date) bool { return !a.Overlaps(b) }) {
			return false
		}
	}
	return true
}

// chosenOf is the date the position has or, where no article gives just that,
// those that agree with it; none when the coder decided against all of them.
func chosenOf(dates []edtf.Date, stated edtf.Date) []edtf.Date {
	if slices.Contains(dates, stated) {
		return []edtf.Date{stated}
	}
	return slices.DeleteFunc(slices.Clone(dates), func(d edtf.Date) bool { return !d.Overlaps(stated) })
}

func givingDate(evidence []ledger.Evidence, date edtf.Date) []ledger.Evidence {
	return slices.DeleteFunc(slices.Clone(evidence), func(e ledger.Evidence) bool { return *e.ReportedDate != date })
}

func (m *Material) givenDate(date edtf.Date, giving []ledger.Evidence, p *ledger.Position, chosen bool) GivenDate {
	out := GivenDate{Date: date.String(), Articles: m.articlesOf(giving), Chosen: chosen}
	if chosen {
		why := whyChosen(out, p)
		out.Why = &why
	}
	return out
}

// whyChosen says what speaks for a date: how it agrees with the position's, which
// articles give it and what the coder noted.
func whyChosen(given GivenDate, p *ledger.Position) string {
	agrees := "is the date of the position"
	if given.Date != p.Stated.String() {
		agrees = "overlaps the date of the position, " + p.Stated.String()
	}
	var names []string
	for _, a := range given.Articles {
		names = append(names, "“"+shortened(a.Name, maxQuoted)+"”")
	}
	why := fmt.Sprintf("%s; given by %s: %s", agrees, counted(len(names), "article"), listed(names))
	if note := strings.Join(strings.Fields(text(p.Note)), " "); note != "" {
		why += "; coder's note: " + note
	}
	return why
}

func (m *Material) datesSentence(p *ledger.Position, dated []ledger.Evidence, dates, chosen []edtf.Date) string {
	var given []string
	for _, d := range dates {
		given = append(given, fmt.Sprintf("%s in %s", d, counted(len(m.articlesOf(givingDate(dated, d))), "article")))
	}
	sentence := fmt.Sprintf("Articles date %s differently: %s.", m.told(p), listed(given))
	if len(chosen) == 0 {
		sentence += " The date of the position agrees with none of them."
	}
	return sentence
}
