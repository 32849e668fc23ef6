package anchor

import "sort"

// seeded is the folded text by its characters and by the numbers of its
// trigrams, so that the places which may hold a quote are found without
// comparing each of them.
type seeded struct {
	runes   []rune
	bytes   []int32 // where each character begins in the folded text, and its end
	grams   grams
	numbers []int32 // of the trigram at each character
	// sentences are those of the stored text: folding removes line breaks.
	sentences []extent
}

func newSeeded(stored, folded string) *seeded {
	s := &seeded{grams: newGrams([]string{folded}), sentences: sentences(stored)}
	s.runes, s.bytes = make([]rune, 0, len(folded)), make([]int32, 0, len(folded)+1)
	for at, r := range folded {
		s.runes, s.bytes = append(s.runes, r), append(s.bytes, int32(at))
	}
	s.bytes = append(s.bytes, int32(len(folded)))
	s.numbers = s.grams.in(folded, make([]int32, 0, len(s.runes)))
	return s
}

// runeAt gives the number of the character at a byte of the folded text.
func (s *seeded) runeAt(at int) int {
	return sort.Search(len(s.runes), func(i int) bool { return int(s.bytes[i]) >= at })
}

// within gives the numbers of the characters of a stretch of the folded text.
func (s *seeded) within(e extent) (start, end int) { return s.runeAt(e.start), s.runeAt(e.end) }

// slide passes the windows of size trigrams that have at least so many of the
// quote's, each trigram counted at most as often as the quote has it.
func (s *seeded) slide(quote string, size, least int, visit func(seed)) {
	missing, shared := s.wanted(quote), 0
	for last, n := range s.numbers {
		if missing[n]--; missing[n] >= 0 {
			shared++
		}
		if last >= size {
			leaving := s.numbers[last-size]
			if missing[leaving]++; missing[leaving] > 0 {
				shared--
			}
		}
		if shared >= least {
			visit(seed{max(0, last-size+1), shared})
		}
	}
}

// wanted counts the trigrams of a quote by their numbers in the text.
func (s *seeded) wanted(quote string) []int32 {
	times := make([]int32, len(s.grams.numbers))
	for _, n := range s.grams.in(quote, nil) {
		times[n]++
	}
	return times
}
