package views

import (
	"slices"

	"parley/internal/edtf"
	"parley/internal/ledger"
)

// Matrix is the issues of a negotiation against its parties.
type Matrix struct {
	Head
	// LapseAfter is the ISO 8601 duration after which a position that was not
	// seen again no longer counts as standing; nil when none does.
	LapseAfter *string    `json:"lapse_after"`
	Parties    []Ref      `json:"parties"`
	Issues     []IssueRef `json:"issues"`
	// Cells has one cell for each issue and party, issue by issue.
	Cells []Cell `json:"cells"`
}

// What a cell can say. No evidence is not a neutral stance.
const (
	StateStanding     = "standing"
	StateNoneStanding = "none_standing" // there were positions, and none can hold
	// StateNotCertain is only said with match=certain: positions may hold on the day
	// asked about, none for certain, since it is not known when they were stated or ended.
	StateNotCertain = "not_certain"
	StateNoEvidence = "no_evidence"
)

// Cell is what a party holds on an issue.
type Cell struct {
	Issue Ref    `json:"issue"`
	Party Ref    `json:"party"`
	State string `json:"state"`
	// Positions are all that stand, latest statement first.
	Positions []CellPosition `json:"positions"`
}

// CellPosition is one standing position of a cell.
type CellPosition struct {
	PositionRef
	// Effect is what it did to the earlier positions of the party on the issue.
	Effect Effect `json:"effect"`
	// LastSeen is the last day on which it was stated or an article in its
	// support was published, not after the day asked about (YYYY-MM-DD); nil when
	// no bound is known.
	LastSeen *string `json:"last_seen"`
	// Passages counts the passages in its support, Origins the independent
	// origins behind them.
	Passages int `json:"passages"`
	Origins  int `json:"origins"`
}

// Matrix gives what each party holds on each issue on the day asked about;
// with a period, without what lapsed (see standing).
func (m *Material) Matrix(lapse *edtf.Period) Matrix {
	v := Matrix{Head: m.head(), LapseAfter: shownPeriod(lapse), Parties: []Ref{}, Issues: []IssueRef{}, Cells: []Cell{}}
	for _, party := range m.Parties {
		v.Parties = append(v.Parties, RefOfParty(party))
	}
	for _, issue := range m.Issues {
		v.Issues = append(v.Issues, issueRef(issue))
	}
	s := m.standing(lapse)
	m.eachPair(func(issue IssueNode, party ledger.Party, list []*ledger.Position) {
		v.Cells = append(v.Cells, s.cell(RefOfIssue(issue.Issue), RefOfParty(party), list))
	})
	return v
}

func (s standing) cell(issue, party Ref, list []*ledger.Position) Cell {
	c := Cell{Issue: issue, Party: party, State: StateNoEvidence, Positions: []CellPosition{}}
	for _, p := range slices.Backward(list) {
		if s.stands(p) {
			c.Positions = append(c.Positions, s.cellPosition(p, s.effect(p, list)))
		}
	}
	switch {
	case len(c.Positions) > 0:
		c.State = StateStanding
	case slices.ContainsFunc(list, s.perhapsStands):
		c.State = StateNotCertain
	case slices.ContainsFunc(list, s.statedBy):
		c.State = StateNoneStanding
	case slices.ContainsFunc(list, s.perhapsStatedBy):
		c.State = StateNotCertain
	}
	return c
}

func (s standing) cellPosition(p *ledger.Position, effect Effect) CellPosition {
	return CellPosition{
		PositionRef: s.refOfPosition(p), Effect: effect, LastSeen: s.lastSeen(p),
		Passages: len(passagesOf(p)), Origins: s.origins(p),
	}
}

func shownPeriod(p *edtf.Period) *string {
	if p == nil {
		return nil
	}
	text := p.String()
	return &text
}
