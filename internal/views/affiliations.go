package views

import (
	"github.com/google/uuid"

	"parley/internal/edtf"
)

// Affiliations are how often each party spoke for and against each concept in a
// window: the two-mode network that links of parties follow from.
type Affiliations struct {
	Head
	From       string
	To         string
	Duplicates string
	Actors     []Ref
	Concepts   []ConceptRef
	// Counts has a line for each actor with a count for each concept.
	Counts [][]Count
}

// ConceptRef names what a stance is towards: a proposal on an issue, or else the
// issue's question.
type ConceptRef struct {
	Issue    Ref
	Proposal *Ref
}

// Count is how many statements were made for a concept and against it.
type Count struct{ Agree, Disagree int }

// Affiliations counts what each party stated, by the rules of Network. Concepts
// that nobody spoke about are not there; parties that said nothing are.
func (m *Material) Affiliations(from, to edtf.Day, duplicates string) Affiliations {
	statements := countOnce(m.statementsIn(window{from, to}), duplicates)
	view := Affiliations{Head: m.head(), From: from.String(), To: to.String(), Duplicates: duplicates}
	said, concepts := saidBy(statements), m.conceptsOf(statements)
	for _, c := range concepts {
		view.Concepts = append(view.Concepts, refOfConcept(m, statements, c))
	}
	for _, p := range m.Parties {
		view.Actors = append(view.Actors, RefOfParty(p))
		view.Counts = append(view.Counts, said.counts(p.ID, concepts))
	}
	return view
}

func (s said) counts(party uuid.UUID, concepts []concept) []Count {
	counts := make([]Count, len(concepts))
	for i, c := range concepts {
		counts[i] = Count{Agree: len(s.on(party, c, 1)), Disagree: len(s.on(party, c, -1))}
	}
	return counts
}

// refOfConcept names a concept as the first statement about it does.
func refOfConcept(m *Material, statements []utterance, c concept) ConceptRef {
	for _, s := range statements {
		if conceptOf(s.Position) == c {
			return ConceptRef{Issue: m.issueOf(s.Position), Proposal: m.proposalOf(s.Position)}
		}
	}
	return ConceptRef{}
}

// Column names a concept in a table: by the issue, or as issue/proposal.
func (c ConceptRef) Column() string {
	if c.Proposal == nil {
		return c.Issue.Column()
	}
	return c.Issue.Column() + "/" + c.Proposal.Column()
}
