package views

import (
	"strings"

	"github.com/google/uuid"
)

// NetworkRow is one edge. ConceptIDs are issue ids and, for a stance towards a
// proposal, issue/proposal, parted by spaces.
type NetworkRow struct {
	AsOf        string `json:"as_of"`
	Match       string `json:"match"`
	KnownAt     int64  `json:"known_at"`
	Negotiation string `json:"negotiation"`
	From        string `json:"from"`
	To          string `json:"to"`
	Duplicates  string `json:"duplicates"`
	PartyA      string `json:"party_a"`
	PartyAName  string `json:"party_a_name"`
	PartyAKind  string `json:"party_a_kind"`
	PartyB      string `json:"party_b"`
	PartyBName  string `json:"party_b_name"`
	PartyBKind  string `json:"party_b_kind"`
	Kind        string `json:"kind"`
	Weight      int    `json:"weight"`
	Rule        string `json:"rule"`
	ConceptIDs  string `json:"concept_ids"`
	PositionIDs string `json:"position_ids"`
}

// Rows has one row for each edge.
func (v Network) Rows() []NetworkRow {
	nodes := map[uuid.UUID]Node{}
	for _, n := range v.Nodes {
		nodes[n.ID] = n
	}
	rows := []NetworkRow{}
	for _, e := range v.Edges {
		rows = append(rows, v.row(e, nodes[e.A], nodes[e.B]))
	}
	return rows
}

func (v Network) row(e Edge, a, b Node) NetworkRow {
	return NetworkRow{
		AsOf: v.AsOf.String(), Match: v.matchColumn(), KnownAt: v.KnownAt.Number, Negotiation: v.Negotiation.Column(),
		From: v.From, To: v.To, Duplicates: v.Duplicates,
		PartyA: a.Column(), PartyAName: a.Name, PartyAKind: a.Kind, PartyB: b.Column(), PartyBName: b.Name, PartyBKind: b.Kind,
		Kind: e.Kind, Weight: e.Weight, Rule: e.Rule, ConceptIDs: conceptColumn(e.Concepts), PositionIDs: joined(e.Positions),
	}
}

func conceptColumn(concepts []Concept) string {
	var out []string
	for _, c := range concepts {
		name := c.Issue.String()
		if c.Proposal != nil {
			name += "/" + c.Proposal.String()
		}
		out = append(out, name)
	}
	return strings.Join(out, " ")
}
