package views

import (
	"slices"
	"testing"

	"github.com/google/uuid"
	"pgregory.net/rapid"

	"parley/internal/edtf"
	"parley/internal/ledger"
)

func TestContradictions(t *testing.T) {
	red := withStance("red_line")
	const both = "On “Хто відводить війська?” Україна is in favour (2026-01-05, “заява 1”) and is against (2026-02-05, “заява 2”), and both hold."
	for name, c := range map[string]struct {
		list []ledger.Position
		want []string
	}{
		"for and against":         {spoken(spoke(1, first, yes), spoke(2, next, no)), []string{both}},
		"in the other order":      {spoken(spoke(2, next, no), spoke(1, first, yes)), []string{both}},
		"twice for":               {spoken(spoke(1, first, yes), spoke(2, next, yes)), nil},
		"conditionally for":       {spoken(spoke(1, first, maybe), spoke(2, next, no)), nil},
		"for on a condition":      {spoken(spoke(1, first, yes, withCondition), spoke(2, next, no)), nil},
		"against on a condition":  {spoken(spoke(1, first, yes), spoke(2, next, no, withCondition)), nil},
		"neutral":                 {spoken(spoke(1, first, unsure), spoke(2, next, no)), nil},
		"no stance":               {spoken(spoke(1, first), spoke(2, next, no)), nil},
		"two parties":             {spoken(spoke(1, first, yes, withParty(muscat)), spoke(2, next, no)), nil},
		"two issues":              {spoken(spoke(1, first, yes, withIssue(ceasefire)), spoke(2, next, no)), nil},
		"two proposals":           {spoken(spoke(1, first, yes, withProposal(1)), spoke(2, next, no, withProposal(2))), nil},
		"a proposal and the rest": {spoken(spoke(1, first, yes, withProposal(1)), spoke(2, next, no)), nil},
		"the earlier has ended":   {spoken(spoke(1, first, yes), spoke(2, next, no, superseding(1))), nil},
		"the later has ended":     {spoken(spoke(1, first, yes), spoke(2, next, no, withHeldUntil("2026-02-10"))), nil},
		"the later is not stated": {spoken(spoke(1, first, yes), spoke(2, "2026-04-01", no)), nil},
		"one proposal": {spoken(spoke(1, first, red, withProposal(1)), spoke(2, next, yes, withProposal(1))),
			[]string{"On one proposal about “Хто відводить війська?” Україна draws a red line (2026-01-05, “заява 1”) and is in favour (2026-02-05, “заява 2”), and both hold."}},
	} {
		wantSentences(t, name, sentencesOf(ConflictStances, c.list...), c.want...)
	}
}

// A refusal of a one-sided step beside an offer of a mutual one, with both still
// standing, is how parties negotiate.
func TestRefusalAndMutualOfferDoNotContradict(t *testing.T) {
	refused := spoke(1, first, no, withAct("reject"))
	offered := spoke(2, next, maybe, withCondition)
	wantSentences(t, "mutual offer", sentencesOf(ConflictStances, refused, offered))
}

// A model over every pair of positions: both stand in one finding, and no finding
// is without such a pair.
func TestEveryContradictingPairIsInOneFinding(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		m := anyFurnished(r)
		found := m.Conflicts([]string{ConflictStances}).Conflicts
		proven := map[int]bool{}
		for i := range m.Positions {
			for j := range m.Positions {
				if p, q := &m.Positions[i], &m.Positions[j]; contradict(m, p, q) {
					proven[onlyOne(r, found, p.ID, q.ID)] = true
				}
			}
		}
		if len(proven) != len(found) {
			r.Fatalf("%d findings, %d with a pair", len(found), len(proven))
		}
	})
}

// onlyOne is the one finding that names both positions.
func onlyOne(r *rapid.T, found []ConflictItem, p, q uuid.UUID) int {
	at := -1
	for n, item := range found {
		names := func(id uuid.UUID) bool {
			return slices.ContainsFunc(item.Positions, func(p PositionRef) bool { return p.ID == id })
		}
		if names(p) && names(q) {
			if at >= 0 {
				r.Fatalf("%v and %v are found twice", p, q)
			}
			at = n
		}
	}
	if at < 0 {
		r.Fatalf("%v and %v are not found", p, q)
	}
	return at
}

func contradict(m *Material, p, q *ledger.Position) bool {
	same := p.Party.ID == q.Party.ID && p.Issue.ID == q.Issue.ID && (p.Proposal == nil) == (q.Proposal == nil) &&
		(p.Proposal == nil || p.Proposal.ID == q.Proposal.ID)
	stated := p.Stated.ByDay(m.AsOf, m.Match) && q.Stated.ByDay(m.AsOf, m.Match)
	return same && stated && text(p.Stance) == "supports" && (text(q.Stance) == "opposes" || text(q.Stance) == "red_line") &&
		len(p.Conditions)+len(q.Conditions) == 0 && p.StandsOn(m.AsOf, m.Match) && q.StandsOn(m.AsOf, m.Match)
}

func TestContradictionPossiblyStanding(t *testing.T) {
	m := recordOf("2026-01-15", edtf.Possible, nil, spoke(1, "2026-01", yes), spoke(2, "2026-01", no))
	if got := m.Conflicts([]string{ConflictStances}).Conflicts; len(got) != 1 || len(got[0].Positions) != 2 {
		t.Errorf("%+v", got)
	}
}
