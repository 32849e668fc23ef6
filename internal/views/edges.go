package views

import (
	"slices"

	"github.com/google/uuid"

	"parley/internal/ledger"
)

// ruleMinCount: on each concept two parties share as many statements as the one
// with fewer made, counted for and against apart.
const ruleMinCount = "min-count"

// edges are the agreement and the conflict of two parties, where there is any.
// On each concept
//
//	agreement = min(for A, for B) + min(against A, against B)
//	conflict  = min(for A, against B) + min(against A, for B)
func (s said) edges(a, b uuid.UUID, concepts []concept) []Edge {
	var out []Edge
	for _, e := range []Edge{s.edge(a, b, edgeAgreement, 1, concepts), s.edge(a, b, edgeConflict, -1, concepts)} {
		if e.Weight > 0 {
			out = append(out, e)
		}
	}
	return out
}

// edge counts what both said in the same direction (1) or in opposite ones (-1).
func (s said) edge(a, b uuid.UUID, kind string, direction int, concepts []concept) Edge {
	e := Edge{A: a, B: b, Kind: kind, Rule: ruleMinCount, Concepts: []Concept{}}
	var positions []*ledger.Position
	for _, c := range concepts {
		weight := 0
		for _, polarity := range []int{1, -1} {
			n, behind := shared(s.on(a, c, polarity), s.on(b, c, polarity*direction))
			weight, positions = weight+n, append(positions, behind...)
		}
		if weight > 0 {
			e.Weight += weight
			e.Concepts = append(e.Concepts, c.weighing(weight))
		}
	}
	e.Positions = idsOf(positions)
	return e
}

// shared is the smaller number of statements, and the positions of both sides
// unless one of them is silent.
func shared(a, b []utterance) (n int, behind []*ledger.Position) {
	if n = min(len(a), len(b)); n == 0 {
		return 0, nil
	}
	for _, s := range slices.Concat(a, b) {
		behind = append(behind, s.Position)
	}
	return n, behind
}

func (c concept) weighing(weight int) Concept {
	out := Concept{Issue: c.issue, Weight: weight}
	if c.proposal != uuid.Nil {
		out.Proposal = &c.proposal
	}
	return out
}
