package views

import (
	"testing"

	"parley/internal/edtf"
)

// A series begins with the first bound that is known, so that what was stated on
// some day before another stands in it from that day.
func TestASeriesBeginsWithTheFirstKnownDay(t *testing.T) {
	for name, c := range map[string]struct {
		stated []string
		want   string
	}{
		"nothing": {nil, "2026-06-01"}, "a day": {[]string{"2026-02-03", "2026-01"}, "2026-01-01"}, "later": {[]string{"2026-07-01"}, "2026-06-01"},
		"no first day": {[]string{"../2026-01-05", "2026-02-01"}, "2026-01-05"}, "a first day before it": {[]string{"../2026-01-05", "2025"}, "2025-01-01"},
		"no last day": {[]string{"2026-01-05/.."}, "2026-01-05"}, "neither": {[]string{"../.."}, "2026-06-01"},
	} {
		m := recordOf("2026-06-01", edtf.Certain, nil)
		for i, date := range c.stated {
			m.Positions = append(m.Positions, spoke(i+1, date))
		}
		if got := m.FirstDay(m.AsOf).String(); got != c.want {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
	}
}
