package search

import (
	"iter"
	"strings"
)

// Matcher finds terms in texts.
type Matcher struct {
	terms    []Term
	longest  int
	byLast   map[string][]int
	prefixes []int
}

// NewMatcher makes a matcher of terms.
func NewMatcher(terms []Term) *Matcher {
	m := &Matcher{terms: terms, byLast: map[string][]int{}}
	for i, t := range terms {
		m.longest = max(m.longest, len(t.Words))
		last := t.Words[len(t.Words)-1]
		if t.Prefix {
			m.prefixes = append(m.prefixes, i)
		} else {
			m.byLast[last] = append(m.byLast[last], i)
		}
	}
	return m
}

// Occurrence is a place where a term stands; Term is its index.
type Occurrence struct {
	Term int
	Span
}

// Find gives every place where a term stands in a text, ordered by their ends.
func (m *Matcher) Find(text string) iter.Seq[Occurrence] {
	return func(yield func(Occurrence) bool) {
		var recent []Token
		for token := range Tokens(text) {
			if len(recent) >= 2*m.longest {
				recent = append(recent[:0], recent[len(recent)-m.longest:]...)
			}
			recent = append(recent, token)
			if !m.ending(recent, yield) {
				return
			}
		}
	}
}

// ending gives the terms that end with the newest token.
func (m *Matcher) ending(recent []Token, yield func(Occurrence) bool) bool {
	word := recent[len(recent)-1].Word
	for _, i := range m.byLast[word] {
		if at, ok := m.endsHere(i, recent); ok && !yield(Occurrence{i, at}) {
			return false
		}
	}
	for _, i := range m.prefixes {
		words := m.terms[i].Words
		if !strings.HasPrefix(word, words[len(words)-1]) {
			continue
		}
		if at, ok := m.endsHere(i, recent); ok && !yield(Occurrence{i, at}) {
			return false
		}
	}
	return true
}

// endsHere tells whether the words before the last one of a term stand before
// the newest token.
func (m *Matcher) endsHere(term int, recent []Token) (Span, bool) {
	words := m.terms[term].Words
	first := len(recent) - len(words)
	if first < 0 {
		return Span{}, false
	}
	for i, word := range words[:len(words)-1] {
		if recent[first+i].Word != word {
			return Span{}, false
		}
	}
	begin, end := recent[first].Span, recent[len(recent)-1].Span
	return Span{Start: begin.Start, End: end.End, from: begin.from, to: end.to}, true
}
