package anchor

import (
	"unicode"
	"unicode/utf8"
)

const (
	zeroWidthJoiner = '\u200D'
	// maxFlags bounds the look back over a row of flags, so that a text made of
	// nothing else does not take quadratic time. It is more than there are.
	maxFlags = 300
)

// wholeCharacters tells whether a stretch of text neither begins nor ends inside
// a character as readers see it. It follows the rules of Unicode's UAX 29 that
// matter to a quotation: marks, joined emoji, skin tones and flags. A break at a
// zero width non-joiner is allowed, as in Persian it parts words that may well
// be quoted alone.
func wholeCharacters(text string, e extent) bool {
	return !splitsCharacter(text, e.start) && !splitsCharacter(text, e.end)
}

func splitsCharacter(text string, at int) bool {
	if at == 0 || at == len(text) || text[at] < utf8.RuneSelf {
		return false
	}
	before, _ := utf8.DecodeLastRuneInString(text[:at])
	after, _ := utf8.DecodeRuneInString(text[at:])
	switch {
	case extends(after):
		return !unicode.IsControl(before)
	case before == zeroWidthJoiner:
		return unicode.IsSymbol(after)
	case isRegional(before) && isRegional(after):
		return halfFlag(text[:at])
	}
	return false
}

// extends tells whether r has no place of its own but alters what precedes it.
func extends(r rune) bool {
	switch {
	case r < 0x300:
		return false
	case r == zeroWidthJoiner,
		'\U0001F3FB' <= r && r <= '\U0001F3FF', // skin tones
		'\U000E0020' <= r && r <= '\U000E007F': // tags of regional flags
		return true
	}
	return unicode.IsMark(r)
}

// isRegional names the letters that are read in pairs, each pair a flag.
func isRegional(r rune) bool { return '\U0001F1E6' <= r && r <= '\U0001F1FF' }

// halfFlag tells whether text ends after the first letter of a flag. Only the
// length of the row decides: 🇫🇷🇺🇦 must not be read as holding 🇷🇺.
func halfFlag(text string) bool {
	letters := 0
	for letters < 2*maxFlags {
		r, size := utf8.DecodeLastRuneInString(text)
		if !isRegional(r) {
			break
		}
		letters++
		text = text[:len(text)-size]
	}
	return letters%2 == 1
}
