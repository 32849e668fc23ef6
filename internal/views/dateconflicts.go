package views

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"parley/internal/edtf"
	"parley/internal/ledger"
)

const (
	ruleDates       = "reported-dates-disjoint"
	ruleNotReported = "stated-not-as-reported"
	ruleAfter       = "stated-after-publication"
)

// dateConflict finds a statement that two articles date so that no day fits both.
// The dates that some day fits agree, however exact each of them is.
func (m *Material) dateConflict(p *ledger.Position) *ConflictItem {
	dated := reporting(supportOf(p))
	dates := datesOf(dated)
	if allOverlap(dates) {
		return nil
	}
	return m.dateFinding(ruleDates, m.datesSentence(p, dated, dates, chosenOf(dates, p.Stated)), dated, p)
}

// notAsReported finds a statement whose date fits none of those that articles
// give; where these do not fit each other, dateConflict says so.
func (m *Material) notAsReported(p *ledger.Position) *ConflictItem {
	dated := reporting(supportOf(p))
	dates := datesOf(dated)
	if len(dates) == 0 || !allOverlap(dates) || len(chosenOf(dates, p.Stated)) > 0 {
		return nil
	}
	var given []string
	for _, d := range dates {
		given = append(given, fmt.Sprintf("%s in %s", d, titles(m.articlesOf(givingDate(dated, d)))))
	}
	sentence := fmt.Sprintf("The date of %s is not as reported: %s.", m.told(p), strings.Join(given, "; "))
	return m.dateFinding(ruleNotReported, sentence, dated, p)
}

// afterPublication finds a statement that all who report it reported before it
// can have been made. Articles without a date of publication say nothing of it.
func (m *Material) afterPublication(p *ledger.Position) *ConflictItem {
	published := slices.DeleteFunc(supportOf(p), func(e ledger.Evidence) bool { return m.publishedOn(e).IsZero() })
	var articles []string
	for _, e := range published {
		if m.publishedOn(e).Latest() >= p.Stated.Earliest() {
			return nil
		}
	}
	for _, a := range m.articlesOf(published) {
		articles = append(articles, fmt.Sprintf("%s (%s)", quoted(a.Name), *a.Published))
	}
	switch len(articles) {
	case 0:
		return nil
	case 1:
		return m.dateFinding(ruleAfter, fmt.Sprintf("The only dated article that supports %s was published before it: %s.", m.told(p), articles[0]), published, p)
	}
	return m.dateFinding(ruleAfter, fmt.Sprintf("All %d dated articles that support %s were published before it: %s.", len(articles), m.told(p), listed(articles)), published, p)
}

// publishedOn is when the article of evidence was published, zero where nobody noted it.
func (m *Material) publishedOn(e ledger.Evidence) edtf.Date {
	if published := m.Articles[e.Article.ID].Published; published != nil {
		return *published
	}
	return edtf.Date{}
}

// dateFinding is a finding with the dates that its evidence reports.
func (m *Material) dateFinding(rule, sentence string, evidence []ledger.Evidence, p *ledger.Position) *ConflictItem {
	item, dated := m.finding(ConflictDates, rule, sentence, evidence, p), reporting(evidence)
	dates := datesOf(dated)
	chosen := chosenOf(dates, p.Stated)
	for _, d := range dates {
		item.Dates = append(item.Dates, m.givenDate(d, givingDate(dated, d), p, slices.Contains(chosen, d)))
	}
	return item
}

// reporting is the evidence that dates the statement.
func reporting(evidence []ledger.Evidence) []ledger.Evidence {
	return slices.DeleteFunc(slices.Clone(evidence), func(e ledger.Evidence) bool { return e.ReportedDate == nil || e.ReportedDate.IsZero() })
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
	why := fmt.Sprintf("%s; given by %s: %s", agrees, counted(len(given.Articles), "article"), titles(given.Articles))
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
