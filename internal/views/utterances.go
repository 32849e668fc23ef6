package views

import (
	"slices"

	"github.com/google/uuid"

	"parley/internal/ledger"
)

// utterance is one passage in which a party is for or against something. A
// position without a passage that supports it is one too, with no article: an
// accepted position was stated, also after its article changed.
type utterance struct {
	*ledger.Position
	article uuid.UUID
}

// statementsIn are the utterances of accepted positions whose date lies in a
// window, for certain or possibly, oldest first. Neutral and undecided
// positions, and those without a stance, link nobody.
func (m *Material) statementsIn(w window) []utterance {
	var out []utterance
	for _, p := range m.ordered() {
		dated := w.has(p.Stated.Earliest(), p.Stated.Latest(), m.Match)
		if dated && p.Status == ledger.StatusAccepted && polarity(p) != 0 {
			out = append(out, statementsOf(p)...)
		}
	}
	return out
}

func statementsOf(p *ledger.Position) []utterance {
	var out []utterance
	var passages []uuid.UUID
	for _, e := range supportOf(p) {
		if !slices.Contains(passages, e.Passage) {
			passages = append(passages, e.Passage)
			out = append(out, utterance{p, e.Article.ID})
		}
	}
	if len(out) == 0 {
		return []utterance{{Position: p}}
	}
	return out
}

// conceptsOf is what statements are about: in the order of issues, the question
// first, then proposals by id.
func (m *Material) conceptsOf(statements []utterance) []concept {
	var out []concept
	for _, s := range statements {
		if !slices.Contains(out, conceptOf(s.Position)) {
			out = append(out, conceptOf(s.Position))
		}
	}
	slices.SortFunc(out, func(a, b concept) int {
		if a.issue != b.issue {
			return m.rankOf(a.issue) - m.rankOf(b.issue)
		}
		return byID(a.proposal, b.proposal)
	})
	return out
}

func (m *Material) rankOf(issue uuid.UUID) int {
	return slices.IndexFunc(m.Issues, func(n IssueNode) bool { return n.ID == issue })
}

// said is the statements of each party for or against each concept.
type said map[saying][]utterance

type saying struct {
	holding
	polarity int
}

func sayingOf(s utterance) saying { return saying{holdingOf(s.Position), polarity(s.Position)} }

func saidBy(statements []utterance) said {
	out := said{}
	for _, s := range statements {
		out[sayingOf(s)] = append(out[sayingOf(s)], s)
	}
	return out
}

func (s said) count(party uuid.UUID) int {
	n := 0
	for saying, statements := range s {
		if saying.party == party {
			n += len(statements)
		}
	}
	return n
}

func (s said) on(party uuid.UUID, c concept, polarity int) []utterance {
	return s[saying{holding{party, c}, polarity}]
}
