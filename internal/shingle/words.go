package shingle

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"parley/internal/fold"
)

// cut gives the words of a text, folded. Chinese and Japanese put no spaces
// between words, so each of their characters stands for one. Thai, Lao, Khmer
// and Burmese would need a dictionary; what stands between two spaces counts as
// one word, so that only longer copies in them show.
func cut(text string) []string {
	var words []string
	for _, field := range strings.FieldsFunc(strings.Map(visible, fold.Text(text)), between) {
		words = appendWords(words, field)
	}
	return words
}

// visible drops what only tells how a word is set, such as soft hyphens and joiners.
func visible(r rune) rune {
	if r > unicode.MaxASCII && unicode.Is(unicode.Cf, r) {
		return -1
	}
	return r
}

// between tells what parts words. Marks belong to the letter before them.
func between(r rune) bool {
	return !unicode.IsLetter(r) && !unicode.IsNumber(r) && !unicode.IsMark(r)
}

// appendWords takes each unspaced character out of a field as a word of its own.
func appendWords(words []string, field string) []string {
	start := 0
	for i, r := range field {
		if unspaced(r) {
			words = appendWord(words, field[start:i])
			start = i + utf8.RuneLen(r)
			words = append(words, field[i:start])
		}
	}
	return appendWord(words, field[start:])
}

func appendWord(words []string, word string) []string {
	if word == "" {
		return words
	}
	return append(words, word)
}

// firstUnspaced is before the first Chinese or Japanese character.
const firstUnspaced = 0x2e80

func unspaced(r rune) bool {
	return r >= firstUnspaced && unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana)
}
