package prose

import (
	"unicode"
	"unicode/utf8"

	"parley/internal/fold"
)

// Kind sorts tokens.
type Kind int

// The kinds of token.
const (
	// Sign is punctuation or a symbol.
	Sign Kind = iota
	// Word is written with letters.
	Word
	// Number begins with a digit: 40, 4,000, 18th, 2026-01-22.
	Number
	// Possessive is 's at the end of a word.
	Possessive
)

// Token is a word, a number or a sign. Key is its folded form, without the full
// stops of an abbreviation; Start and End are code points of the whole text.
type Token struct {
	Text, Key  string
	Start, End int
	Kind       Kind
	// Spaced: white space stands before it; Breaks: how many line breaks do.
	Spaced bool
	Breaks int

	at, until int
}

// Capital tells whether a word begins with a capital letter.
func (t Token) Capital() bool {
	r, _ := utf8.DecodeRuneInString(t.Text)
	return unicode.IsUpper(r) || unicode.IsTitle(r)
}

// Lower tells whether a word begins with a small letter; scripts without case
// have neither capitals nor small letters.
func (t Token) Lower() bool {
	r, _ := utf8.DecodeRuneInString(t.Text)
	return unicode.IsLower(r)
}

// AllCapitals tells whether a word of two or more letters has no small one.
func (t Token) AllCapitals() bool {
	n := 0
	for _, r := range t.Text {
		switch {
		case unicode.IsLower(r):
			return false
		case unicode.IsUpper(r):
			n++
		}
	}
	return n > 1
}

// tokens cuts a text whose first character is the given code point of a larger one.
func tokens(text string, codePoint int) []Token {
	var list []Token
	var spaced bool
	var breaks int
	for at := 0; at < len(text); {
		r, size := utf8.DecodeRuneInString(text[at:])
		if unicode.IsSpace(r) {
			spaced = true
			if isBreak(r) {
				breaks++
			}
			at, codePoint = at+size, codePoint+1
			continue
		}
		length, kind := next(text, at)
		t := Token{Text: text[at : at+length], Kind: kind, Start: codePoint, Spaced: spaced, Breaks: breaks, at: at, until: at + length}
		codePoint += utf8.RuneCountInString(t.Text)
		t.End, t.Key = codePoint, key(t.Text, kind)
		list = append(list, t)
		at, spaced, breaks = at+length, false, 0
	}
	return list
}

func isBreak(r rune) bool { return r == '\n' || r == '\u0085' || r == '\u2028' || r == '\u2029' }

func key(text string, kind Kind) string {
	if kind == Sign {
		return text
	}
	return plain.Replace(fold.Text(text))
}
