package views

import (
	"slices"
	"strings"

	"github.com/google/uuid"

	"parley/internal/ledger"
)

// Load reads what the views of a scope are computed from. An unknown negotiation
// is an Error of ledger.KindNotFound, a scope with more than MaxPositions
// positions one of ledger.KindTooMuch.
func Load(r *ledger.Reader, texts *Texts, scope Scope) (*Material, error) {
	m := &Material{Clock: r.Clock()}
	for _, load := range []func(*ledger.Reader, Scope) error{m.loadIssues, m.loadPositions, m.loadParties, m.loadSpeakers, m.loadSalience} {
		if err := load(r, scope); err != nil {
			return nil, err
		}
	}
	var err error
	m.Articles, m.Texts, err = texts.Behind(r, m.Positions)
	return m, err
}

func (m *Material) loadIssues(r *ledger.Reader, scope Scope) error {
	var err error
	if m.Negotiation, err = r.Negotiation(scope.Negotiation); err != nil {
		return err
	}
	all, err := r.IssuesOf(m.Negotiation.ID)
	all = slices.DeleteFunc(all, func(i ledger.Issue) bool {
		return i.Retracted != nil || len(scope.Issues) > 0 && !slices.Contains(scope.Issues, i.ID)
	})
	m.Issues = treeOf(all)
	return err
}

// loadPositions reads accepted positions, by the issues that are asked for: one
// stated on a retracted issue has no row to stand in.
func (m *Material) loadPositions(r *ledger.Reader, scope Scope) error {
	filter := ledger.PositionFilter{Negotiations: []uuid.UUID{m.Negotiation.ID}, Issues: scope.Issues, Parties: scope.Parties,
		Statuses: []string{ledger.StatusAccepted}}
	list, err := r.Positions(filter, ledger.Page{Limit: MaxPositions + 1, Sort: ledger.SortStated})
	if err != nil {
		return err
	}
	if len(list) > MaxPositions {
		return tooMany()
	}
	m.Positions = slices.DeleteFunc(list, func(p ledger.Position) bool {
		return !slices.ContainsFunc(m.Issues, func(i IssueNode) bool { return i.ID == p.Issue.ID })
	})
	return r.Expand(m.Positions, ledger.Expansion{Evidence: true})
}

// loadParties takes the parties asked for, or else those that take part as
// parties and those that hold a position.
func (m *Material) loadParties(r *ledger.Reader, scope Scope) error {
	wanted := scope.Parties
	if len(wanted) == 0 {
		taking, err := r.ParticipationsOf(m.Negotiation.ID)
		if err != nil {
			return err
		}
		for _, p := range taking {
			if p.Retracted == nil && p.Role == ledger.RoleParty {
				wanted = append(wanted, p.Party.ID)
			}
		}
		for i := range m.Positions {
			wanted = append(wanted, m.Positions[i].Party.ID)
		}
	}
	var err error
	m.Parties, err = r.PartiesByID(unique(wanted))
	m.Parties = slices.DeleteFunc(m.Parties, func(p ledger.Party) bool { return p.Retracted != nil || p.MergedInto != nil })
	slices.SortFunc(m.Parties, func(a, b ledger.Party) int {
		if n := strings.Compare(a.Name, b.Name); n != 0 {
			return n
		}
		return byID(a.ID, b.ID)
	})
	return err
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
