package anchor

import "strings"

// occurrences gives the byte offset of every place where needle, which is not
// empty, stands in text, overlapping ones included.
//
// Nearly every quote occurs never or once, and strings.Index settles that at the
// speed of memory. It would take quadratic time on text such as "aaaa…", where
// every place is an occurrence, hence the other way for several.
func occurrences(text, needle string) []int {
	first := strings.Index(text, needle)
	if first < 0 {
		return nil
	}
	if !strings.Contains(text[first+1:], needle) {
		return []int{first}
	}
	return allOccurrences(text, needle, first)
}

// allOccurrences is the method of Knuth, Morris and Pratt: it never looks at a
// byte of text twice.
func allOccurrences(text, needle string, from int) []int {
	border := borders(needle)
	var found []int
	matched := 0
	for at := from; at < len(text); at++ {
		for matched > 0 && (matched == len(needle) || text[at] != needle[matched]) {
			matched = border[matched-1]
		}
		if text[at] == needle[matched] {
			matched++
		}
		if matched == len(needle) {
			found = append(found, at+1-len(needle))
		}
	}
	return found
}

// borders gives, for every beginning of s, the length of its longest proper
// beginning that is also its end: what still matches after a mismatch.
func borders(s string) []int {
	border := make([]int, len(s))
	for i := 1; i < len(s); i++ {
		n := border[i-1]
		for n > 0 && s[i] != s[n] {
			n = border[n-1]
		}
		if s[i] == s[n] {
			n++
		}
		border[i] = n
	}
	return border
}
