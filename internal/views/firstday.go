package views

import "parley/internal/edtf"

// FirstDay is the first day on which any of the positions can have been stated, of
// one whose first is not known the last, and not after another day, which it is
// without any.
func (m *Material) FirstDay(last edtf.Day) edtf.Day {
	first := last
	for i := range m.Positions {
		stated := m.Positions[i].Stated
		day := stated.Earliest()
		if day <= edtf.MinDay {
			day = stated.Latest() // without it nothing of that position would be in the series
		}
		first = min(first, day)
	}
	return first
}
