package views

import (
	"cmp"
	"slices"
	"strings"

	"github.com/google/uuid"

	"parley/internal/ledger"
)

// Load reads what the views of a scope are computed from. An unknown negotiation
// is an Error of ledger.KindNotFound, a scope with more than MaxPositions
// positions one of ledger.KindTooMuch.
func Load(r *ledger.Reader, scope Scope) (*Material, error) {
	m := &Material{Clock: r.Clock()}
	for _, load := range []func(*ledger.Reader, Scope) error{
		m.loadIssues, m.loadPositions, m.loadProposals, m.loadParties, m.loadSpeakers, m.loadSalience,
	} {
		if err := load(r, scope); err != nil {
			return nil, err
		}
	}
	var err error
	m.Sources, err = SourcesOf(r, m.Positions)
	return m, err
}

func (m *Material) loadIssues(r *ledger.Reader, scope Scope) error {
	var err error
	if m.Negotiation, err = r.Negotiation(scope.Negotiation); err != nil {
		return err
	}
	all, err := r.IssuesOf(m.Negotiation.ID)
	if err != nil {
		return err
	}
	if err := belong(all, scope.Issues); err != nil {
		return err
	}
	m.Issues = treeOf(slices.DeleteFunc(all, func(i ledger.Issue) bool {
		return len(scope.Issues) > 0 && !slices.Contains(scope.Issues, i.ID)
	}))
	return nil
}

// belong refuses issues of another negotiation: of them this one has nothing to
// say, which would look like no evidence.
func belong(all []ledger.Issue, asked []uuid.UUID) error {
	for _, id := range asked {
		if !slices.ContainsFunc(all, func(i ledger.Issue) bool { return i.ID == id }) {
			return &ledger.Error{Kind: ledger.KindInvalid, Detail: "the filter names something that is not there", Faults: []ledger.Fault{
				{Parameter: "issue", Code: "other-negotiation", Detail: "the issue " + id.String() + " does not belong to this negotiation"}}}
		}
	}
	return nil
}

// loadPositions reads the accepted positions. An issue that was retracted stays
// while it has some: they still count, and would vanish with it.
func (m *Material) loadPositions(r *ledger.Reader, scope Scope) error {
	filter := ledger.PositionFilter{Negotiations: []uuid.UUID{m.Negotiation.ID}, Issues: scope.Issues, Parties: scope.Parties,
		Statuses: []string{ledger.StatusAccepted}}
	var err error
	if m.Positions, err = r.Positions(filter, ledger.Page{Limit: MaxPositions + 1, Sort: ledger.SortStated}); err != nil {
		return err
	}
	if len(m.Positions) > MaxPositions {
		return tooMany(MaxPositions)
	}
	held := map[uuid.UUID]bool{}
	for i := range m.Positions {
		held[m.Positions[i].Issue.ID] = true
	}
	m.Issues = slices.DeleteFunc(m.Issues, func(i IssueNode) bool {
		isLeft := i.Retracted != nil && !held[i.ID]
		if isLeft {
			m.left = append(m.left, i)
		}
		return isLeft
	})
	return r.Expand(m.Positions, ledger.Expansion{Evidence: true})
}

// loadProposals reads what the positions are about.
func (m *Material) loadProposals(r *ledger.Reader, _ Scope) error {
	var wanted []uuid.UUID
	for i := range m.Positions {
		if about := m.Positions[i].Proposal; about != nil {
			wanted = append(wanted, about.ID)
		}
	}
	var err error
	m.Proposals, err = r.ProposalsByID(unique(wanted))
	return err
}

// loadParties takes the parties asked for, or else those that take part as
// parties and those that hold a position, be they retracted since or not.
func (m *Material) loadParties(r *ledger.Reader, scope Scope) error {
	wanted := scope.Parties
	if len(wanted) == 0 {
		taking, err := r.ParticipationsOf(m.Negotiation.ID)
		if err != nil {
			return err
		}
		for i := range m.Positions {
			wanted = append(wanted, m.Positions[i].Party.ID)
		}
		wanted = append(wanted, partiesIn(taking)...)
	}
	var err error
	m.Parties, err = r.PartiesByID(unique(wanted))
	m.Parties = slices.DeleteFunc(m.Parties, func(p ledger.Party) bool {
		return p.Retracted != nil && len(scope.Parties) == 0 && !m.holds(p.ID)
	})
	slices.SortFunc(m.Parties, func(a, b ledger.Party) int {
		return cmp.Or(strings.Compare(a.Name, b.Name), byID(a.ID, b.ID))
	})
	return err
}

func (m *Material) holds(party uuid.UUID) bool {
	return slices.ContainsFunc(m.Positions, func(p ledger.Position) bool { return p.Party.ID == party })
}

func partiesIn(taking []ledger.Participation) (ids []uuid.UUID) {
	for _, p := range taking {
		if p.Retracted == nil && p.Role == ledger.RoleParty {
			ids = append(ids, p.Party.ID)
		}
	}
	return ids
}

// loadSalience reads how much the parties care about the issues.
func (m *Material) loadSalience(r *ledger.Reader, _ Scope) error {
	issues := make([]uuid.UUID, len(m.Issues))
	for i := range m.Issues {
		issues[i] = m.Issues[i].ID
	}
	list, err := r.SalienceOf(issues...)
	m.Salience = slices.DeleteFunc(list, func(s ledger.Salience) bool { return s.Retracted != nil })
	return err
}

// unique gives every id once, in order of the ids.
func unique(ids []uuid.UUID) []uuid.UUID {
	ids = slices.Clone(ids)
	slices.SortFunc(ids, byID)
	return slices.Compact(ids)
}
