package views

import (
	"slices"

	"github.com/google/uuid"

	"parley/internal/ledger"
)

// Changed is what the record said of the positions that changed between two
// moments, before and after.
type Changed struct {
	Before, After map[uuid.UUID]ledger.Position
	// Gone is when evidence was retracted, which After no longer has.
	Gone map[uuid.UUID]ledger.Moment
	// Accepted is when positions first counted.
	Accepted map[uuid.UUID]ledger.Moment
}

// LoadChanged reads the positions of a scope that changed after the moment of
// one reader and up to that of another. A position that a correction took out of
// the scope, or into it, counts as in it.
func LoadChanged(before, after *ledger.Reader, m *Material, scope Scope) (Changed, error) {
	ids, err := after.ChangedPositions(m.Negotiation.ID, before.Clock().KnownAt.Number, after.Clock().KnownAt.Number, MaxPositions+1)
	if err == nil && len(ids) > MaxPositions {
		err = tooMany(MaxPositions)
	}
	if err != nil {
		return Changed{}, err
	}
	var c Changed
	if c.Before, err = versionsOf(before, ids); err != nil {
		return c, err
	}
	if c.After, err = versionsOf(after, ids); err != nil {
		return c, err
	}
	if c.Gone, err = goneOf(after, ids); err != nil {
		return c, err
	}
	c.Accepted, err = after.Acceptances(ids)
	for _, id := range ids {
		if !m.takesIn(c.Before[id], scope) && !m.takesIn(c.After[id], scope) {
			delete(c.Before, id)
			delete(c.After, id)
		}
	}
	m.returnIssues(c)
	if err == nil {
		err = m.loadHolders(after, c)
	}
	if err == nil {
		err = m.loadAbout(after, c)
	}
	return c, err
}

// returnIssues takes back the retracted issues that something changed on, whose
// questions are still to be told.
func (m *Material) returnIssues(c Changed) {
	for _, issue := range m.left {
		on := func(versions map[uuid.UUID]ledger.Position) bool {
			for _, p := range versions {
				if p.Issue.ID == issue.ID {
					return true
				}
			}
			return false
		}
		if on(c.Before) || on(c.After) {
			m.Issues = append(m.Issues, issue)
		}
	}
}

// loadHolders adds the parties that hold no position any more, since all they
// held was retracted or moved: their names are still to be told.
func (m *Material) loadHolders(r *ledger.Reader, c Changed) error {
	var missing []uuid.UUID
	for _, versions := range []map[uuid.UUID]ledger.Position{c.Before, c.After} {
		for _, p := range versions {
			if _, known := m.party(p.Party.ID); !known {
				missing = append(missing, p.Party.ID)
			}
		}
	}
	list, err := r.PartiesByID(unique(missing))
	m.Parties = append(m.Parties, list...)
	return err
}

// loadAbout adds the proposals that only positions which no longer count are
// about, or were before a correction.
func (m *Material) loadAbout(r *ledger.Reader, c Changed) error {
	var missing []uuid.UUID
	for _, versions := range []map[uuid.UUID]ledger.Position{c.Before, c.After} {
		for _, p := range versions {
			if p.Proposal != nil && !slices.ContainsFunc(m.Proposals, func(o ledger.Proposal) bool { return o.ID == p.Proposal.ID }) {
				missing = append(missing, p.Proposal.ID)
			}
		}
	}
	list, err := r.ProposalsByID(unique(missing))
	m.Proposals = append(m.Proposals, list...)
	return err
}

// takesIn tells whether a position is on one of the issues and, where parties
// are asked for, of one of them.
func (m *Material) takesIn(p ledger.Position, scope Scope) bool {
	return p.Negotiation.ID == m.Negotiation.ID &&
		(len(scope.Issues) == 0 || slices.Contains(scope.Issues, p.Issue.ID)) &&
		(len(scope.Parties) == 0 || slices.Contains(scope.Parties, p.Party.ID))
}

// versionPiece is how many positions one query asks for.
const versionPiece = 512

func versionsOf(r *ledger.Reader, ids []uuid.UUID) (map[uuid.UUID]ledger.Position, error) {
	found := make(map[uuid.UUID]ledger.Position, len(ids))
	for piece := range slices.Chunk(ids, versionPiece) {
		list, err := r.Positions(ledger.PositionFilter{IDs: piece}, ledger.Page{Sort: ledger.SortRecorded})
		if err == nil {
			err = r.Expand(list, ledger.Expansion{Evidence: true})
		}
		if err != nil {
			return nil, err
		}
		for _, p := range list {
			found[p.ID] = p
		}
	}
	return found, nil
}

func goneOf(r *ledger.Reader, positions []uuid.UUID) (map[uuid.UUID]ledger.Moment, error) {
	gone := map[uuid.UUID]ledger.Moment{}
	for piece := range slices.Chunk(positions, versionPiece) {
		list, err := r.Evidence(ledger.EvidenceFilter{Positions: piece}, ledger.Page{Retracted: ledger.RetractedOnly})
		if err != nil {
			return nil, err
		}
		for _, e := range list {
			gone[e.ID] = ledger.Moment{Number: e.Number, RecordedAt: &e.UpdatedAt}
		}
	}
	return gone, nil
}
