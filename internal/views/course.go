package views

import (
	"slices"

	"parley/internal/edtf"
	"parley/internal/ledger"
)

// course is what the steps of a convergence are computed from.
type course struct {
	*Material
	window
	weighted bool
	held     map[pair][]*ledger.Position
}

func (c course) issue(issue IssueNode) IssueConvergence {
	out := IssueConvergence{Issue: issueRef(issue), Rule: ruleStance, Series: []PartyStep{}, Pairs: []PairStep{}}
	if out.Issue.Scaled {
		out.Rule = ruleScale
	}
	for i, a := range c.Parties {
		if out.Issue.Scaled {
			out.Series = append(out.Series, c.partySteps(issue, a)...)
		}
		for _, b := range c.Parties[i+1:] {
			out.Pairs = append(out.Pairs, c.pairSteps(issue, a, b)...)
		}
	}
	return out
}

// partySteps are where a party stands on the scale of an issue. A new salience
// begins a new step, so that what a step says is true of each of its days.
func (c course) partySteps(issue IssueNode, party ledger.Party) []PartyStep {
	on := pair{issue.ID, party.ID}
	positions, saliences := placed(c.held[on]), c.saliencesOf(on)
	turns := append(c.turns(positions), c.salienceTurns(saliences)...)
	steps := stepsOf(c.window, turns, func(day edtf.Day) (PartyStep, bool) {
		standing := c.onDay(day, positions)
		h, ok := hullOf(standing)
		return PartyStep{
			Party: RefOfParty(party), Low: h.low, High: h.high,
			Salience: c.salienceOn(day, saliences), Positions: idsOf(standing),
		}, ok
	})
	out := make([]PartyStep, len(steps))
	for i, s := range steps {
		out[i] = s.value
		out[i].From, out[i].To = s.from.String(), s.to.String()
	}
	return out
}

// pairSteps are how far two parties are apart on an issue, on the days on which
// both hold something that can be compared.
func (c course) pairSteps(issue IssueNode, a, b ledger.Party) []PairStep {
	onA, onB := pair{issue.ID, a.ID}, pair{issue.ID, b.ID}
	turns := append(c.turns(c.held[onA]), c.turns(c.held[onB])...)
	if c.weighted {
		turns = append(turns, c.salienceTurns(slices.Concat(c.saliencesOf(onA), c.saliencesOf(onB)))...)
	}
	steps := stepsOf(c.window, turns, func(day edtf.Day) (PairStep, bool) {
		step, ok := compare(issue, c.onDay(day, c.held[onA]), c.onDay(day, c.held[onB]))
		step.A, step.B, step.Weight = RefOfParty(a), RefOfParty(b), c.weight(day, onA, onB)
		return step, ok
	})
	out := make([]PairStep, len(steps))
	for i, s := range steps {
		out[i] = s.value
		out[i].From, out[i].To = s.from.String(), s.to.String()
	}
	return out
}

// compare measures what two parties hold by the issue's scale or else by stance.
func compare(issue IssueNode, a, b []*ledger.Position) (step PairStep, ok bool) {
	if issue.Scale == nil {
		distance, compared, ok := disagreement(a, b)
		return PairStep{Distance: distance, Positions: idsOf(compared)}, ok
	}
	a, b = placed(a), placed(b)
	ours, okA := hullOf(a)
	theirs, okB := hullOf(b)
	if !okA || !okB {
		return step, false
	}
	step.Distance, step.Overlap = ours.between(theirs)
	step.Positions = idsOf(slices.Concat(a, b))
	return step, true
}

// weight is how much two parties care about an issue, 0 to 1: the mean of both.
// One that is not known is not guessed.
func (c course) weight(day edtf.Day, a, b pair) *float64 {
	if !c.weighted {
		return nil
	}
	ours, theirs := c.salienceOn(day, c.saliencesOf(a)), c.salienceOn(day, c.saliencesOf(b))
	if ours == nil || theirs == nil {
		return nil
	}
	mean := (*ours + *theirs) / 2 / 100
	return &mean
}
