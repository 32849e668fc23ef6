package search

import (
	"slices"
	"unicode"
	"unicode/utf8"
)

// How much of a text is shown around a term, in code points.
const (
	before = 80
	length = 240
)

// Highlight is where a term stands, half open, in code points of the whole text.
type Highlight struct {
	Start int `json:"start"`
	End   int `json:"end"`
}

// Snippet is a stretch of a text around a term: Text is the stored text between
// Start and End, half open, in code points of the whole text.
type Snippet struct {
	Start      int         `json:"start"`
	End        int         `json:"end"`
	Text       string      `json:"text"`
	Highlights []Highlight `json:"highlights"`
}

// Excerpt reads a text for terms. It notes in seen which of them stand in it and
// gives at most that many snippets, around the first place of each. When enough
// says that the terms seen will do, it reads on only to the end of the snippet.
func (m *Matcher) Excerpt(text string, most int, seen []bool, enough func() bool) []Snippet {
	e := excerpt{text: text, most: most}
	here := make([]bool, len(m.terms))
	for o := range m.Find(text) {
		if e.shown(o) && enough() {
			break
		}
		e.add(o, !here[o.Term])
		here[o.Term], seen[o.Term] = true, true
	}
	return e.finished()
}

// Opening is the beginning of a text, shown where nothing in it is sought.
func Opening(text string) Snippet {
	to, points := forward(text, 0, length)
	return Snippet{End: points, Text: text[:to], Highlights: []Highlight{}}
}

type excerpt struct {
	text     string
	most     int
	snippets []Snippet
	// window is the last snippet's stretch; recent are places that one to come may hold.
	window Span
	recent []Occurrence
}

// shown tells that there is something to show and that a place comes after it.
func (e *excerpt) shown(o Occurrence) bool {
	return e.most == 0 || len(e.snippets) > 0 && o.from >= e.window.to
}

func (e *excerpt) add(o Occurrence, isFirst bool) {
	e.recent = append(e.recent, o)
	if len(e.snippets) > 0 && e.window.holds(o.Span) {
		e.highlight(o)
		return
	}
	if isFirst && len(e.snippets) < e.most {
		e.open(o)
	}
	e.recent = slices.DeleteFunc(e.recent, func(r Occurrence) bool { return r.Start < o.Start-before })
}

func (s Span) holds(other Span) bool { return s.from <= other.from && other.to <= s.to }

// open begins a snippet around a place, with the places before it that it holds.
func (e *excerpt) open(o Occurrence) {
	e.window = around(e.text, o.Span)
	e.snippets = append(e.snippets, Snippet{Start: e.window.Start, End: e.window.End, Text: e.text[e.window.from:e.window.to]})
	for _, r := range e.recent {
		if e.window.holds(r.Span) {
			e.highlight(r)
		}
	}
}

// around is what is shown around a place: a short text as a whole.
func around(text string, at Span) Span {
	if len(text) <= utf8.UTFMax*length {
		if n := utf8.RuneCountInString(text); n <= length {
			return Span{End: n, to: len(text)}
		}
	}
	from, back := backward(text, at.from, before)
	to, ahead := forward(text, from, max(length, back+at.End-at.Start))
	if to < at.to {
		to, ahead = at.to, back+at.End-at.Start
	}
	return Span{Start: at.Start - back, End: at.Start - back + ahead, from: from, to: to}
}

func (e *excerpt) highlight(o Occurrence) {
	s := &e.snippets[len(e.snippets)-1]
	s.Highlights = append(s.Highlights, Highlight{o.Start, o.End})
}

// finished joins highlights that overlap, as those of a phrase and of a word in it.
func (e *excerpt) finished() []Snippet {
	for i := range e.snippets {
		list := e.snippets[i].Highlights
		slices.SortFunc(list, func(a, b Highlight) int { return a.Start - b.Start })
		joined := list[:1]
		for _, h := range list[1:] {
			if last := &joined[len(joined)-1]; h.Start < last.End {
				last.End = max(last.End, h.End)
			} else {
				joined = append(joined, h)
			}
		}
		e.snippets[i].Highlights = joined
	}
	return e.snippets
}

// backward is the beginning of a stretch of at most that many code points before
// a byte: behind a space where there is one, and never inside a character.
func backward(text string, at, most int) (from, points int) {
	space, spacePoints := -1, 0
	for from = at; from > 0 && points < most; points++ {
		r, size := utf8.DecodeLastRuneInString(text[:from])
		if unicode.IsSpace(r) {
			space, spacePoints = from, points
		}
		from -= size
	}
	if from > 0 && space >= 0 {
		return space, spacePoints
	}
	for from < at && splits(text, from) {
		_, size := utf8.DecodeRuneInString(text[from:])
		from, points = from+size, points-1
	}
	return from, points
}

// forward is the end of a stretch of at most that many code points from a byte
// on: before a space where there is one in its second half, and never inside a
// character.
func forward(text string, from, most int) (to, points int) {
	space, spacePoints := -1, 0
	for to = from; to < len(text) && points < most; points++ {
		r, size := utf8.DecodeRuneInString(text[to:])
		if unicode.IsSpace(r) && points >= most/2 {
			space, spacePoints = to, points
		}
		to += size
	}
	if to < len(text) && space >= 0 {
		return space, spacePoints
	}
	for to > from && splits(text, to) {
		_, size := utf8.DecodeLastRuneInString(text[:to])
		to, points = to-size, points-1
	}
	return to, points
}

const zeroWidthJoiner = '\u200d'

// splits tells that what stands after a byte belongs to what stands before it.
func splits(text string, at int) bool {
	if at == 0 || at == len(text) {
		return false
	}
	previous, _ := utf8.DecodeLastRuneInString(text[:at])
	next, _ := utf8.DecodeRuneInString(text[at:])
	c := classOf(next)
	return c == mark || c == hidden || previous == zeroWidthJoiner
}
