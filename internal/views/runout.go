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
	first, last = p.OwnEnd().Bounds()
	if m.Match == edtf.Possible {
		return first, last, first <= m.AsOf
	}
	return first, last, last <= m.AsOf
}
