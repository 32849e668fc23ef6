package picture

import (
	"strings"
	"unicode"
)

// advance is the width of a character in thousandths of the font size, after
// DejaVu Sans, which is wider than what most systems use.
func advance(r rune) int {
	switch {
	case isMark(r):
		return 0
	case isBroad(r):
		return 12000
	case r < 0x2000 && unicode.In(r, unicode.Latin, unicode.Common):
		return latin(r)
	case unicode.In(r, unicode.Cyrillic, unicode.Greek):
		return cyrillic(r)
	case isWide(r):
		return 1050
	case unicode.In(r, unicode.Arabic, unicode.Hebrew):
		return 680
	}
	return 1000
}

// isMark tells of what stands on, under or between other characters and takes
// no room of its own.
func isMark(r rune) bool { return unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf) }

// isWide tells of scripts drawn in squares, in which a line may end anywhere,
// and of pictographs.
func isWide(r rune) bool {
	return r >= 0x1F000 ||
		r >= 0x3000 && r <= 0x30FF ||
		r >= 0xFF01 && r <= 0xFF60 ||
		unicode.In(r, unicode.Han, unicode.Hangul, unicode.Hiragana, unicode.Katakana)
}

// isBroad tells of the characters that fonts draw as wide as a word: Arabic
// formulas, cuneiform, the longest dashes.
func isBroad(r rune) bool {
	return r >= 0xFDF0 && r <= 0xFDFF || r == 0x2E3A || r == 0x2E3B || unicode.Is(unicode.Cuneiform, r)
}

// latin is the width of a Latin letter, a digit or a common sign.
func latin(r rune) int {
	switch {
	case strings.ContainsRune("ijlI.,:;'|!` ", r):
		return 350
	case strings.ContainsRune("ftr()[]{}/\\-\"", r):
		return 460
	case strings.ContainsRune("mwMW@%—", r):
		return 1000
	case unicode.IsUpper(r):
		return 740
	}
	return 640
}

// cyrillic is the width of a Cyrillic or Greek letter.
func cyrillic(r rune) int {
	switch {
	case strings.ContainsRune("іїІЇјЈι", r):
		return 350
	case strings.ContainsRune("жмшщюыфЖМШЩЮЫФЊЉњљω", r):
		return 1090
	case unicode.IsUpper(r):
		return 800
	}
	return 680
}
