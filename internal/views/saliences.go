package views

import (
	"bytes"
	"cmp"

	"parley/internal/edtf"
	"parley/internal/ledger"
)

// saliencesOf are how much a party cared about an issue, whenever.
func (m *Material) saliencesOf(on pair) []ledger.Salience {
	var out []ledger.Salience
	for _, s := range m.Salience {
		if s.Party.ID == on.party && s.Issue.ID == on.issue {
			out = append(out, s)
		}
	}
	return out
}

// salienceTurns are the days on which saliences begin to count.
func (m *Material) salienceTurns(list []ledger.Salience) []edtf.Day {
	var days []edtf.Day
	for _, s := range list {
		days = append(days, m.cameOn(s.Dated))
	}
	return days
}

// cameOn is the first day by which a date has come, with the certainty asked for.
func (m *Material) cameOn(d edtf.Date) edtf.Day {
	if m.Match == edtf.Possible {
		return d.Earliest()
	}
	return d.Latest()
}

// salienceOn is the value, 0 to 100, of the latest salience dated by a day; of
// two that came on one day, the one recorded later counts. Nil when there is none.
func (m *Material) salienceOn(day edtf.Day, list []ledger.Salience) *float64 {
	var last *ledger.Salience
	for i, s := range list {
		if s.Dated.ByDay(day, m.Match) && (last == nil || m.later(s, *last) > 0) {
			last = &list[i]
		}
	}
	if last == nil {
		return nil
	}
	return &last.Value
}

func (m *Material) later(a, b ledger.Salience) int {
	return cmp.Or(cmp.Compare(m.cameOn(a.Dated), m.cameOn(b.Dated)), bytes.Compare(a.ID[:], b.ID[:]))
}
