package anchor

import (
	"fmt"
	"strings"
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

func (h *halves) both() *tally {
	a, b := h.tuning, h.other
	return &tally{a.all + b.all, a.right + b.right, a.wrong + b.wrong, a.ambiguous + b.ambiguous, a.orphaned + b.orphaned}
}

func (h *halves) log(t *testing.T, name string) {
	t.Logf("%-22s tuning %v", name, &h.tuning)
	t.Logf("%-22s other  %v", "", &h.other)
	t.Logf("%-22s all    %v", "", h.both())
}

// kindOf sorts the sentences into those about which something was promised. The
// definitions are in docs/anchoring.md.
func (s sentence) kindOf() string {
	switch n := strings.Count(s.pair.After, s.old.Exact); {
	case n == 1 && strings.Count(s.pair.Before, s.old.Exact) == 1:
		return "once"
	case n > 0:
		return ""
	case s.share == 0 && bestStretch([]rune(s.pair.After), []rune(s.old.Exact)) < 0.5:
		return "gone"
	case s.share == 0:
		return "unpaired"
	case s.share == 1:
		return "punctuation"
	case s.wordCount < 5:
		return "edited, short"
	case s.rival >= s.share:
		return "edited, rivalled"
	}
	return "edited"
}

func TestRealRevisions(t *testing.T) {
	counts := map[string]*halves{}
	eachSentence(t, readPairs(t), func(s sentence) {
		kind := s.kindOf()
		if kind == "once" {
			at := strings.Index(s.pair.After, s.old.Exact)
			s.truth = extent{at, at + len(s.old.Exact)}
		}
		if counts[kind] == nil {
			counts[kind] = &halves{}
		}
		counts[kind].add(s, s.text.Reanchor(s.old, s.from))
	})
	for kind, c := range counts {
		c.log(t, kind)
	}
}
