package shingle

import (
	"cmp"
	"slices"
)

// Stretch is where words that two texts share stand in each of them.
type Stretch struct {
	Words int
	A, B  Span
}

// Span is a part of a text, from one code point to before another.
type Span struct{ Start, End int }

// Places are the words of a text with where they stand.
type Places struct {
	text  string
	words []placed
}

// Place prepares a text to be compared word by word.
func Place(text string) Places { return Places{text, place(text)} }

// Slice gives the characters of a part of the text.
func (p Places) Slice(s Span) string {
	start := bytesOf(p.text, s.Start)
	return p.text[start : start+bytesOf(p.text[start:], s.End-s.Start)]
}

// bytesOf is how many bytes the first code points of a text take.
func bytesOf(text string, points int) int {
	for at := range text {
		if points == 0 {
			return at
		}
		points--
	}
	return len(text)
}

// Stretches gives the stretches of at least Words words that both texts have, the
// longest first, and of equals that which comes first in a; at most so many. Each
// goes on as long as the words are the same. Every run that both texts have lies
// in one; two may overlap by less than a run.
func Stretches(a, b Places, most int) []Stretch {
	found := stretches(a.words, b.words)
	slices.SortStableFunc(found, func(s, t Stretch) int { return cmp.Compare(t.Words, s.Words) })
	return found[:min(most, len(found))]
}

// run5 is a run by the numbers of its words, so that chance hashes do not matter.
type run5 [Words]int

// maxPlaces is at how many places of b a run is tried; words that stand there more
// often are found all the same, but not always in the longest stretch.
const maxPlaces = 8

func stretches(a, b []placed) (found []Stretch) {
	numbers := map[string]int{}
	x, y := numbered(a, numbers), numbered(b, numbers)
	places := placesOf(y)
	for at := 0; at+Words <= len(x); {
		to, words := longest(x, y, at, places[run5(x[at:])])
		if words == 0 {
			at++
			continue
		}
		found = append(found, Stretch{words, span(a[at : at+words]), span(b[to : to+words])})
		at += words - Words + 1 // its last words may begin another that goes on elsewhere
	}
	return found
}

// numbered gives each word a number, the same in both texts.
func numbered(words []placed, numbers map[string]int) []int {
	out := make([]int, len(words))
	for i, w := range words {
		n, known := numbers[w.word]
		if !known {
			n = len(numbers)
			numbers[w.word] = n
		}
		out[i] = n
	}
	return out
}

func placesOf(y []int) map[run5][]int {
	places := map[run5][]int{}
	for i := 0; i+Words <= len(y); i++ {
		if run := run5(y[i:]); len(places[run]) < maxPlaces {
			places[run] = append(places[run], i)
		}
	}
	return places
}

// longest is the place where most words from at on go on alike.
func longest(x, y []int, at int, places []int) (to, words int) {
	for _, p := range places {
		n := Words
		for at+n < len(x) && p+n < len(y) && x[at+n] == y[p+n] {
			n++
		}
		if n > words {
			to, words = p, n
		}
	}
	return to, words
}

func span(words []placed) Span { return Span{words[0].from, words[len(words)-1].to} }
