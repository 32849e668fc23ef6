package anchor

import "slices"

// similarity is the likeness of two texts as they are written.
func similarity(a, b string) float64 {
	return newPattern([]rune(a)).likeness([]rune(b))
}

// likeness is 1 for the quote itself and falls by the share of characters that
// must be inserted, deleted or replaced.
func (p *pattern) likeness(text []rune) float64 {
	least := 0
	p.scan(text, true, func(_, d int) { least = d })
	return 1 - float64(least)/float64(max(1, len(text), len(p.runes)))
}

// closest gives the stretch of text with the least distance to the quote. Of
// several the first is taken, as long as the quote if it can be.
func (p *pattern) closest(text []rune) (start, end int) {
	distance := len(p.runes) + 1
	p.scan(text, false, func(at, d int) {
		if d < distance {
			end, distance = at, d
		}
	})
	back := newPattern(reversed(p.runes))
	length := 0
	back.scan(reversed(text[:end]), true, func(n, d int) {
		if d == distance && abs(n-len(p.runes)) < abs(length-len(p.runes)) {
			length = n
		}
	})
	return end - length, end
}

func reversed(s []rune) []rune {
	r := slices.Clone(s)
	slices.Reverse(r)
	return r
}

func abs(n int) int { return max(n, -n) }
