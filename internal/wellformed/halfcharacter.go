package wellformed

import (
	"strconv"
	"unicode/utf16"
	"unicode/utf8"
)

// halfCharacter finds an escape of a surrogate without its other half: JSON allows
// it, no text has it, and readers would silently put U+FFFD in its place.
func halfCharacter(raw []byte) string {
	for i := 0; i < len(raw); i++ {
		if raw[i] != '\\' {
			continue
		}
		one, ok := surrogate(raw[i:])
		if !ok {
			i++ // an escape of two characters may be of the backslash itself
			continue
		}
		other, ok := surrogate(raw[i+6:])
		if !ok || utf16.DecodeRune(one, other) == utf8.RuneError {
			return string(raw[i : i+6])
		}
		i += 11
	}
	return ""
}

// surrogate reads the escape that a piece of JSON begins with, if it is of half a character.
func surrogate(raw []byte) (rune, bool) {
	if len(raw) < 6 || raw[0] != '\\' || raw[1] != 'u' {
		return 0, false
	}
	n, err := strconv.ParseUint(string(raw[2:6]), 16, 16)
	return rune(n), err == nil && utf16.IsSurrogate(rune(n))
}
