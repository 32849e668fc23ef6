package views

import (
	"slices"
	"testing"

	"github.com/google/uuid"
	"pgregory.net/rapid"

	"parley/internal/edtf"
)

var modelFrom, modelTo = dayOf("2025-12-25"), dayOf("2026-06-05")

// A model that goes day by day: each step says of each of its days what the
// positions standing on it say, no day is told twice, and none is left out on
// which something stands.
func TestPartyStepsDayByDay(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		m := anyFurnished(r)
		view := m.Convergence(modelFrom, modelTo, false)
		for _, party := range m.Parties {
			steps := slices.DeleteFunc(slices.Clone(view.Issues[0].Series), func(s PartyStep) bool { return s.Party.ID != party.ID })
			for day := modelFrom; day <= modelTo; day++ {
				low, high, ids := 101.0, -1.0, []uuid.UUID{}
				for i := range m.Positions {
					p := &m.Positions[i]
					if p.Party.ID == party.ID && p.Issue.ID == withdrawal.ID && p.Scale != nil && p.StandsOn(day, m.Match) {
						low, high, ids = min(low, *p.Scale.Value), max(high, *p.Scale.Value), append(ids, p.ID)
					}
				}
				slices.SortFunc(ids, byID)
				on := slices.DeleteFunc(slices.Clone(steps), func(s PartyStep) bool { return day < dayOf(s.From) || day > dayOf(s.To) })
				if len(on) > 1 || len(on) != min(1, len(ids)) {
					r.Fatalf("%s: %d steps for %d positions", day, len(on), len(ids))
				}
				salience := m.salienceOn(day, m.saliencesOf(pair{withdrawal.ID, party.ID}))
				if len(on) == 1 && (!sameNumber(on[0].Salience, salience) || on[0].Low != low || on[0].High != high || !slices.Equal(on[0].Positions, ids)) {
					r.Fatalf("%s: %+v, want %v to %v by %v", day, on[0], low, high, ids)
				}
			}
		}
	})
}

// Neighbouring steps differ, and steps come in order of time within the window.
func TestStepsAreAsLongAsCanBe(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		for _, issue := range anyFurnished(r).Convergence(modelFrom, modelTo, true).Issues {
			for i, s := range issue.Pairs {
				if dayOf(s.From) > dayOf(s.To) || dayOf(s.From) < modelFrom || dayOf(s.To) > modelTo {
					r.Fatalf("step from %s to %s", s.From, s.To)
				}
				if i == 0 || issue.Pairs[i-1].A != s.A || issue.Pairs[i-1].B != s.B {
					continue
				}
				before := issue.Pairs[i-1]
				adjacent := dayOf(before.To)+1 == dayOf(s.From)
				before.From, before.To = s.From, s.To
				if dayOf(s.From) <= dayOf(issue.Pairs[i-1].To) || adjacent && asJSON(r, before) == asJSON(r, s) {
					r.Fatalf("%+v goes before %+v", issue.Pairs[i-1], s)
				}
			}
		}
	})
}

// Distances lie between 0 and 1 and do not depend on which party comes first;
// that of a day agrees with comparing what stands on that day alone.
func TestPairStepsDayByDay(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		m := anyFurnished(r)
		turned := *m
		turned.Parties = slices.Clone(m.Parties)
		slices.Reverse(turned.Parties)
		view, back := m.Convergence(modelFrom, modelTo, true), turned.Convergence(modelFrom, modelTo, true)
		for i, issue := range m.Issues {
			for day := modelFrom; day <= modelTo; day += 3 {
				for _, step := range stepsOn(view.Issues[i].Pairs, day) {
					if step.Distance < 0 || step.Distance > 1 {
						r.Fatalf("distance %v", step.Distance)
					}
					other := stepsBetween(stepsOn(back.Issues[i].Pairs, day), step.B.ID, step.A.ID)
					if len(other) != 1 || other[0].Distance != step.Distance || !slices.Equal(other[0].Positions, step.Positions) || !sameNumber(other[0].Weight, step.Weight) {
						r.Fatalf("%+v one way and %+v the other", step, other)
					}
				}
				wantPairs(r, m, issue, stepsOn(view.Issues[i].Pairs, day), day)
			}
		}
	})
}

func stepsOn(steps []PairStep, day edtf.Day) []PairStep {
	return slices.DeleteFunc(slices.Clone(steps), func(s PairStep) bool { return day < dayOf(s.From) || day > dayOf(s.To) })
}

func stepsBetween(steps []PairStep, a, b uuid.UUID) []PairStep {
	return slices.DeleteFunc(slices.Clone(steps), func(s PairStep) bool { return s.A.ID != a || s.B.ID != b })
}

func wantPairs(r *rapid.T, m *Material, issue IssueNode, steps []PairStep, day edtf.Day) {
	held := m.pairs()
	course := course{Material: m, weighted: true}
	for i, a := range m.Parties {
		for _, b := range m.Parties[i+1:] {
			onA, onB := pair{issue.ID, a.ID}, pair{issue.ID, b.ID}
			want, ok := compare(issue, m.onDay(day, held[onA]), m.onDay(day, held[onB]))
			got := stepsBetween(steps, a.ID, b.ID)
			if (len(got) == 1) != ok || ok && (got[0].Distance != want.Distance || !sameNumber(got[0].Weight, course.weight(day, onA, onB)) || !slices.Equal(got[0].Positions, want.Positions)) {
				r.Fatalf("%s: %+v, want %+v", day, got, want)
			}
		}
	}
}

// What holds before and after days without an answer is two steps; what changes
// nothing begins none.
func TestStepsStopAtGaps(t *testing.T) {
	got := stepsOf(window{1, 9}, []edtf.Day{3, 5, 7}, func(day edtf.Day) (string, bool) { return "same", day < 5 || day >= 7 })
	want := []step[string]{{window{1, 4}, "same"}, {window{7, 9}, "same"}}
	if !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

func TestWindowIsCutWithoutGaps(t *testing.T) {
	day := rapid.Custom(func(r *rapid.T) edtf.Day { return edtf.Day(rapid.IntRange(-3, 20).Draw(r, "day")) })
	rapid.Check(t, func(r *rapid.T) {
		w := window{day.Draw(r, "from"), day.Draw(r, "to")}
		cuts := append(rapid.SliceOf(day).Draw(r, "cuts"), edtf.MinDay, edtf.MaxDay)
		next := w.from
		for _, part := range w.cut(cuts) {
			if part.from != next || part.to < part.from || part.from != w.from && !slices.Contains(cuts, part.from) {
				r.Fatalf("%v cut at %v: %v", w, cuts, part)
			}
			for _, c := range cuts {
				if c > part.from && c <= part.to {
					r.Fatalf("%v has the cut %v inside", part, c)
				}
			}
			next = part.to + 1
		}
		if next != max(w.from, w.to+1) {
			r.Fatalf("%v ends before %v", w, next)
		}
	})
}
