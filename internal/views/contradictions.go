package views

import (
	"fmt"
	"slices"

	"github.com/google/uuid"

	"parley/internal/ledger"
)

const ruleStances = "opposite-stances-standing"

// contradictions finds positions that stand at once, of one party, towards one
// proposal or else one question, some for it and some against, none with a
// condition. A party that refuses a thing as it is and accepts it on terms does
// not contradict itself. One finding names all of them: pairs would be many.
func (m *Material) contradictions(stated []*ledger.Position) []ConflictItem {
	plain := slices.DeleteFunc(slices.Clone(stated), func(p *ledger.Position) bool { return !isPlain(p) || !p.StandsOn(m.AsOf, m.Match) })
	held := map[holding][]*ledger.Position{}
	for _, p := range plain {
		held[holdingOf(p)] = append(held[holdingOf(p)], p)
	}
	var out []ConflictItem
	for _, p := range plain {
		list := held[holdingOf(p)]
		other := slices.IndexFunc(list, func(q *ledger.Position) bool { return polarity(q) != polarity(p) })
		if list[0] == p && other > 0 {
			out = append(out, *m.contradiction(list, list[other]))
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

// contradiction tells the first of the positions and the first that is contrary to it.
func (m *Material) contradiction(list []*ledger.Position, q *ledger.Position) *ConflictItem {
	p, object, more := list[0], "", ""
	if p.Proposal != nil {
		object = "one proposal about "
	}
	if n := len(list) - 2; n > 0 {
		more = fmt.Sprintf(", with %s more beside them", counted(n, "position"))
	}
	sentence := fmt.Sprintf("On %s%s %s %s (%s, %s) and %s (%s, %s), and both hold%s.",
		object, quoted(m.issueOf(p).Name), m.partyOf(p).Name, verb(p), p.Stated, quoted(p.Summary), verb(q), q.Stated, quoted(q.Summary), more)
	var support []ledger.Evidence
	for _, one := range list {
		support = append(support, supportOf(one)...)
	}
	return m.finding(ConflictStances, ruleStances, sentence, support, list...)
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
