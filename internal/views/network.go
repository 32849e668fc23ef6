package views

import (
	"slices"

	"github.com/google/uuid"

	"parley/internal/edtf"
)

// Rules for statements that repeat each other: which of them count once.
const (
	DuplicatesNone    = "none"    // every passage counts
	DuplicatesArticle = "article" // once in an article
	DuplicatesDay     = "day"     // once a day
	DuplicatesWeek    = "week"    // once an ISO week of an ISO year
	DuplicatesMonth   = "month"   // once a month of a year
	DuplicatesRange   = "range"   // once in the whole window
)

// Network links parties that agree and that conflict over issues.
type Network struct {
	Head
	From       string `json:"from"`
	To         string `json:"to"`
	Duplicates string `json:"duplicates"`
	Nodes      []Node `json:"nodes"`
	Edges      []Edge `json:"edges"`
}

// Node is a party with the number of its statements that count.
type Node struct {
	Ref
	Kind       string `json:"kind"`
	Statements int    `json:"statements"`
}

// Edge links two parties, A before B in the order of nodes.
type Edge struct {
	A    uuid.UUID `json:"a"`
	B    uuid.UUID `json:"b"`
	Kind string    `json:"kind"` // agreement or conflict
	// Weight is the sum over concepts of the statements they share (agreement) or
	// oppose each other with (conflict); Concepts are what it was about.
	Weight    int         `json:"weight"`
	Rule      string      `json:"rule"`
	Concepts  []Concept   `json:"concepts"`
	Positions []uuid.UUID `json:"positions"`
}

// Kinds of edge.
const (
	edgeAgreement = "agreement"
	edgeConflict  = "conflict"
)

// Concept is what a stance is towards: a proposal, or else the issue's question.
type Concept struct {
	Issue    uuid.UUID  `json:"issue"`
	Proposal *uuid.UUID `json:"proposal"`
	Weight   int        `json:"weight"`
}

// Network counts what the parties stated for and against the same from one day
// to another, both included. The days of the window decide, also those after the
// day asked about.
func (m *Material) Network(from, to edtf.Day, duplicates string) Network {
	statements := countOnce(m.statementsIn(window{from, to}), duplicates)
	view := Network{
		Head: m.head(), From: from.String(), To: to.String(), Duplicates: duplicates,
		Nodes: []Node{}, Edges: []Edge{},
	}
	said := saidBy(statements)
	concepts := m.conceptsOf(statements)
	for i, a := range m.Parties {
		view.Nodes = append(view.Nodes, Node{RefOfParty(a), a.Kind, said.count(a.ID)})
		for _, b := range m.Parties[i+1:] {
			view.Edges = append(view.Edges, said.edges(a.ID, b.ID, concepts)...)
		}
	}
	return view
}

// Only leaves of the edges those of the given kinds; all of them where none is given.
func (v Network) Only(kinds []string) Network {
	if len(kinds) > 0 {
		v.Edges = slices.DeleteFunc(slices.Clone(v.Edges), func(e Edge) bool { return !slices.Contains(kinds, e.Kind) })
	}
	return v
}
