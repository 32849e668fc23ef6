package views

import (
	"fmt"
	"slices"

	"github.com/google/uuid"

	"parley/internal/ledger"
)

const ruleStances = "opposite-stances-standing"

// contradictions finds pairs of positions that stand at once, of one party,
// towards one proposal or else one question, one for it and one against, neither
// with a condition. A party that refuses a thing as it is and accepts it on
// terms does not contradict itself.
func (m *Material) contradictions(stated []*ledger.Position) []ConflictItem {
	plain := slices.DeleteFunc(slices.Clone(stated), func(p *ledger.Position) bool { return !isPlain(p) || !p.StandsOn(m.AsOf, m.Match) })
	held := map[holding][]*ledger.Position{}
	for _, p := range plain {
		held[holdingOf(p)] = append(held[holdingOf(p)], p)
	}
	var out []ConflictItem
	for _, p := range plain {
		for _, q := range held[holdingOf(p)] {
			if byStated(p, q) < 0 && polarity(p) != polarity(q) {
				out = append(out, *m.contradiction(p, q))
			}
		}
	}
	return out
}

// holding is what a party takes a stance on.
type holding struct {
	party uuid.UUID
	concept
}

func holdingOf(p *ledger.Position) holding { return holding{p.Party.ID, conceptOf(p)} }

// isPlain tells that a position is for or against without a condition.
func isPlain(p *ledger.Position) bool {
	return polarity(p) != 0 && *p.Stance != stanceConditional && len(p.Conditions) == 0
}

func (m *Material) contradiction(p, q *ledger.Position) *ConflictItem {
	object := ""
	if p.Proposal != nil {
		object = "one proposal about "
	}
	sentence := fmt.Sprintf("On %s%s %s %s (%s, %s) and %s (%s, %s), and both hold.",
		object, quoted(m.issueOf(p).Name), m.partyOf(p).Name, verb(p), p.Stated, quoted(p.Summary), verb(q), q.Stated, quoted(q.Summary))
	return m.finding(ConflictStances, ruleStances, sentence, append(supportOf(p), supportOf(q)...), p, q)
}

func verb(p *ledger.Position) string {
	switch *p.Stance {
	case stanceRedLine:
		return "draws a red line"
	case stanceSupports:
		return "is in favour"
	}
	return "is against"
}
