package anchor

import "unicode"

// The numbers below decide when a passage whose words changed is taken to be
// found. They were chosen on one half of the pairs of revisions described in
// docs/anchoring.md, which gives what they do on the other half.
const (
	// A quote that stands alone in its likeness, far from its old place and
	// among other neighbours, must be this like.
	leastLikeness = 0.7
	// Old neighbours on both sides lower that by up to contextRelief, the old
	// place by up to nearRelief, but never below neverBelow: of two unrelated
	// sentences in one language about half of the characters can be aligned.
	contextRelief = 0.3
	nearRelief    = 0.1
	neverBelow    = 0.5

	// The rank that has to exceed the runner-up's by leastMargin: the likeness,
	// with bonuses for the context and for the neighbourhood of the old place.
	contextWeight = 0.3
	nearWeight    = 0.4
	leastMargin   = 0.12
	// nearReach is the share of the text after which a place is no longer near,
	// leastReach the least number of characters.
	nearReach, leastReach = 0.3, 500.0

	// Short quotes say little, and another of their kind is soon as like as an
	// edited one. From longQuote down to shortQuote the likeness asked for rises
	// to shortLikeness (with all support, shortNeverBelow); below it, or with
	// fewer words than leastWords, only the quote itself will do.
	longQuote, shortQuote = 48, 16
	shortLikeness         = 0.95
	shortNeverBelow       = 0.8
	leastWords            = 4
)

// required gives the least likeness at which a candidate is what became of a
// quote of some weight.
func required(weight int, context, near float64) float64 {
	short := min(1, max(0, float64(longQuote-weight)/(longQuote-shortQuote)))
	least := leastLikeness + short*(shortLikeness-leastLikeness)
	floor := neverBelow + short*(shortNeverBelow-neverBelow)
	return max(floor, least-contextRelief*context-nearRelief*near)
}

// tellingWeight gives the length that counts for a quote, or zero if it is too
// short to be recognised by anything but itself. An ideograph weighs as much as
// three letters and two of them are a word; numbers are none, as a telephone
// number is more like the next one than like itself corrected.
func tellingWeight(quote []rune) int {
	letters, words, ideographs := 0, 0, 0
	for i, r := range quote {
		switch {
		case isIdeograph(r):
			ideographs++
		case isWord(r) && !unicode.IsDigit(r) && (i == 0 || !isWord(quote[i-1])):
			words++
		}
		letters++
	}
	weight := letters + 2*ideographs
	if words+ideographs/2 < leastWords || weight < shortQuote {
		return 0
	}
	return weight
}

// accept gives the candidate that became of the passage: the highest of those
// that would do. It is ambiguous when another ranks nearly as high, or higher
// without being like enough: at the old place, between the old neighbours, there
// may be what the passage was rewritten to.
func (q *sought) accept(found []candidate) (candidate, State) {
	best := -1
	for i, c := range found {
		if q.satisfied(c) && (best < 0 || c.rank() > found[best].rank()) {
			best = i
		}
	}
	if best < 0 {
		return candidate{}, Orphaned
	}
	for i, c := range found {
		if i != best && c.rank() > found[best].rank()-leastMargin {
			return found[best], Ambiguous
		}
	}
	return found[best], Changed
}

func (q *sought) satisfied(c candidate) bool {
	return c.likeness >= required(q.weight, c.context, c.near)
}
