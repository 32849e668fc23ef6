package prose

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// titles are abbreviations that something follows, so that they end no sentence.
// Letters joined by full stops (U.S., U.N.) are taken for such too.
var titles = set(`mr mrs ms dr prof gen col lt maj capt cpt sgt adm brig cmdr sen rep gov pres st mt vs no nos art para fig
	rev hon amb им ім вул ул просп тов`)

// others are abbreviations that may end a sentence: they do when a capital follows.
var others = set(`jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thur thurs fri sat sun
	jr sr etc inc ltd co corp approx est dept р г гг рр тис тыс млн млрд`)

func set(words string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(words) {
		m[w] = true
	}
	return m
}

// fullStops tells how many bytes after the word s[:n] are full stops, and
// letters between them, that belong to it.
func fullStops(s string, n int) int {
	if n >= len(s) || s[n] != '.' {
		return 0
	}
	if utf8.RuneCountInString(s[:n]) == 1 {
		return initials(s, n)
	}
	lower := strings.ToLower(s[:n])
	if titles[lower] || others[lower] {
		return 1
	}
	return 0
}

// initials takes in U.S. and p.m., and the J. of a name, which a capital follows.
func initials(s string, n int) int {
	at := n
	for at < len(s) && s[at] == '.' {
		r, size := utf8.DecodeRuneInString(s[at+1:])
		if !isLetter(r) || letterAt(s[at+1+size:]) {
			break
		}
		at += 1 + size
	}
	switch {
	case at > n && at < len(s) && s[at] == '.':
		return at + 1 - n
	case at > n:
		return at - n
	}
	first, _ := utf8.DecodeRuneInString(s)
	after, _ := utf8.DecodeRuneInString(strings.TrimLeft(s[n+1:], " \u00a0"))
	if unicode.IsUpper(first) && unicode.IsUpper(after) {
		return 1
	}
	return 0
}

// mayEnd tells whether an abbreviation with its full stop can end a sentence.
func mayEnd(t Token) bool {
	return t.Kind == Word && strings.HasSuffix(t.Text, ".") && (others[t.Key] || t.Key == "am" || t.Key == "pm")
}
