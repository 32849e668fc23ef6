package views

import (
	"cmp"
	"slices"

	"github.com/google/uuid"

	"parley/internal/edtf"
	"parley/internal/ledger"
)

// pair is a party on an issue, the unit within which positions follow each other.
type pair struct{ issue, party uuid.UUID }

func pairOf(p *ledger.Position) pair { return pair{p.Issue.ID, p.Party.ID} }

// ordered is every position, oldest statement first, whatever the order of Material.
func (m *Material) ordered() []*ledger.Position {
	list := make([]*ledger.Position, len(m.Positions))
	for i := range m.Positions {
		list[i] = &m.Positions[i]
	}
	slices.SortFunc(list, byStated)
	return list
}

// pairs is what each party said on each issue, oldest statement first.
func (m *Material) pairs() map[pair][]*ledger.Position {
	pairs := map[pair][]*ledger.Position{}
	for _, p := range m.ordered() {
		pairs[pairOf(p)] = append(pairs[pairOf(p)], p)
	}
	return pairs
}

// eachPair visits the issues in the order of the tree and on each the parties in
// the order of the columns, also those that said nothing.
func (m *Material) eachPair(visit func(IssueNode, ledger.Party, []*ledger.Position)) {
	pairs := m.pairs()
	for _, issue := range m.Issues {
		for _, party := range m.Parties {
			visit(issue, party, pairs[pair{issue.ID, party.ID}])
		}
	}
}

// precedes tells whether one statement came before another. What supersedes comes
// after what it supersedes, as the coder says so. Else, for certain when no
// reading of their dates says otherwise, possibly when the record lists it first.
// Two statements dated by the same one day have the order of the record in both
// cases, as a day is the finest a date gives and coders enter them as they read.
func precedes(a, b *ledger.Position, match edtf.Match) bool {
	switch {
	case names(b.Supersedes, a.ID):
		return true
	case names(a.Supersedes, b.ID):
		return false
	case match == edtf.Possible || sameDay(a, b):
		return byStated(a, b) < 0
	}
	return a.Stated.Latest() < b.Stated.Earliest()
}

// sameDay tells whether both are dated by one and the same day.
func sameDay(a, b *ledger.Position) bool {
	return a.Stated.Earliest() == b.Stated.Latest() && a.Stated.Latest() == b.Stated.Earliest()
}

// statedBy tells whether the position was stated by the day asked about.
func (m *Material) statedBy(p *ledger.Position) bool { return p.Stated.ByDay(m.AsOf, m.Match) }

// perhapsStatedBy tells whether it can have been stated by then, for certain or not.
func (m *Material) perhapsStatedBy(p *ledger.Position) bool {
	return p.Stated.ByDay(m.AsOf, edtf.Possible)
}

// rank is where a statement stands among others: at the first day it can mean, and not before
// what it supersedes, which may be dated better. After counts what stands at that day before it
// for that reason.
type rank struct {
	day   edtf.Day
	after int
}

func inRank(a, b rank) int { return cmp.Or(cmp.Compare(a.day, b.day), cmp.Compare(a.after, b.after)) }

// ranks finds the ranks of positions.
type ranks struct {
	byID  map[uuid.UUID]*ledger.Position
	known map[uuid.UUID]rank
}

func (m *Material) ranks() ranks {
	t := ranks{map[uuid.UUID]*ledger.Position{}, map[uuid.UUID]rank{}}
	for i := range m.Positions {
		t.byID[m.Positions[i].ID] = &m.Positions[i]
	}
	return t
}

// of ends, since no position supersedes itself by way of others (ledger).
func (t ranks) of(p *ledger.Position) rank {
	if known, is := t.known[p.ID]; is {
		return known
	}
	own := rank{day: p.Stated.Earliest()}
	for _, ref := range p.Supersedes {
		q := t.byID[ref.ID]
		if q == nil {
			continue
		}
		if earlier := t.of(q); earlier.day > own.day || earlier.day == own.day && earlier.after >= own.after {
			own = rank{earlier.day, earlier.after + 1}
		}
	}
	t.known[p.ID] = own
	return own
}
