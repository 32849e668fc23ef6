package views

import (
	"github.com/google/uuid"

	"parley/internal/edtf"
)

// Convergence is how far parties are apart on issues over time.
type Convergence struct {
	Head
	From string `json:"from"` // YYYY-MM-DD, first day of the series
	To   string `json:"to"`   // last day
	// Weighted is set when distances are weighted by salience.
	Weighted bool               `json:"weighted"`
	Parties  []Ref              `json:"parties"`
	Issues   []IssueConvergence `json:"issues"`
	// Overall is the mean of the distances over all issues on which a pair can
	// be compared, on the last day; weighted by salience where asked.
	Overall []OverallDistance `json:"overall"`
}

// Rules of an IssueConvergence.
const (
	ruleScale  = "scale"
	ruleStance = "stance"
)

// IssueConvergence is the series of one issue. Rule is "scale" where the issue
// has one, and "stance" where parties are compared by their stance towards the
// same proposals.
type IssueConvergence struct {
	Issue  IssueRef    `json:"issue"`
	Rule   string      `json:"rule"`
	Series []PartyStep `json:"series"`
	Pairs  []PairStep  `json:"pairs"`
}

// PartyStep is where a party stands on a scaled issue from one day to another,
// both included: the hull of its standing positions on the scale.
type PartyStep struct {
	Party     Ref         `json:"party"`
	From      string      `json:"from"`
	To        string      `json:"to"`
	Low       float64     `json:"low"`
	High      float64     `json:"high"`
	Salience  *float64    `json:"salience"`
	Positions []uuid.UUID `json:"positions"`
}

// PairStep is how far two parties are apart from one day to another. Distance
// is between 0 (together) and 1 (as far apart as can be).
type PairStep struct {
	A        Ref     `json:"a"`
	B        Ref     `json:"b"`
	From     string  `json:"from"`
	To       string  `json:"to"`
	Distance float64 `json:"distance"`
	// Overlap is the part of the scale both take in; nil where there is none.
	Overlap *Overlap `json:"overlap"`
	// Weight is the mean of both saliences, 0 to 1; nil unless weighting was asked
	// for and both are known.
	Weight    *float64    `json:"weight"`
	Positions []uuid.UUID `json:"positions"`
}

// Overlap is a range of the scale.
type Overlap struct {
	Low  float64 `json:"low"`
	High float64 `json:"high"`
}

// OverallDistance is the mean distance of a pair over the issues named.
type OverallDistance struct {
	A        Ref         `json:"a"`
	B        Ref         `json:"b"`
	Distance float64     `json:"distance"`
	Issues   []uuid.UUID `json:"issues"`
}

// Convergence follows where the parties stand and how far they are apart from
// one day to another, both included. The days of the window decide, also those
// after the day asked about.
func (m *Material) Convergence(from, to edtf.Day, weighted bool) Convergence {
	view := Convergence{
		Head: m.head(), From: from.String(), To: to.String(), Weighted: weighted,
		Parties: []Ref{}, Issues: []IssueConvergence{},
	}
	for _, p := range m.Parties {
		view.Parties = append(view.Parties, RefOfParty(p))
	}
	course := course{m, window{from, to}, weighted, m.pairs()}
	for _, issue := range m.Issues {
		view.Issues = append(view.Issues, course.issue(issue))
	}
	view.Overall = overall(view)
	return view
}
