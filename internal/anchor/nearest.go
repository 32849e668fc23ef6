package anchor

import "golang.org/x/text/unicode/norm"

// maxWindow bounds how many sentences are shown as near to a long quote, and
// with it the time spent on finding them.
const maxWindow = 8

// nearest describes where the text comes closest to a quote it does not hold:
// the sentence with the greatest share of the quote's trigrams, or a row of as
// many sentences as the quote has if that has more of them.
func (t *Text) nearest(quote string) *NotFoundError {
	quoted := quotedSentences(quote)
	g := newGrams(quoted)
	all := sentences(t.stored)
	shared := t.sharedGrams(all, &g)
	best := window{}
	for size := 1; size <= min(len(quoted), len(all), maxWindow); size++ {
		best = shared.widest(size, best)
	}
	if best.shared == 0 {
		return &NotFoundError{}
	}
	span := t.span(extent{all[best.first].start, all[best.last].end})
	score := float64(best.shared) / float64(len(g.numbers))
	return &NotFoundError{Nearest: t.Slice(span), Span: span, Score: score}
}

func quotedSentences(quote string) []string {
	quote = norm.NFC.String(quote)
	var folded []string
	for _, e := range sentences(quote) {
		folded = append(folded, foldQuote(quote[e.start:e.end]))
	}
	return folded
}

// sharedGrams holds, sentence by sentence, which of a quote's trigrams occur.
type sharedGrams struct {
	numbers []int32
	ends    []int // where in numbers each sentence ends
	kinds   int
}

func (t *Text) sharedGrams(all []extent, g *grams) sharedGrams {
	f := t.folded()
	s := sharedGrams{ends: make([]int, len(all)), kinds: len(g.numbers)}
	for i, e := range all {
		part := f.inside(e)
		s.numbers = g.in(f.text[part.start:part.end], s.numbers)
		s.ends[i] = len(s.numbers)
	}
	return s
}

func (s *sharedGrams) of(sentence int) []int32 {
	start := 0
	if sentence > 0 {
		start = s.ends[sentence-1]
	}
	return s.numbers[start:s.ends[sentence]]
}

// window is a row of sentences with the number of distinct trigrams it shares.
type window struct{ first, last, shared int }

// widest gives the first row of size sentences that shares more than best does,
// and more than the others, or else best. Each sentence enters and leaves once.
func (s *sharedGrams) widest(size int, best window) window {
	times := make([]int, s.kinds)
	shared := 0
	for last := range s.ends {
		for _, n := range s.of(last) {
			if times[n]++; times[n] == 1 {
				shared++
			}
		}
		if leaving := last - size; leaving >= 0 {
			for _, n := range s.of(leaving) {
				if times[n]--; times[n] == 0 {
					shared--
				}
			}
		}
		if shared > best.shared {
			best = window{max(0, last-size+1), last, shared}
		}
	}
	return best
}
