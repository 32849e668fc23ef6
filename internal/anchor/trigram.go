package anchor

import (
	"unicode"
	"unicode/utf8"
)

const (
	gramSize = 3
	// bitsPerRune lets the key of a trigram be one word: Unicode ends below 1<<21.
	bitsPerRune = 21
)

// grams numbers the distinct trigrams of a quote. A quote of fewer than three
// characters has bigrams or single characters instead.
type grams struct {
	size    int
	numbers map[uint64]int32
}

func newGrams(sentences []string) grams {
	g := grams{numbers: make(map[uint64]int32)}
	for _, s := range sentences {
		g.size = max(g.size, min(gramSize, utf8.RuneCountInString(s)))
	}
	for _, s := range sentences {
		g.each(s, func(key uint64) {
			if _, known := g.numbers[key]; !known {
				g.numbers[key] = int32(len(g.numbers))
			}
		})
	}
	return g
}

// each passes the key of every trigram of s, whose case does not matter.
func (g *grams) each(s string, visit func(key uint64)) {
	mask := uint64(1)<<(g.size*bitsPerRune) - 1
	key, seen := uint64(0), 0
	for _, r := range s {
		key = (key<<bitsPerRune | uint64(unicode.ToLower(r))) & mask
		if seen++; seen >= g.size {
			visit(key)
		}
	}
}

// in appends the numbers of those trigrams that s has, repeated as they are.
func (g *grams) in(s string, numbers []int32) []int32 {
	g.each(s, func(key uint64) {
		if n, known := g.numbers[key]; known {
			numbers = append(numbers, n)
		}
	})
	return numbers
}
