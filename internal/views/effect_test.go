package views

import (
	"slices"
	"testing"

	"github.com/google/uuid"
	"pgregory.net/rapid"

	"parley/internal/edtf"
	"parley/internal/ledger"
)

// effectCase says what the last of some positions did, by which rule and to
// which of the others.
type effectCase struct {
	list    []ledger.Position
	what    string
	rule    string
	earlier []int
}

func spoken(list ...ledger.Position) []ledger.Position { return list }

var (
	yes, maybe  = withStance("supports"), withStance("supports_conditionally")
	no, unsure  = withStance("opposes"), withStance("neutral")
	first, next = "2026-01-05", "2026-02-05"
)

var effectCases = map[string]effectCase{
	"the first of the pair": {spoken(spoke(1, first, yes)), EffectFirstStated, RuleNoEarlierPosition, nil},
	"another party spoke before": {spoken(spoke(1, first, yes, withParty(muscat)), spoke(2, next, no)),
		EffectFirstStated, RuleNoEarlierPosition, nil},
	"the party spoke on another issue before": {spoken(spoke(1, first, yes, withIssue(ceasefire)), spoke(2, next, no)),
		EffectFirstStated, RuleNoEarlierPosition, nil},
	"a first reaffirmation says that it is none": {spoken(spoke(1, first, withAct("reaffirm"))),
		EffectReaffirmed, RuleActReaffirm, nil},
	"a withdrawal": {spoken(spoke(1, first, yes), spoke(2, next, withAct("withdraw"), superseding(1))),
		EffectWithdrawn, RuleActWithdraw, []int{1}},
	"a denial, even the first": {spoken(spoke(1, first, withAct("deny"))), EffectDenied, RuleActDeny, nil},
	"a reaffirmation by act": {spoken(spoke(1, first, yes), spoke(2, first, no, withProposal(7)), spoke(3, next, withAct("reaffirm"))),
		EffectReaffirmed, RuleActReaffirm, []int{1}},
	"a reaffirmation of what it supersedes": {spoken(spoke(1, first), spoke(2, "2026-01-06"), spoke(3, next, withAct("reaffirm"), superseding(1))),
		EffectReaffirmed, RuleActReaffirm, []int{1}},
	"the coder knows better than the stances": {spoken(spoke(1, first, yes), spoke(2, next, no, withChange("softened"), superseding(1))),
		EffectSoftened, "", []int{1}},
	"the scale comes before the stance": {spoken(spoke(1, first, yes, withValue(80)), spoke(2, next, no, withValue(60))),
		EffectSoftened, RuleScaleDistance, []int{1}},
	"the stance where the earlier has no place": {spoken(spoke(1, first, yes), spoke(2, next, no, withValue(60))),
		EffectReversed, RuleStanceOrder, []int{1}},
	"stances towards different proposals do not compare": {spoken(spoke(1, first, yes), spoke(2, next, no, withProposal(7))), "", "", nil},
	"stances towards one proposal do": {spoken(spoke(1, first, yes, withProposal(7)), spoke(2, "2026-01-06", no), spoke(3, next, maybe, withProposal(7))),
		EffectHardened, RuleStanceOrder, []int{1}},
	"the latest comparable, not the latest": {spoken(spoke(1, first, no), spoke(2, "2026-01-06", maybe), spoke(3, "2026-01-07"), spoke(4, next, yes)),
		EffectSoftened, RuleStanceOrder, []int{2}},
	"the superseded, not the latest": {spoken(spoke(1, first, no), spoke(2, "2026-01-06", maybe), spoke(3, next, yes, superseding(1))),
		EffectReversed, RuleStanceOrder, []int{1}},
	"the latest of the superseded that compares": {spoken(spoke(1, first, no), spoke(2, "2026-01-06", unsure), spoke(3, "2026-01-07"), spoke(4, next, yes, superseding(1, 2, 3))),
		EffectSoftened, RuleStanceOrder, []int{2}},
	"superseding what does not compare": {spoken(spoke(1, first), spoke(2, "2026-01-06", yes), spoke(3, next, no, superseding(1))),
		EffectSuperseded, RuleSupersedes, []int{1}},
	"superseding what is no longer in the record": {spoken(spoke(1, first), spoke(3, next, superseding(2))), "", "", nil},
	"nothing to compare by":                       {spoken(spoke(1, first, yes), spoke(2, next)), "", "", nil},
	"what was withdrawn is no measure": {spoken(spoke(1, first, yes), spoke(2, "2026-01-20", withAct("withdraw"), superseding(1)), spoke(3, next, yes)),
		"", "", nil},
	"it is one until it is withdrawn": {spoken(spoke(1, first, yes), spoke(3, "2026-03-01", withAct("withdraw"), superseding(1)), spoke(2, next, yes)),
		EffectReaffirmed, RuleStanceOrder, []int{1}},
	"on one day neither is the measure of the other": {spoken(spoke(1, first, yes), spoke(2, first, no)), "", "", nil},
	"unless the coder says it supersedes":            {spoken(spoke(1, first, yes), spoke(2, first, no, superseding(1))), EffectReversed, RuleStanceOrder, []int{1}},
}

