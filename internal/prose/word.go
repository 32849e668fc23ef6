package prose

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// plain makes one apostrophe of all and drops the full stops of abbreviations.
var plain = strings.NewReplacer("’", "'", "ʼ", "'", "`", "'", ".", "")

// next measures the token that begins at a byte of a text.
func next(text string, at int) (length int, kind Kind) {
	r, size := utf8.DecodeRuneInString(text[at:])
	rest := text[at:]
	switch {
	case isApostrophe(r) && isPossessive(text, at, size):
		return size + 1, Possessive
	case unicode.IsDigit(r):
		return number(rest), Number
	case isIdeograph(r):
		return size + marks(rest[size:]), Word
	case unicode.IsLetter(r) || unicode.IsMark(r):
		return word(rest), Word
	}
	return size + marks(rest[size:]), Sign
}

// marks measures what has no place of its own but belongs to the character
// before: combining marks, joiners with what they join.
func marks(s string) int {
	n := 0
	for n < len(s) {
		r, size := utf8.DecodeRuneInString(s[n:])
		switch {
		case r == '\u200d':
			_, joined := utf8.DecodeRuneInString(s[n+size:])
			n += size + joined
		case unicode.IsMark(r), '\U0001F3FB' <= r && r <= '\U0001F3FF', '\U000E0020' <= r && r <= '\U000E007F':
			n += size
		default:
			return n
		}
	}
	return n
}

// isPossessive tells whether 's at a byte follows a word and ends it.
func isPossessive(text string, at, size int) bool {
	before, _ := utf8.DecodeLastRuneInString(text[:at])
	rest := text[at+size:]
	if !unicode.IsLetter(before) && !unicode.IsDigit(before) || rest == "" || (rest[0] != 's' && rest[0] != 'S') {
		return false
	}
	after, _ := utf8.DecodeRuneInString(rest[1:])
	return !unicode.IsLetter(after) && !unicode.IsMark(after) && !unicode.IsDigit(after)
}

func isApostrophe(r rune) bool { return r == '\'' || r == '’' || r == 'ʼ' || r == '`' }

// isIdeograph names the scripts that do not part words.
func isIdeograph(r rune) bool {
	return r >= 0x2E80 && unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana)
}

func isLetter(r rune) bool {
	return (unicode.IsLetter(r) || unicode.IsMark(r)) && !isIdeograph(r)
}

// word measures a word with the apostrophes inside it, and with the full stop
// that belongs to an abbreviation or an initial.
func word(s string) int {
	n := 0
	for n < len(s) {
		r, size := utf8.DecodeRuneInString(s[n:])
		if isLetter(r) || unicode.IsDigit(r) || r == '\u200d' || r == '\u200c' {
			n += size
			continue
		}
		if !isApostrophe(r) || isPossessive(s, n, size) || !letterAt(s[n+size:]) {
			break
		}
		n += size
	}
	return n + fullStops(s, n)
}

func letterAt(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return isLetter(r)
}

// number measures digits with what belongs to them: 4,000, 3.5, 18th, 2026-01-22.
func number(s string) int {
	n := 0
	for n < len(s) {
		r, size := utf8.DecodeRuneInString(s[n:])
		inner := strings.ContainsRune(".,:", r) || r == '-' && isISO(s[:n], s[n:])
		if isLetter(r) || unicode.IsDigit(r) || inner && digitAt(s[n+size:]) {
			n += size
			continue
		}
		break
	}
	return n
}

func digitAt(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsDigit(r)
}

// isISO tells whether a hyphen stands inside a day such as 2026-01-22 rather
// than in a range such as 15-18.
func isISO(before, rest string) bool {
	return len(before) == 4 && len(rest) >= 6 && rest[3] == '-' || len(before) == 7 && before[4] == '-'
}
