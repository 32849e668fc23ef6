package views

import (
	"slices"

	"github.com/google/uuid"

	"parley/internal/edtf"
	"parley/internal/ledger"
)

// Coverage tells for each issue and party how much there is, so that thin
// evidence shows.
type Coverage struct {
	Head
	// Rows has one row for each issue and party, issue by issue, zeros included.
	Rows []CoverageRow `json:"rows"`
}

// CoverageRow counts accepted positions stated by the day asked about, the
// passages in their support and the articles these stand in. First and Last are
// the first and last day any of them can have been stated (YYYY-MM-DD).
type CoverageRow struct {
	Issue     Ref     `json:"issue"`
	Party     Ref     `json:"party"`
	Positions int     `json:"positions"`
	Standing  int     `json:"standing"`
	Passages  int     `json:"passages"`
	Articles  int     `json:"articles"`
	Origins   int     `json:"origins"`
	First     *string `json:"first"`
	Last      *string `json:"last"`
}

// Coverage counts what the record has on each issue from each party.
func (m *Material) Coverage() Coverage {
	v := Coverage{Head: m.head(), Rows: []CoverageRow{}}
	m.eachPair(func(issue IssueNode, party ledger.Party, list []*ledger.Position) {
		row := m.coverageOf(slices.DeleteFunc(list, func(p *ledger.Position) bool { return !m.statedBy(p) }))
		row.Issue, row.Party = RefOfIssue(issue.Issue), RefOfParty(party)
		v.Rows = append(v.Rows, row)
	})
	return v
}

func (m *Material) coverageOf(list []*ledger.Position) CoverageRow {
	row := CoverageRow{Positions: len(list), Passages: len(passagesOf(list...)), Articles: len(articlesBehind(list))}
	if len(list) == 0 {
		return row
	}
	first, last := edtf.MaxDay, edtf.MinDay
	for _, p := range list {
		if p.StandsOn(m.AsOf, m.Match) {
			row.Standing++
		}
		first, last = widen(first, last, p.Stated)
	}
	row.Origins = m.origins(together(list))
	row.First, row.Last = shownDay(first), shownDay(last)
	return row
}

// widen takes the bounds of a date in, as far as they are known.
func widen(first, last edtf.Day, d edtf.Date) (edtf.Day, edtf.Day) {
	if d.Earliest() > edtf.MinDay {
		first = min(first, d.Earliest())
	}
	if d.Latest() < edtf.MaxDay {
		last = max(last, d.Latest())
	}
	return first, last
}

// together has the evidence of all, so that an origin behind several positions
// counts once.
func together(list []*ledger.Position) *ledger.Position {
	var all ledger.Position
	for _, p := range list {
		all.Evidence = append(all.Evidence, p.Evidence...)
	}
	return &all
}

func articlesBehind(list []*ledger.Position) map[uuid.UUID]bool {
	articles := map[uuid.UUID]bool{}
	for _, p := range list {
		for _, e := range supportOf(p) {
			articles[e.Article.ID] = true
		}
	}
	return articles
}
