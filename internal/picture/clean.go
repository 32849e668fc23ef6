package picture

import (
	"strings"
	"unicode"
)

// clean makes a name from outside fit for a picture: valid UTF-8, one line,
// single spaces, none of the characters that XML forbids, and none that would
// turn the reading direction of what follows.
func clean(s string) string {
	s = strings.Map(drawable, strings.ToValidUTF8(s, "\uFFFD"))
	return strings.Join(strings.Fields(s), " ")
}

func drawable(r rune) rune {
	switch {
	case unicode.IsSpace(r):
		return ' '
	case unicode.IsControl(r), turnsDirection(r), isNoncharacter(r):
		return -1
	}
	return r
}

// turnsDirection tells of embeddings, overrides and isolates: one left open
// reorders the words of the sentence around a name.
func turnsDirection(r rune) bool {
	return r >= 0x202A && r <= 0x202E || r >= 0x2066 && r <= 0x2069
}

// isNoncharacter tells of U+FFFE, U+FFFF and their like in every plane; XML has
// the first two in none of its documents.
func isNoncharacter(r rune) bool {
	return r&0xFFFE == 0xFFFE || r >= 0xFDD0 && r <= 0xFDEF
}

// isolated keeps a name of any script together inside an English sentence.
func isolated(s string) string { return "\u2068" + clean(s) + "\u2069" }
