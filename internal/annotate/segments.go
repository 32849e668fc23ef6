package annotate

import (
	"slices"
	"unicode/utf8"
)

// segment is a stretch of the text that the same passages cover.
type segment struct {
	Text string
	// Link is where its words lead: to the position of the innermost passage or,
	// where that has none or several, to its note. Empty outside of passages.
	Link string
	// Depth is how many passages cover it, at most 3.
	Depth int
	// Ends are the numbers of the passages that end with it.
	Ends []int
}

// cut parts the text where passages begin and end, so that those that overlap can
// be marked: elements of a page only nest.
func cut(text string, passages []Passage) []segment {
	places := boundaries(passages)
	var list []segment
	from, rest := 0, text
	for _, to := range append(places, -1) {
		piece := rest
		if to >= 0 {
			piece = rest[:offset(rest, to-from)]
		}
		if piece != "" {
			list = append(list, segmentAt(piece, from, to, passages))
		}
		from, rest = to, rest[len(piece):]
	}
	return list
}

// boundaries are the places where a passage begins or ends, in order.
func boundaries(passages []Passage) []int {
	var places []int
	for _, p := range passages {
		if p.Start < p.End {
			places = append(places, p.Start, p.End)
		}
	}
	slices.Sort(places)
	return slices.Compact(places)
}

// offset is where the nth code point of a text begins.
func offset(text string, n int) int {
	at := 0
	for ; n > 0 && at < len(text); n-- {
		_, size := utf8.DecodeRuneInString(text[at:])
		at += size
	}
	return at
}

func segmentAt(text string, from, to int, passages []Passage) segment {
	s := segment{Text: text}
	inner := -1
	for i, p := range passages {
		if p.Start == p.End || p.Start > from || p.End <= from {
			continue
		}
		s.Depth = min(s.Depth+1, 3)
		if inner < 0 || p.End-p.Start < passages[inner].End-passages[inner].Start {
			inner = i
		}
		if p.End == to {
			s.Ends = append(s.Ends, i+1)
		}
	}
	if inner >= 0 {
		s.Link = passages[inner].link(inner + 1)
	}
	return s
}
