package views

import (
	"parley/internal/edtf"
	"parley/internal/ledger"
)

// ranOut gives the days between which a position ceased to hold by its own
// held_until, when that is what ended it and, as sure as asked for, has passed.
func (m *Material) ranOut(p *ledger.Position) (first, last edtf.Day, ok bool) {
	if p.HeldUntil == nil || p.Ended == nil || p.Ended.How != ledger.EndHeldUntil {
		return 0, 0, false
	}
	first, last = following(p.HeldUntil.Earliest()), following(p.HeldUntil.Latest())
	return first, last, p.HeldUntil.ByDay(m.AsOf-1, m.Match)
}

// following is the next day; an open or unknown bound has none.
func following(d edtf.Day) edtf.Day {
	if d <= edtf.MinDay || d >= edtf.MaxDay {
		return d
	}
	return d + 1
}
