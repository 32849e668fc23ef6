package anchor

import (
	"cmp"
	"unicode/utf8"
)

// weigh judges a place that a quote may mean.
func (t *Text) weigh(s *sought, e extent, hit Hit) Candidate {
	around := t.surroundings(e)
	wanted := surroundings{string(s.prefix.runes), string(s.suffix.runes)}
	c := Candidate{Hit: hit, Fits: wanted.permits(around), Score: 1}
	if hit.Exact != s.Exact {
		c.Score = similarity(s.Exact, hit.Exact)
	}
	c.rank = c.Score + contextWeight*s.given(around)
	return c
}

// given tells how much of the context that a client gave stands around a place:
// 1 for all of it, 0 where none was given.
func (s *sought) given(around surroundings) float64 {
	sides, sum := 0, 0.0
	if n := len(s.prefix.runes); n > 0 {
		sides, sum = sides+1, sum+s.prefix.agreement(lastRunes(around.prefix, n))
	}
	if n := len(s.suffix.runes); n > 0 {
		sides, sum = sides+1, sum+s.suffix.agreement(firstRunes(around.suffix, n))
	}
	return sum / float64(max(1, sides))
}

func firstRunes(s string, n int) []rune {
	end := 0
	for ; n > 0 && end < len(s); n-- {
		_, size := utf8.DecodeRuneInString(s[end:])
		end += size
	}
	return []rune(s[:end])
}

func lastRunes(s string, n int) []rune {
	start := len(s)
	for ; n > 0 && start > 0; n-- {
		_, size := utf8.DecodeLastRuneInString(s[:start])
		start -= size
	}
	return []rune(s[start:])
}

// setMargins compares each candidate with the best of the others.
func setMargins(list []Candidate) {
	if len(list) < 2 {
		return
	}
	best, second := 0, 1
	for i := 1; i < len(list); i++ {
		switch {
		case list[i].rank > list[best].rank:
			best, second = i, best
		case list[i].rank > list[second].rank:
			second = i
		}
	}
	for i := range list {
		rival := best
		if i == best {
			rival = second
		}
		margin := list[i].rank - list[rival].rank
		list[i].Margin = &margin
	}
}

// byPrecedence puts first what Locate looks at first, then what ranks higher.
func byPrecedence(a, b Candidate) int {
	return cmp.Or(cmp.Compare(a.precedence(), b.precedence()), cmp.Compare(b.rank, a.rank), cmp.Compare(a.Start, b.Start))
}

func (c Candidate) precedence() int {
	switch {
	case c.Kind == Approximate:
		return 4
	case c.Fits && c.Kind == Exact:
		return 0
	case c.Fits:
		return 1
	case c.Kind == Exact:
		return 2
	}
	return 3
}
