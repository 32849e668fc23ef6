package views

import (
	"math"
	"slices"

	"github.com/google/uuid"

	"parley/internal/ledger"
)

// leaning is where a party stands towards one proposal or question: the mean
// inclination of its positions.
type leaning struct {
	sum       float64
	positions []*ledger.Position
}

func (l leaning) mean() float64 { return l.sum / float64(len(l.positions)) }

// leaningsOf sorts positions by what their stance is towards. Who is undecided
// has no place: not to have decided is no stance in the middle.
func leaningsOf(list []*ledger.Position) map[concept]leaning {
	out := map[concept]leaning{}
	for _, p := range list {
		number, known := inclination[text(p.Stance)]
		if !known || *p.Stance == stanceUndecided {
			continue
		}
		l := out[conceptOf(p)]
		out[conceptOf(p)] = leaning{l.sum + float64(number), append(l.positions, p)}
	}
	return out
}

// inclinationRange is how far apart two stances can be, from red_line to supports.
var inclinationRange = float64(inclination[stanceSupports] - inclination[stanceRedLine])

// disagreement is the mean distance of two parties' stances towards what both
// take a stance on, as a share of the range of stances, with the positions
// compared; ok is false when there is nothing of the kind.
func disagreement(a, b []*ledger.Position) (distance float64, compared []*ledger.Position, ok bool) {
	ours, theirs := leaningsOf(a), leaningsOf(b)
	common := commonOf(ours, theirs)
	for _, c := range common {
		distance += math.Abs(ours[c].mean()-theirs[c].mean()) / inclinationRange
		compared = append(append(compared, ours[c].positions...), theirs[c].positions...)
	}
	return distance / float64(max(1, len(common))), compared, len(common) > 0
}

// commonOf is in a fixed order, for the sum of decimals depends on it.
func commonOf(a, b map[concept]leaning) []concept {
	var out []concept
	for c := range a {
		if _, both := b[c]; both {
			out = append(out, c)
		}
	}
	slices.SortFunc(out, func(c, d concept) int { return byID(c.proposal, d.proposal) })
	return out
}

// byID orders by the bytes of an id, which follow the order of the record.
func byID(a, b uuid.UUID) int { return slices.Compare(a[:], b[:]) }
