package views

import (
	"math"

	"parley/internal/ledger"
)

// byComparison measures the position by the latest one it can be measured by:
// on the scale where both have a place on it, else by their stances
// towards the same proposal or, without one, the question.
func byComparison(p past) *Effect {
	o := p.latest(func(o *ledger.Position) bool { return bothPlaced(o, p.Position) || bothInclined(o, p.Position) })
	switch {
	case o == nil:
		return nil
	case bothPlaced(o, p.Position) && overlapping(o.Scale, p.Scale):
		return nil // neither range lies beyond the other
	case bothPlaced(o, p.Position):
		return found(onScale(middle(o.Scale), middle(p.Scale)), RuleScaleDistance, o)
	}
	return found(byStance(*o.Stance, *p.Stance), RuleStanceOrder, o)
}

func bothPlaced(a, b *ledger.Position) bool {
	_, _, aPlaced := placeOf(a.Scale)
	_, _, bPlaced := placeOf(b.Scale)
	return aPlaced && bPlaced
}

func bothInclined(a, b *ledger.Position) bool {
	return a.Stance != nil && b.Stance != nil && conceptOf(a) == conceptOf(b)
}

// overlapping tells whether two different ranges have more than an end in common,
// or one is a point inside the other.
func overlapping(a, b *ledger.ScaleValue) bool {
	aLow, aHigh, _ := placeOf(a)
	bLow, bHigh, _ := placeOf(b)
	same := aLow == bLow && aHigh == bHigh
	return !same && max(aLow, bLow) <= min(aHigh, bHigh) && (aLow < aHigh || bLow < bHigh)
}

// middle is the midpoint of a place on the scale.
func middle(s *ledger.ScaleValue) float64 {
	low, high, _ := placeOf(s)
	return (low + high) / 2
}

// scaleMiddle is the point of a scale of 0 to 100 as far from both its ends.
const scaleMiddle = 50

// scaleGrain is the distance below which two midpoints are one: decimals that
// readers take for equal differ by far less when halved in binary.
const scaleGrain = 1e-9

// onScale compares two places on a scale by their distance from its middle: to
// cross it is to reverse, to come nearer to soften, to go further to harden.
func onScale(before, after float64) string {
	was, is := before-scaleMiddle, after-scaleMiddle
	switch {
	case math.Abs(was-is) < scaleGrain:
		return EffectReaffirmed
	case was < 0 && is > 0 || was > 0 && is < 0:
		return EffectReversed
	case math.Abs(is) < math.Abs(was):
		return EffectSoftened
	}
	return EffectHardened
}

// inclination orders the stances, from against (below 0) to for (above 0).
// Neutral and undecided are both between: neither speaks for or against.
var inclination = map[string]int{
	"red_line": -2, "opposes": -1, "neutral": 0, "undecided": 0, "supports_conditionally": 1, "supports": 2,
}

// byStance compares two stances towards the same. From for to against, or back,
// is a reversal; any other step towards support softens and any step away from
// it hardens:
//
//	from \ to     red_line  opposes   between   supports_c. supports
//	red_line      reaffirm. softened  softened  reversed    reversed
//	opposes       hardened  reaffirm. softened  reversed    reversed
//	between       hardened  hardened  reaffirm. softened    softened
//	supports_c.   reversed  reversed  hardened  reaffirm.   softened
//	supports      reversed  reversed  hardened  hardened    reaffirm.
func byStance(before, after string) string {
	was, is := inclination[before], inclination[after]
	switch {
	case was == is:
		return EffectReaffirmed
	case was*is < 0:
		return EffectReversed
	case is > was:
		return EffectSoftened
	}
	return EffectHardened
}
