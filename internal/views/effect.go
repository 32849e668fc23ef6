package views

import (
	"github.com/google/uuid"

	"parley/internal/ledger"
)

// What a position can do to the earlier ones of its party on its issue.
const (
	EffectFirstStated = "first_stated"
	EffectReaffirmed  = "reaffirmed"
	EffectSoftened    = "softened"
	EffectHardened    = "hardened"
	EffectReversed    = "reversed"
	EffectWithdrawn   = "withdrawn"
	EffectDenied      = "denied"
	EffectSuperseded  = "superseded"
	EffectLapsed      = "lapsed"
)

// How an effect is known.
const (
	SourceCoded   = "coded"
	SourceDerived = "derived"
)

// Effect is what a position did to the earlier ones, and how that is known.
type Effect struct {
	// What is nil when neither the coder said nor a rule tells.
	What *string `json:"what"`
	// Source is "coded" (the analyst said so) or "derived" (a rule did); nil without What.
	Source *string `json:"source"`
	// Rule names the rule of a derived effect.
	Rule *string `json:"rule"`
	// Earlier are the positions it was compared with or that it ended.
	Earlier []uuid.UUID `json:"earlier"`
}

func derived(what, rule string, earlier []uuid.UUID) Effect {
	source := SourceDerived
	return Effect{What: &what, Source: &source, Rule: &rule, Earlier: earlier}
}

// is tells whether an effect is known to be one of some kinds.
func (e Effect) is(kinds ...string) bool {
	for _, kind := range kinds {
		if e.What != nil && *e.What == kind {
			return true
		}
	}
	return false
}

// effects says of every position what it did to the earlier ones of its party on
// its issue. What the analyst coded stands; else the first rule that applies
// tells (effectrules.go).
//
// Imprecise dates can leave the order of two statements open. With match=certain
// a rule then holds its tongue: only a statement whose last day lies before the
// other's first is earlier, or one that the later says it supersedes, and the
// first one is only called so when no other can have come before it. With
// match=possible the order in which the record lists them is taken for theirs.
func (m *Material) effects() map[uuid.UUID]Effect {
	effects := make(map[uuid.UUID]Effect, len(m.Positions))
	for _, list := range m.pairs() {
		for _, p := range list {
			effects[p.ID] = m.effectOf(p, list)
		}
	}
	return effects
}

func (m *Material) effectOf(p *ledger.Position, list []*ledger.Position) Effect {
	before := m.pastOf(p, list)
	if p.Change != nil {
		source := SourceCoded
		return Effect{What: p.Change, Source: &source, Earlier: idsOf(before.superseded)}
	}
	for _, rule := range []func(past) *Effect{byAct, byReaffirming, byFirst, byComparison, bySuperseding} {
		if e := rule(before); e != nil {
			return *e
		}
	}
	return Effect{Earlier: []uuid.UUID{}}
}
