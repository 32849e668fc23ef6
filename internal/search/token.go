package search

import (
	"iter"
	"unicode/utf8"
)

// Span is a half-open stretch of a text, counted in code points.
type Span struct {
	Start, End int
	// from and to are the same in bytes.
	from, to int
}

// Token is a word of a text in the form in which words are compared, and the
// stretch of the text that it is.
type Token struct {
	Word string
	Span
}

// Tokens cuts a text into its words, in order. A character that stands for
// several words (㍿ is four) gives them all at its place.
func Tokens(text string) iter.Seq[Token] {
	return func(yield func(Token) bool) {
		cut(text, func(at Span) bool { return emit(text[at.from:at.to], at, yield) })
	}
}

// emit gives the words that a stretch without gaps folds to, nearly always one.
func emit(raw string, at Span, yield func(Token) bool) bool {
	folded, plain := foldWord(raw)
	if plain || isWord(folded) {
		return yield(Token{capped(folded), at})
	}
	more := true
	cut(folded, func(part Span) bool {
		more = yield(Token{capped(folded[part.from:part.to]), at})
		return more
	})
	return more
}

// isWord tells that nothing of a folded stretch parts it.
func isWord(folded string) bool {
	for at, r := range folded {
		if c := classOf(r); c != letter && (c != mark || at == 0) {
			return false
		}
	}
	return folded != ""
}

// cut finds the stretches that are words, until found wants no more.
func cut(text string, found func(Span) bool) {
	var word Span
	within, point := gap, 0 // within: gap, letter or single
	for at, r := range text {
		c := classOf(r)
		if within != gap && (c == gap || c == single || c == letter && within == single) {
			if !found(word) {
				return
			}
			within = gap
		}
		if within == gap && (c == letter || c == single) {
			within, word.Start, word.from = c, point, at
		}
		if within != gap && c != hidden {
			word.End, word.to = point+1, at+utf8.RuneLen(r)
		}
		point++
	}
	if within != gap {
		found(word)
	}
}
