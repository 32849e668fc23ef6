package search

import (
	"sync"
	"unicode"
)

// class says what a character does to the words around it.
type class uint8

const (
	// gap parts words: space, punctuation, also hyphens and apostrophes.
	gap class = iota
	// letter belongs to a word; so do digits.
	letter
	// single is a word by itself: a character of a script that puts no spaces
	// between words, or a sign such as an emoji.
	single
	// mark belongs to what it follows: accents, vowel signs, skin tones.
	mark
	// hidden only tells how text is set, and neither parts words nor counts:
	// soft hyphens, joiners, the stroke that lengthens Arabic words.
	hidden
)

// common is up to where classes are looked up rather than worked out: Latin,
// Greek, Cyrillic, Armenian, Hebrew, Arabic and their neighbours.
const common = 0x900

var commonClasses = sync.OnceValue(func() *[common]class {
	var table [common]class
	for r := range table {
		table[r] = workOut(rune(r))
	}
	return &table
})

func classOf(r rune) class {
	if r < common {
		return commonClasses()[r]
	}
	return workOut(r)
}

func workOut(r rune) class {
	switch {
	case r == unicode.ReplacementChar, isApostrophe(r):
		return gap
	case r == tatweel, unicode.Is(unicode.Cf, r):
		return hidden
	case unicode.IsMark(r), isSkinTone(r), r == '\uff9e', r == '\uff9f': // the last two: the marks of halfwidth Japanese
		return mark
	case unicode.IsLetter(r), unicode.IsNumber(r):
		if isUnspaced(r) {
			return single
		}
		return letter
	case unicode.Is(unicode.So, r):
		return single
	}
	return gap
}

const tatweel = '\u0640'

// isApostrophe names the apostrophes that Unicode counts as letters. They are
// typed where others type ' or ’, which are punctuation, and must do the same.
func isApostrophe(r rune) bool { return '\u02b9' <= r && r <= '\u02bf' }

func isSkinTone(r rune) bool { return '\U0001F3FB' <= r && r <= '\U0001F3FF' }

// firstUnspaced is the first letter of Thai, the lowest of the unspaced scripts.
const firstUnspaced = 0xe01

// isUnspaced tells letters of scripts without spaces between words. The strokes
// that lengthen a vowel in Japanese are of no script but stand in such words only.
func isUnspaced(r rune) bool {
	switch {
	case r < firstUnspaced:
		return false
	case isIdeograph(r), r == '\u30fc', r == '\uff70':
		return true
	}
	return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar)
}

// isIdeograph names the Chinese characters in use, without those that only
// repeat another for the sake of some older character set.
func isIdeograph(r rune) bool {
	return '\u4e00' <= r && r <= '\u9fff' || '\u3400' <= r && r <= '\u4dbf'
}
