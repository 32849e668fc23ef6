package views

import (
	"cmp"
	"slices"
)

// ConvergenceRow is how far two parties are apart from one day to another, both
// included.
type ConvergenceRow struct {
	AsOf          string   `json:"as_of"`
	Match         string   `json:"match"`
	KnownAt       int64    `json:"known_at"`
	Negotiation   string   `json:"negotiation"`
	Issue         string   `json:"issue"`
	IssueQuestion string   `json:"issue_question"`
	Rule          string   `json:"rule"`
	PartyA        string   `json:"party_a"`
	PartyAName    string   `json:"party_a_name"`
	PartyB        string   `json:"party_b"`
	PartyBName    string   `json:"party_b_name"`
	From          string   `json:"from"`
	To            string   `json:"to"`
	Distance      float64  `json:"distance"`
	OverlapLow    *float64 `json:"overlap_low"`
	OverlapHigh   *float64 `json:"overlap_high"`
	Weighted      bool     `json:"weighted"`
	Weight        *float64 `json:"weight"`
	PositionIDs   string   `json:"position_ids"`
}

// Rows has one row for each step of a pair, in the order of time that charts want.
func (v Convergence) Rows() []ConvergenceRow {
	rows := []ConvergenceRow{}
	for _, issue := range v.Issues {
		for _, step := range issue.Pairs {
			rows = append(rows, v.row(issue, step))
		}
	}
	slices.SortStableFunc(rows, func(a, b ConvergenceRow) int { return cmp.Compare(a.From, b.From) })
	return rows
}

func (v Convergence) row(issue IssueConvergence, s PairStep) ConvergenceRow {
	row := ConvergenceRow{
		AsOf: v.AsOf.String(), Match: v.matchColumn(), KnownAt: v.KnownAt.Number, Negotiation: v.Negotiation.Column(),
		Issue: issue.Issue.Column(), IssueQuestion: issue.Issue.Name, Rule: issue.Rule,
		PartyA: s.A.Column(), PartyAName: s.A.Name, PartyB: s.B.Column(), PartyBName: s.B.Name,
		From: s.From, To: s.To, Distance: s.Distance, Weighted: v.Weighted, Weight: s.Weight, PositionIDs: joined(s.Positions),
	}
	if s.Overlap != nil {
		row.OverlapLow, row.OverlapHigh = &s.Overlap.Low, &s.Overlap.High
	}
	return row
}
