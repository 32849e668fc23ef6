package anchor

import "unicode"

// tokens parts a text into words, runs of blanks and single characters. None of
// them ends inside a character as readers see it.
func tokens(text string) []string {
	var all []string
	start, last := 0, kindOfSign
	for at, r := range text {
		kind := tokenKind(r)
		if at > 0 && (kind != last || kind == kindOfSign) && !splitsCharacter(text, at) {
			all = append(all, text[start:at])
			start = at
		}
		last = kind
	}
	if start < len(text) {
		all = append(all, text[start:])
	}
	return all
}

const (
	kindOfSign = iota
	kindOfWord
	kindOfBlank
)

func tokenKind(r rune) int {
	switch {
	case isWord(r):
		return kindOfWord
	case isBlank(r):
		return kindOfBlank
	}
	return kindOfSign
}

// isWord tells whether r belongs to a word that is written with others of its
// kind and parted from the next by something else.
func isWord(r rune) bool {
	return (unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r)) && !isIdeograph(r)
}

// isIdeograph names the scripts that do not part words and say much in few
// characters.
func isIdeograph(r rune) bool {
	return r >= 0x2E80 && unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana)
}
