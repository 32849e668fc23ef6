package views

import "parley/internal/edtf"

// FirstDay is the first day on which any of the positions can have been stated,
// as far as a bound is known, and not after another day, which it is without any.
func (m *Material) FirstDay(last edtf.Day) edtf.Day {
	first := last
	for i := range m.Positions {
		if day := m.Positions[i].Stated.Earliest(); day > edtf.MinDay {
			first = min(first, day)
		}
	}
	return first
}