func TestEffects(t *testing.T) {
	for name, c := range effectCases {
		m := recordOf("2026-12-31", edtf.Certain, nil, c.list...)
		got := m.effects()[c.list[len(c.list)-1].ID]
		wanted := []uuid.UUID{}
		for _, n := range c.earlier {
			wanted = append(wanted, positionID(n))
		}
		if text(got.What) != c.what || text(got.Rule) != c.rule || !slices.Equal(got.Earlier, wanted) {
			t.Errorf("%s: %q by %q compared with %v, want %q by %q with %v", name, text(got.What), text(got.Rule), got.Earlier, c.what, c.rule, wanted)
		}
	}
}

// With match=certain no rule speaks where the dates leave the order open, with
// match=possible the order of the record counts, and superseding settles it.
func TestEffectsOfImpreciseDates(t *testing.T) {
	for _, c := range []struct {
		a, b              string
		certain, possible [2]string
	}{
		{"2026-01", "2026-02", [2]string{EffectFirstStated, EffectReversed}, [2]string{EffectFirstStated, EffectReversed}},
		{"2026-01", "2026-01-15", [2]string{"", ""}, [2]string{EffectFirstStated, EffectReversed}},
		{"2026-01", "2026-01", [2]string{"", ""}, [2]string{EffectFirstStated, EffectReversed}},
		{"2026-01-05/..", "2026-03-01", [2]string{"", ""}, [2]string{EffectFirstStated, EffectReversed}},
		{"2026-01-05", "2026-01-05/2026-01-07", [2]string{"", ""}, [2]string{EffectFirstStated, EffectReversed}},
		{"2026-01-05~", "2026-01-06", [2]string{EffectFirstStated, EffectReversed}, [2]string{EffectFirstStated, EffectReversed}},
	} {
		for match, want := range map[edtf.Match][2]string{edtf.Certain: c.certain, edtf.Possible: c.possible} {
			effects := recordOf("2026-12-31", match, nil, spoke(1, c.a, yes), spoke(2, c.b, no)).effects()
			if got := [2]string{text(effects[positionID(1)].What), text(effects[positionID(2)].What)}; got != want {
				t.Errorf("%s, %s (match %d): %q, want %q", c.a, c.b, match, got, want)
			}
		}
	}
	for _, match := range []edtf.Match{edtf.Certain, edtf.Possible} {
		effects := recordOf("2026-12-31", match, nil, spoke(2, "2026-01", yes), spoke(1, "2026-01", no, superseding(2))).effects()
		if first, next := effects[positionID(2)], effects[positionID(1)]; !first.is(EffectFirstStated) || !next.is(EffectReversed) {
			t.Errorf("what is superseded came before: %v, %v", text(first.What), text(next.What))
		}
	}
}

func TestEffectsDoNotDependOnTheOrderOfTheMaterial(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		m := anyRecord(r)
		want := encoded(m.effects())
		m.Positions = rapid.Permutation(m.Positions).Draw(r, "order")
		if got := encoded(m.effects()); string(got) != string(want) {
			r.Fatalf("%s\n%s", want, got)
		}
	})
}

func TestWhatIsSaidLaterChangesNoEffect(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		m := anyRecord(r)
		m.Positions = slices.DeleteFunc(m.Positions, func(p ledger.Position) bool { return p.Stated.Latest() == edtf.MaxDay })
		before := m.effects()
		later := spoke(99, "2030", yes, withValue(3), superseding(0, 1, 2))
		m.Positions = settled(append(m.Positions, later))
		after := m.effects()
		delete(after, later.ID)
		if string(encoded(before)) != string(encoded(after)) {
			r.Fatalf("%s\n%s", encoded(before), encoded(after))
		}
	})
}

// Rule 10: what is derived names its rule, what is coded has none, what nobody
// knows has neither, and only the pair's own past is compared with.
func TestEffectsExplainThemselves(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		m := anyRecord(r)
		effects, at := m.effects(), map[uuid.UUID]*ledger.Position{}
		for i := range m.Positions {
			at[m.Positions[i].ID] = &m.Positions[i]
		}
		for id, e := range effects {
			coded := at[id].Change != nil
			if (e.What == nil) != (e.Source == nil) || coded != (text(e.Source) == SourceCoded) || (e.Rule != nil) != (text(e.Source) == SourceDerived) {
				r.Fatalf("%s: %s", id, encoded(e))
			}
			for _, o := range e.Earlier {
				if o == id || pairOf(at[o]) != pairOf(at[id]) || at[o].Stated.Earliest() > at[id].Stated.Latest() {
					r.Fatalf("%s is compared with %s", id, o)
				}
			}
		}
		if len(effects) != len(m.Positions) {
			r.Fatalf("%d effects of %d positions", len(effects), len(m.Positions))
		}
	})
}
