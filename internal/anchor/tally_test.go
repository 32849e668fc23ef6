package anchor

import (
	"fmt"
	"testing"
)

// tally counts what became of the sentences of one kind.
type tally struct{ all, right, wrong, ambiguous, orphaned int }

func (c *tally) add(s sentence, got Anchor) {
	c.all++
	switch {
	case got.State == Ambiguous:
		c.ambiguous++
	case got.State == Orphaned:
		c.orphaned++
	case s.holds(got):
		c.right++
	default:
		c.wrong++
	}
}

// holds tells whether the span found and the true sentence overlap by more than
// half of the shorter.
func (s sentence) holds(got Anchor) bool {
	e := s.text.extent(got.Span)
	common := min(e.end, s.truth.end) - max(e.start, s.truth.start)
	return 2*common > min(e.end-e.start, s.truth.end-s.truth.start)
}

func (c *tally) percent(n int) float64 { return 100 * float64(n) / float64(max(1, c.all)) }

func (c *tally) String() string {
	return fmt.Sprintf("%5d  right %6.2f %%  wrong %5.2f %% (%d)  ambiguous %d  orphaned %d",
		c.all, c.percent(c.right), c.percent(c.wrong), c.wrong, c.ambiguous, c.orphaned)
}

// halves is a tally for the pairs used for tuning and for the others.
type halves struct{ tuning, other tally }

func (h *halves) add(s sentence, got Anchor) {
	if s.pair.tuning {
		h.tuning.add(s, got)
	} else {
		h.other.add(s, got)
	}
}

func (h *halves) both() *tally { return plus(h.tuning, h.other) }

func plus(a, b tally) *tally {
	return &tally{a.all + b.all, a.right + b.right, a.wrong + b.wrong, a.ambiguous + b.ambiguous, a.orphaned + b.orphaned}
}

func sum(of ...*halves) *halves {
	total := &halves{}
	for _, h := range of {
		total.tuning, total.other = *plus(total.tuning, h.tuning), *plus(total.other, h.other)
	}
	return total
}

func (h *halves) log(t *testing.T, name string) {
	t.Logf("%-22s tuning %v", name, &h.tuning)
	t.Logf("%-22s other  %v", "", &h.other)
	t.Logf("%-22s all    %v", "", h.both())
}
