package search

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// SyntaxError says what of a query cannot be read; At counts code points from 1.
type SyntaxError struct {
	At     int
	Detail string
}

func (e *SyntaxError) Error() string {
	if e.At == 0 {
		return e.Detail
	}
	return fmt.Sprintf("at character %d: %s", e.At, e.Detail)
}

// Parse reads a query. Words are sought wherever they stand, words between
// double quotation marks of any shape one directly after the other; a * ends
// what is only the beginning of a word, a - before a word or phrase excludes it.
// Words that are written as one, with hyphens or apostrophes between them, are a
// phrase. Everything else is punctuation, as it is in texts.
//
// The error is a *SyntaxError.
func Parse(text string) (Query, error) {
	p := parser{rest: []rune(text)}
	for p.skipSpace(); len(p.rest) > 0; p.skipSpace() {
		if err := p.term(); err != nil {
			return Query{}, err
		}
	}
	switch {
	case p.words > MaxWords:
		return Query{}, &SyntaxError{Detail: fmt.Sprintf("these are %d words; look for at most %d", p.words, MaxWords)}
	case p.prefixes > maxPrefixes:
		return Query{}, &SyntaxError{Detail: fmt.Sprintf("these are %d beginnings of words (with *); look for at most %d", p.prefixes, maxPrefixes)}
	case len(p.query.Terms) == 0 && len(p.query.Excluded) > 0:
		return Query{}, &SyntaxError{Detail: "this only excludes; say also what to look for"}
	case len(p.query.Terms) == 0:
		return Query{}, &SyntaxError{Detail: "there is no word in this; write one with letters or digits"}
	}
	return p.query, nil
}

type parser struct {
	rest            []rune
	at              int // code points read
	words, prefixes int
	query           Query
}

func (p *parser) skipSpace() {
	for len(p.rest) > 0 && unicode.IsSpace(p.rest[0]) {
		p.take(1)
	}
}

func (p *parser) take(n int) string {
	taken := string(p.rest[:n])
	p.rest, p.at = p.rest[n:], p.at+n
	return taken
}

// term reads one word or phrase.
func (p *parser) term() error {
	excluded := p.rest[0] == '-'
	if excluded {
		p.take(1)
	}
	if len(p.rest) == 0 || unicode.IsSpace(p.rest[0]) {
		return nil // a dash between words
	}
	var term Term
	var err error
	if isQuote(p.rest[0]) {
		term, err = p.quoted()
	} else {
		term, err = p.plain()
	}
	if err != nil || len(term.Words) == 0 {
		return err
	}
	p.words += len(term.Words)
	if term.Prefix {
		p.prefixes++
	}
	if excluded {
		p.query.Excluded = append(p.query.Excluded, term)
	} else {
		p.query.Terms = append(p.query.Terms, term)
	}
	return nil
}

// isQuote takes all double quotation marks alike: who opened which is a matter
// of language (“ ”, „ “, » «, ” ”).
func isQuote(r rune) bool { return strings.ContainsRune(`"“”„‟«»＂`, r) }

// nextQuote is where the next quotation mark stands, from the second character
// on, or -1. Between two Hebrew letters it is the sign of an abbreviation.
func (p *parser) nextQuote() int {
	for i := 1; i < len(p.rest); i++ {
		abbreviates := i+1 < len(p.rest) && unicode.Is(unicode.Hebrew, p.rest[i-1]) && unicode.Is(unicode.Hebrew, p.rest[i+1])
		if isQuote(p.rest[i]) && !abbreviates {
			return i
		}
	}
	return -1
}

func (p *parser) quoted() (Term, error) {
	end := p.nextQuote()
	if end < 0 {
		return Term{}, &SyntaxError{p.at + 1, "this quotation mark is not closed; put another where the phrase ends"}
	}
	p.take(1)
	at := p.at
	text := p.take(end - 1)
	p.take(1)
	if len(p.rest) > 0 && p.rest[0] == '*' {
		text += p.take(1)
	}
	term, err := read(text, at)
	term.Quoted = true
	return term, err
}

func (p *parser) plain() (Term, error) {
	end := len(p.rest)
	for _, stop := range []int{p.nextQuote(), slices.IndexFunc(p.rest, unicode.IsSpace)} {
		if stop >= 0 {
			end = min(end, stop)
		}
	}
	at := p.at
	return read(p.take(end), at)
}

// read gives the term of a stretch of the query that begins at a code point.
func read(text string, at int) (Term, error) {
	whole, starred := strings.CutSuffix(text, "*")
	if inside := strings.IndexByte(whole, '*'); inside >= 0 {
		return Term{}, &SyntaxError{at + utf8.RuneCountInString(whole[:inside]) + 1, "a * stands only at the end of a word, for how the word begins"}
	}
	term := Phrase(whole)
	term.Text = text
	if starred {
		return term, begin(&term, whole, at)
	}
	return term, nil
}

// begin makes the last word of a term the beginning of one. A character that is
// a word by itself begins no other.
func begin(term *Term, whole string, at int) error {
	star, end, last := utf8.RuneCountInString(whole), 0, ""
	for token := range Tokens(whole) {
		end, last = token.End, token.Word
	}
	first, _ := utf8.DecodeRuneInString(last)
	switch {
	case end != star || star == 0:
		return &SyntaxError{at + star + 1, "there is no word directly before this *"}
	case classOf(first) == single:
		return nil
	case utf8.RuneCountInString(last) < minPrefix:
		return &SyntaxError{at + star + 1, fmt.Sprintf("write at least %d characters before the *", minPrefix)}
	}
	term.Prefix = true
	return nil
}
