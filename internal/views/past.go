package views

import (
	"slices"

	"github.com/google/uuid"

	"parley/internal/ledger"
)

// past is a position with what its party said on its issue before, each list
// oldest statement first.
type past struct {
	*ledger.Position
	// first: no other position of the pair can have been stated before it.
	first bool
	// superseded are those it says it supersedes, as far as they are in the record.
	superseded []*ledger.Position
	// comparable are those it is compared with: what it supersedes, if it names
	// any, or else all earlier ones. What had been withdrawn by then, and a
	// withdrawal itself, is not held any more and nothing can be measured by it. What
	// was said on the same day may stand beside it (rule 3), and which came first
	// is not known, so unless superseded it is no measure either.
	comparable []*ledger.Position
}

func (m *Material) pastOf(p *ledger.Position, list []*ledger.Position) past {
	out := past{Position: p, first: true}
	for _, o := range list {
		if o.ID == p.ID || o.Act == actDecline {
			continue // who would not say has stated nothing to measure by
		}
		out.first = out.first && precedes(p, o, m.Match)
		if names(p.Supersedes, o.ID) {
			out.superseded = append(out.superseded, o)
		}
		if precedes(o, p, m.Match) && !withdrawnBefore(o, p) && (!sameDay(o, p) || names(p.Supersedes, o.ID)) {
			out.comparable = append(out.comparable, o)
		}
	}
	if len(out.superseded) > 0 {
		out.comparable = slices.DeleteFunc(out.comparable, func(o *ledger.Position) bool { return !names(p.Supersedes, o.ID) })
	}
	return out
}

func withdrawnBefore(o, p *ledger.Position) bool {
	_, latest := o.Ended.Bounds()
	return o.Ended != nil && o.Ended.How == ledger.EndWithdrawn && latest <= p.Stated.Earliest()
}

// latest is the last of the comparable positions that a test accepts, or nil.
func (p past) latest(accepts func(*ledger.Position) bool) *ledger.Position {
	for _, o := range slices.Backward(p.comparable) {
		if accepts(o) {
			return o
		}
	}
	return nil
}

func names(refs []ledger.Reference, id uuid.UUID) bool {
	return slices.ContainsFunc(refs, func(r ledger.Reference) bool { return r.ID == id })
}
