package views

import (
	"parley/internal/edtf"
	"parley/internal/ledger"
)

// ChangesStated gives what happened in the world from one day to another, both
// included: positions that were stated, those of them that softened, hardened,
// reversed or denied what was held before, and positions whose first day of no
// longer holding lies there. A withdrawal is stated and ends others; that it
// leaves nothing standing itself is not told again.
func (m *Material) ChangesStated(from, to edtf.Day) Changes {
	var list []change
	ranks := m.ranks()
	m.eachPair(func(issue IssueNode, party ledger.Party, positions []*ledger.Position) {
		for _, p := range positions {
			rank := ranks.of(p)
			base := newChange(ChangeStated, p, RefOfIssue(issue.Issue), RefOfParty(party), int64(rank.day))
			base.rank = rank
			list = append(list, m.changesIn(window{from, to}, base, positions)...)
		}
	})
	return m.changes(ClockStated, from.String(), to.String(), list)
}

func (m *Material) changesIn(days window, base change, positions []*ledger.Position) []change {
	var list []change
	p := base.position
	if days.has(p.Stated.Earliest(), p.Stated.Latest(), m.Match) {
		list = base.statedAs(m.effectOf(p, positions)).andChanged()
	}
	if first, last := p.Ended.Bounds(); isEnded(p) && days.has(first, last, m.Match) {
		end := newChange(ChangeEnded, p, base.Issue, base.Party, int64(max(first, base.day)))
		end.rank = base.rank
		list = append(list, end.endedAs())
	}
	return list
}

// isEnded leaves out withdrawals, which never stood.
func isEnded(p *ledger.Position) bool { return p.Ended != nil && p.Act != ledger.ActWithdraw }
