package views

import (
	"testing"

	"parley/internal/ledger"
)

func TestStanceRule(t *testing.T) {
	stances := []string{"red_line", "opposes", "neutral", "undecided", "supports_conditionally", "supports"}
	const same, soft, hard, back = EffectReaffirmed, EffectSoftened, EffectHardened, EffectReversed
	for i, row := range [][]string{
		{same, soft, soft, soft, back, back},
		{hard, same, soft, soft, back, back},
		{hard, hard, same, same, soft, soft},
		{hard, hard, same, same, soft, soft},
		{back, back, hard, hard, same, soft},
		{back, back, hard, hard, hard, same},
	} {
		for j, want := range row {
			if got := byStance(stances[i], stances[j]); got != want {
				t.Errorf("from %s to %s: %s, want %s", stances[i], stances[j], got, want)
			}
		}
	}
}

func TestScaleRule(t *testing.T) {
	for _, c := range []struct {
		before, after float64
		want          string
	}{
		{80, 60, EffectSoftened}, {60, 80, EffectHardened}, {20, 40, EffectSoftened}, {40, 20, EffectHardened},
		{80, 20, EffectReversed}, {49, 51, EffectReversed}, {50, 60, EffectHardened}, {50, 40, EffectHardened},
		{60, 50, EffectSoftened}, {40, 50, EffectSoftened}, {50, 50, EffectReaffirmed}, {30, 30, EffectReaffirmed},
		{80, 19.5, EffectReversed}, {100, 0, EffectReversed},
	} {
		if got := onScale(c.before, c.after); got != c.want {
			t.Errorf("from %g to %g: %s, want %s", c.before, c.after, got, c.want)
		}
	}
}

func TestMiddleOfARange(t *testing.T) {
	var p ledger.Position
	withRange(20, 50)(&p)
	p.Scale.Value = new(21.0)
	if got := middle(p.Scale); got != 35 {
		t.Errorf("middle of 20 to 50: %g", got)
	}
	withRange(70.1, 80.3)(&p)
	if got := onScale(middle(p.Scale), 75.2); got != EffectReaffirmed {
		t.Errorf("the middle of 70.1 to 80.3 is 75.2 to a reader, but %s", got)
	}
	empty := ledger.Position{PositionFields: ledger.PositionFields{Scale: &ledger.ScaleValue{}}}
	if bothPlaced(&p, &empty) || !bothPlaced(&p, &p) {
		t.Error("a place without a value is no place")
	}
}
