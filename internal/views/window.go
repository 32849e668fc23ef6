package views

import "parley/internal/edtf"

// window is some days, both included.
type window struct{ from, to edtf.Day }

// has tells whether something dated between two days happened in the window: on
// every reading of its date, or possibly on one.
func (w window) has(earliest, latest edtf.Day, match edtf.Match) bool {
	if match == edtf.Possible {
		return earliest <= w.to && latest >= w.from
	}
	return earliest >= w.from && latest <= w.to
}
