package views

// CoverageCount is one issue and party of the coverage, as a flat row.
type CoverageCount struct {
	AsOf          string  `json:"as_of"`
	Match         string  `json:"match"`
	KnownAt       int64   `json:"known_at"`
	Negotiation   string  `json:"negotiation"`
	Issue         string  `json:"issue"`
	IssueQuestion string  `json:"issue_question"`
	Party         string  `json:"party"`
	PartyName     string  `json:"party_name"`
	Positions     int     `json:"positions"`
	Standing      int     `json:"standing"`
	Passages      int     `json:"passages"`
	Articles      int     `json:"articles"`
	Origins       int     `json:"origins"`
	First         *string `json:"first"`
	Last          *string `json:"last"`
}

// Flat has one row for each issue and party, zeros included.
func (v Coverage) Flat() []CoverageCount {
	rows := []CoverageCount{}
	for _, r := range v.Rows {
		rows = append(rows, CoverageCount{
			AsOf: v.AsOf.String(), Match: v.matchColumn(), KnownAt: v.KnownAt.Number,
			Negotiation: v.Negotiation.Column(), Issue: r.Issue.Column(), IssueQuestion: r.Issue.Name,
			Party: r.Party.Column(), PartyName: r.Party.Name,
			Positions: r.Positions, Standing: r.Standing, Passages: r.Passages, Articles: r.Articles,
			Origins: r.Origins, First: r.First, Last: r.Last,
		})
	}
	return rows
}
