package anchor

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

const byteOrderMark = "\uFEFF"

var lineBreaks = strings.NewReplacer("\r\n", "\n", "\r", "\n")

// Normalize gives an article the one form in which it is stored, so that offsets
// mean the same to everyone who counts them: without a leading byte order mark,
// with LF for every line break, in Unicode NFC. Nothing else is changed.
//
// Marks repeated by careless concatenation all go, so that normalising stored
// text again never moves an offset. NFC is stream-safe: more than thirty
// combining marks on one letter are parted by U+034F, which has no shape.
//
// The error is a *BadTextError.
func Normalize(s string) (string, error) {
	if err := checkText(s); err != nil {
		return "", err
	}
	s = strings.TrimLeft(s, byteOrderMark)
	return norm.NFC.String(lineBreaks.Replace(s)), nil
}

// checkText refuses what cannot be counted in code points, and NUL, which is
// valid UTF-8 but which many a store and tool take for the end of the text.
func checkText(s string) error {
	if utf8.ValidString(s) && strings.IndexByte(s, 0) < 0 {
		return nil
	}
	codePoint := 0
	for at, r := range s {
		if err := badRune(r, s[at:]); err != nil {
			return &BadTextError{Err: err, Byte: at, CodePoint: codePoint}
		}
		codePoint++
	}
	return nil
}

// badRune judges the first rune r of rest. U+FFFD is bad only when it stands for
// a byte that could not be decoded, not when it was written out.
func badRune(r rune, rest string) error {
	if r == 0 {
		return ErrNUL
	}
	if r == utf8.RuneError && !strings.HasPrefix(rest, "\uFFFD") {
		return ErrInvalidUTF8
	}
	return nil
}
