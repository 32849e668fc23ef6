package views

import (
	"cmp"
	"slices"

	"parley/internal/anchor"
	"parley/internal/ledger"
)

// supportOf is the evidence that supports a position, by id. As in the ledger,
// evidence whose passage the newest revision no longer has, or has in several
// places, supports nothing; it shows as a conflict of its own.
func supportOf(p *ledger.Position) []ledger.Evidence {
	return evidenceOf(p, supports)
}

func supports(e *ledger.Evidence) bool { return e.Relation == ledger.RelationSupports && !isLost(e) }

// evidenceOf is the evidence of a position that a rule is about, by id.
func evidenceOf(p *ledger.Position, counts func(*ledger.Evidence) bool) []ledger.Evidence {
	var out []ledger.Evidence
	for i := range p.Evidence {
		if counts(&p.Evidence[i]) {
			out = append(out, p.Evidence[i])
		}
	}
	slices.SortFunc(out, func(a, b ledger.Evidence) int { return byID(a.ID, b.ID) })
	return out
}

// isLost tells that the article's newest revision does not say where the passage stands.
func isLost(e *ledger.Evidence) bool {
	return hasState(e, anchor.Orphaned) || hasState(e, anchor.Ambiguous)
}

func hasState(e *ledger.Evidence, state anchor.State) bool {
	return e.Selected != nil && e.Selected.State == string(state)
}

// statedByDay are the positions stated by the end of the day asked about, with
// the certainty asked for, oldest statement first.
func (m *Material) statedByDay() []*ledger.Position {
	return slices.DeleteFunc(m.ordered(), func(p *ledger.Position) bool {
		return p.Status != ledger.StatusAccepted || !m.statedBy(p)
	})
}

// byStated compares by the first day the statement can mean, then by id, which
// follows the order of the record.
func byStated(p, q *ledger.Position) int {
	return cmp.Or(cmp.Compare(p.Stated.Earliest(), q.Stated.Earliest()), byID(p.ID, q.ID))
}
