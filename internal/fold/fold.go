// Package fold reduces text to the form that simple matching compares: case,
// accents and compatibility forms no longer count. It imports only x/text.
package fold

import (
	"strings"
	"unicode"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"
)

// Text folds s. Databases differ in what LIKE takes as equal outside ASCII, so
// both engines store and search this form instead.
func Text(s string) string {
	if isPlain(s) {
		return strings.ToLower(s)
	}
	// Decomposing can bring capitals (№ is No) and folding can bring marks (İ),
	// so one comes before and after the other. Lowering makes up for x/text, which
	// swaps the two cases of Cherokee.
	decomposed := norm.NFKD.String(strings.ToLower(cases.Fold().String(norm.NFKD.String(s))))
	return norm.NFC.String(strings.Map(withoutMarks, decomposed))
}

func withoutMarks(r rune) rune {
	if unicode.Is(unicode.Mn, r) {
		return -1
	}
	return r
}

func isPlain(s string) bool {
	for i := range len(s) {
		if s[i] >= 0x80 {
			return false
		}
	}
	return true
}

// Joined folds the given parts and joins them by line breaks, which no query
// can contain, so that a match never spans two parts.
func Joined(parts ...string) string {
	kept := parts[:0:0]
	for _, p := range parts {
		if p != "" {
			kept = append(kept, Text(p))
		}
	}
	return strings.Join(kept, "\n")
}
