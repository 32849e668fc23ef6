package views

import (
	"reflect"
	"slices"

	"parley/internal/edtf"
	"parley/internal/ledger"
)

// cut divides a window so that each of the given days begins a part. A window
// that ends before it begins has no parts.
func (w window) cut(days []edtf.Day) []window {
	if w.to < w.from {
		return nil
	}
	starts := []edtf.Day{w.from}
	for _, d := range days {
		if d > w.from && d <= w.to {
			starts = append(starts, d)
		}
	}
	slices.Sort(starts)
	var parts []window
	for _, start := range slices.Compact(starts) {
		if n := len(parts); n > 0 {
			parts[n-1].to = start - 1
		}
		parts = append(parts, window{start, w.to})
	}
	return parts
}

// step is what holds without change on the days of a window.
type step[T any] struct {
	window
	value T
}

// stepsOf evaluates what holds in each part of a window that begins with a turn,
// a day on which the answer can change, and makes one of neighbours that say
// the same. Days without an answer are left out.
func stepsOf[T any](w window, turns []edtf.Day, on func(edtf.Day) (T, bool)) []step[T] {
	var steps []step[T]
	for _, part := range w.cut(turns) {
		value, ok := on(part.from)
		if !ok {
			continue
		}
		if n := len(steps); n > 0 && steps[n-1].to+1 == part.from && reflect.DeepEqual(steps[n-1].value, value) {
			steps[n-1].to = part.to
			continue
		}
		steps = append(steps, step[T]{part, value})
	}
	return steps
}

// turns are the days on which positions begin and cease to stand.
func (m *Material) turns(list []*ledger.Position) []edtf.Day {
	var days []edtf.Day
	for _, p := range list {
		earliest, latest := p.Ended.Bounds()
		if m.Match == edtf.Possible {
			days = append(days, p.Stated.Earliest(), latest)
		} else {
			days = append(days, p.Stated.Latest(), earliest)
		}
	}
	return days
}

// onDay are the positions that stand on a day.
func (m *Material) onDay(day edtf.Day, list []*ledger.Position) []*ledger.Position {
	return slices.DeleteFunc(slices.Clone(list), func(p *ledger.Position) bool { return !p.StandsOn(day, m.Match) })
}
