package views

import "parley/internal/ledger"

// Rules that derive an effect, in the order in which they are tried.
const (
	RuleActWithdraw       = "act-withdraw"
	RuleActDeny           = "act-deny"
	RuleActReaffirm       = "act-reaffirm"
	RuleNoEarlierPosition = "no-earlier-position"
	RuleScaleDistance     = "scale-distance-from-middle"
	RuleStanceOrder       = "stance-order"
	RuleSupersedes        = "supersedes"
)

// byAct takes the statement at its word: it withdraws, or denies.
func byAct(p past) *Effect {
	switch p.Act {
	case ledger.ActWithdraw:
		return found(EffectWithdrawn, RuleActWithdraw, p.superseded...)
	case "deny":
		return found(EffectDenied, RuleActDeny, p.superseded...)
	}
	return nil
}

func byFirst(p past) *Effect {
	if !p.first || p.Act == actDecline {
		return nil
	}
	return found(EffectFirstStated, RuleNoEarlierPosition)
}

// byReaffirming names what is reaffirmed: what it supersedes, or else the latest
// about the same proposal.
func byReaffirming(p past) *Effect {
	if p.Act != "reaffirm" {
		return nil
	}
	if len(p.superseded) > 0 {
		return found(EffectReaffirmed, RuleActReaffirm, p.superseded...)
	}
	if o := p.latest(func(o *ledger.Position) bool { return conceptOf(o) == conceptOf(p.Position) }); o != nil {
		return found(EffectReaffirmed, RuleActReaffirm, o)
	}
	return found(EffectReaffirmed, RuleActReaffirm)
}

func bySuperseding(p past) *Effect {
	if len(p.superseded) == 0 {
		return nil
	}
	return found(EffectSuperseded, RuleSupersedes, p.superseded...)
}

func found(what, rule string, earlier ...*ledger.Position) *Effect {
	e := derived(what, rule, idsOf(earlier))
	return &e
}
