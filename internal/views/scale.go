package views

import (
	"math"
	"slices"

	"parley/internal/ledger"
)

// hull is the smallest range of a scale that takes in places on it.
type hull struct{ low, high float64 }

// hullOf takes in the ranges, or else the values, of positions on the scale.
func hullOf(list []*ledger.Position) (h hull, ok bool) {
	h = hull{math.Inf(1), math.Inf(-1)}
	for _, p := range list {
		if low, high, placed := placeOf(p.Scale); placed {
			h, ok = hull{min(h.low, low), max(h.high, high)}, true
		}
	}
	return h, ok
}

func placeOf(s *ledger.ScaleValue) (low, high float64, placed bool) {
	switch {
	case s == nil:
		return 0, 0, false
	case s.Low != nil && s.High != nil:
		return *s.Low, *s.High, true
	case s.Value != nil:
		return *s.Value, *s.Value, true
	}
	return 0, 0, false
}

// placed are the positions with a place on the scale.
func placed(list []*ledger.Position) []*ledger.Position {
	return slices.DeleteFunc(slices.Clone(list), func(p *ledger.Position) bool {
		_, _, ok := placeOf(p.Scale)
		return !ok
	})
}

// between compares by the midpoints of two hulls, as a share of the scale. The
// gap between them would be 0 for every two that touch, however much further one
// reaches; what they have in common is told beside it.
func (h hull) between(o hull) (distance float64, overlap *Overlap) {
	distance = math.Abs((h.low+h.high)/2-(o.low+o.high)/2) / 100
	if low, high := max(h.low, o.low), min(h.high, o.high); low <= high {
		overlap = &Overlap{Low: low, High: high}
	}
	return distance, overlap
}
