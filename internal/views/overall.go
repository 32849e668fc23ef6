package views

import "github.com/google/uuid"

// overall is the mean distance of each pair on the last day, over the issues on
// which both can be compared then. Weighted, an issue counts as much as its
// weight; issues whose weight is not known are left out, and so is a pair that
// cares about none of the rest.
func overall(view Convergence) []OverallDistance {
	out := []OverallDistance{}
	for i, a := range view.Parties {
		for _, b := range view.Parties[i+1:] {
			if o, ok := overallOf(view, a, b); ok {
				out = append(out, o)
			}
		}
	}
	return out
}

func overallOf(view Convergence, a, b Ref) (o OverallDistance, ok bool) {
	o = OverallDistance{A: a, B: b, Issues: []uuid.UUID{}}
	var sum, weights float64
	for _, issue := range view.Issues {
		if step, found := lastStep(issue.Pairs, view.To, a.ID, b.ID); found && (!view.Weighted || step.Weight != nil) {
			weight := 1.0
			if view.Weighted {
				weight = *step.Weight
			}
			sum, weights = sum+weight*step.Distance, weights+weight
			o.Issues = append(o.Issues, issue.Issue.ID)
		}
	}
	if weights > 0 {
		o.Distance = sum / weights
	}
	return o, weights > 0
}

// lastStep is the step of a pair that lasts until a day.
func lastStep(steps []PairStep, day string, a, b uuid.UUID) (PairStep, bool) {
	for _, s := range steps {
		if s.To == day && s.A.ID == a && s.B.ID == b {
			return s, true
		}
	}
	return PairStep{}, false
}
