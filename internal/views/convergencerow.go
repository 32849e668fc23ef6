package views

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
	Positions     string   `json:"positions"`
}

// Rows has one row for each step of a pair.
func (v Convergence) Rows() []ConvergenceRow {
	rows := []ConvergenceRow{}
	for _, issue := range v.Issues {
		for _, step := range issue.Pairs {
			rows = append(rows, v.row(issue, step))
		}
	}
	return rows
}

func (v Convergence) row(issue IssueConvergence, s PairStep) ConvergenceRow {
	row := ConvergenceRow{
		AsOf: v.AsOf.String(), Match: v.matchColumn(), KnownAt: v.KnownAt.Number, Negotiation: v.Negotiation.column(),
		Issue: issue.Issue.column(), IssueQuestion: issue.Issue.Name, Rule: issue.Rule,
		PartyA: s.A.column(), PartyAName: s.A.Name, PartyB: s.B.column(), PartyBName: s.B.Name,
		From: s.From, To: s.To, Distance: s.Distance, Weighted: v.Weighted, Weight: s.Weight, Positions: joined(s.Positions),
	}
	if s.Overlap != nil {
		row.OverlapLow, row.OverlapHigh = &s.Overlap.Low, &s.Overlap.High
	}
	return row
}
