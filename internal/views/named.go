package views

import (
	"slices"

	"github.com/google/uuid"

	"parley/internal/ledger"
)

func (m *Material) issueOf(p *ledger.Position) Ref {
	for i := range m.Issues {
		if m.Issues[i].ID == p.Issue.ID {
			return RefOfIssue(m.Issues[i].Issue)
		}
	}
	return ref(issuesPath, p.Issue.ID, nil, p.Issue.ID.String())
}

func (m *Material) partyOf(p *ledger.Position) Ref {
	if r, ok := m.party(p.Party.ID); ok {
		return r
	}
	return ref(partiesPath, p.Party.ID, nil, p.Party.ID.String())
}

// party is one of the parties asked for; ok is false for others, whose names
// the material does not have.
func (m *Material) party(id uuid.UUID) (r Ref, ok bool) {
	i := slices.IndexFunc(m.Parties, func(p ledger.Party) bool { return p.ID == id })
	if i < 0 {
		return Ref{}, false
	}
	return RefOfParty(m.Parties[i]), true
}

// proposalOf is what the stance of a position is towards; nil where it names no
// proposal.
func (m *Material) proposalOf(p *ledger.Position) *Ref {
	if p.Proposal == nil {
		return nil
	}
	for i := range m.Proposals {
		if o := &m.Proposals[i]; o.ID == p.Proposal.ID {
			return new(ref(proposalsPath, o.ID, o.Slug, o.Name))
		}
	}
	return new(ref(proposalsPath, p.Proposal.ID, nil, p.Proposal.ID.String()))
}

// idsOf gives the ids of positions in order, each once.
func idsOf(list []*ledger.Position) []uuid.UUID {
	out := make([]uuid.UUID, len(list))
	for i, p := range list {
		out[i] = p.ID
	}
	slices.SortFunc(out, byID)
	return slices.Compact(out)
}
