package picture

import (
	"iter"
	"strings"
	"unicode/utf8"
)

const ellipsis = "…"

// wrap breaks a name into lines no wider than width, at most so many; the last
// ends in an ellipsis when the name goes on.
func (f font) wrap(s string, width, most int) []string {
	var lines []string
	rest := clean(s)
	for rest != "" && len(lines) < most-1 {
		at := f.lineEnd(rest, width)
		lines = append(lines, strings.TrimRight(rest[:at], " "))
		rest = strings.TrimLeft(rest[at:], " ")
	}
	if rest != "" {
		lines = append(lines, f.fit(rest, width))
	}
	return lines
}

// fit gives as much of a name as is no wider than width.
func (f font) fit(s string, width int) string {
	s = clean(s)
	if f.width(s) <= width {
		return s
	}
	return strings.TrimRight(s[:f.room(s, width-f.width(ellipsis))], " ") + ellipsis
}

// lineEnd is where the first line of s ends: at its end, after the last word
// that fits, or within the word where no word fits.
func (f font) lineEnd(s string, width int) int {
	at := f.room(s, width)
	if at == len(s) || s[at] == ' ' {
		return at
	}
	last, end := at, 0
	for c := range clusters(s[:at]) {
		end += len(c)
		if r, _ := utf8.DecodeRuneInString(c); r == ' ' || isWide(r) {
			last = end
		}
	}
	return last
}

// room is the length of the longest beginning of s that fits. One cluster always
// does, so that wrapping comes to an end.
func (f font) room(s string, width int) int {
	fits, sum := 0, 0
	for c := range clusters(s) {
		sum += advances(c)
		if fits > 0 && f.pixels(sum) > width {
			break
		}
		fits += len(c)
	}
	return fits
}

const zeroWidthJoiner = '\u200D'

// clusters cuts a text between characters, each with its marks and with what is
// joined to it: a line must not part them.
func clusters(s string) iter.Seq[string] {
	return func(yield func(string) bool) {
		start, joined := 0, true
		for i, r := range s {
			if !joined && !isMark(r) {
				if !yield(s[start:i]) {
					return
				}
				start = i
			}
			joined = r == zeroWidthJoiner
		}
		if start < len(s) {
			yield(s[start:])
		}
	}
}
