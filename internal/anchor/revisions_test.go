package anchor

import (
	"maps"
	"slices"
	"strings"
	"testing"
)

// kindOf sorts the sentences into those about which something was promised and
// the others. docs/anchoring.md has the definitions.
func (s *sentence) kindOf() string {
	before, after := strings.Count(s.pair.Before, s.old.Exact), strings.Count(s.pair.After, s.old.Exact)
	switch {
	case before == 1 && after == 1:
		return "once"
	case after > 0 && s.share == 0:
		return "twin of one that went"
	case after > 0:
		return "repeated"
	case s.share == 0:
		return s.withoutPartner()
	case s.share == 1:
		return "edited, signs only"
	case s.wordCount < 5:
		return "edited, short"
	case s.rival >= s.share:
		return "edited, rivalled"
	}
	return "edited"
}

func (s *sentence) withoutPartner() string {
	if bestStretch([]rune(s.pair.After), []rune(s.old.Exact)) < 0.5 {
		return "gone"
	}
	return "gone or rewritten"
}

// place gives the true place of a sentence that needs no alignment.
func (s *sentence) place() {
	at := strings.Index(s.pair.After, s.old.Exact)
	s.truth = extent{at, at + len(s.old.Exact)}
}

func countRevisions(t *testing.T) map[string]*halves {
	counts := map[string]*halves{}
	eachSentence(t, readPairs(t), func(s sentence) {
		kind := s.kindOf()
		if kind == "once" {
			s.place()
		}
		if counts[kind] == nil {
			counts[kind] = &halves{}
		}
		counts[kind].add(s, s.text.Reanchor(s.old, s.from))
	})
	return counts
}

// TestRealRevisions measures what docs/anchoring.md says, with go test -v, and
// holds the half that was not used for tuning to the same limits.
func TestRealRevisions(t *testing.T) {
	counts := countRevisions(t)
	long := sum(counts["edited"], counts["edited, rivalled"])
	long.log(t, "edited, five words up")
	for _, kind := range slices.Sorted(maps.Keys(counts)) {
		counts[kind].log(t, kind)
	}
	for _, half := range []func(*halves) *tally{
		func(h *halves) *tally { return &h.tuning },
		func(h *halves) *tally { return &h.other },
		(*halves).both,
	} {
		checkOnce(t, half(counts["once"]))
		checkGone(t, half(counts["gone"]))
		checkEdited(t, half(counts["edited"]))
	}
	checkEdited(t, long.both())
	if n := long.both().all; n < 300 {
		t.Errorf("only %d edited sentences", n)
	}
}

func checkOnce(t *testing.T, c *tally) {
	t.Helper()
	if c.right != c.all || c.all == 0 {
		t.Errorf("sentences that occur once: %v", c)
	}
}

func checkGone(t *testing.T, c *tally) {
	t.Helper()
	if 1000*(c.right+c.wrong) > 5*c.all || c.all == 0 {
		t.Errorf("sentences without a close match: %v", c)
	}
}

func checkEdited(t *testing.T, c *tally) {
	t.Helper()
	if 100*c.right < 95*c.all || 1000*c.wrong >= 5*c.all || c.all == 0 {
		t.Errorf("edited sentences: %v", c)
	}
}
