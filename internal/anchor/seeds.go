package anchor

import "sort"

const (
	// maxSeeds is how many places of a text are compared with a quote. The
	// right one is nearly always among the first two; the others are there to
	// be its rivals.
	maxSeeds = 8
	// leastSeed is the share of a quote's trigrams that a place must have to be
	// looked at. Sentences of one language that have nothing else in common
	// share a tenth to a fifth.
	leastSeed = 0.2
)

// seed is a window of the text with the number of trigrams it has of a quote.
type seed struct{ start, shared int }

// seeds gives the windows, each as long as the quote, that share most with it.
// Windows less than half a quote apart count once.
func (s *seeded) seeds(quote string, length int) []seed {
	peaks := s.peaks(quote, max(1, length-s.grams.size+1))
	sort.SliceStable(peaks, func(i, j int) bool { return peaks[i].shared > peaks[j].shared })
	var kept []seed
	for _, p := range peaks {
		if len(kept) < maxSeeds && !nearAny(kept, p, length/2) {
			kept = append(kept, p)
		}
	}
	return kept
}

func nearAny(kept []seed, p seed, distance int) bool {
	for _, k := range kept {
		if abs(k.start-p.start) < distance {
			return true
		}
	}
	return false
}

// peaks gives the best window that starts in each half length of the quote, if
// it is good enough.
func (s *seeded) peaks(quote string, size int) []seed {
	step, least := max(1, size/2), max(1, int(leastSeed*float64(size)))
	var found []seed
	until := 0
	s.slide(quote, size, least, func(w seed) {
		switch last := len(found) - 1; {
		case w.start >= until:
			found = append(found, w)
			until = (w.start/step + 1) * step
		case w.shared > found[last].shared:
			found[last] = w
		}
	})
	return found
}
