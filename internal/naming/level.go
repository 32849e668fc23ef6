package naming

import (
	"parley/internal/prose"
)

// level is the place in rules of the one by which words fit a name of the same
// variant, or their number where none does.
func (e entry) level(words []prose.Token) int {
	at := 0
	if !e.cased(words) {
		return len(rules)
	}
	for i, w := range words {
		at = max(at, wordLevel(e.words[i].Key, w.Key))
	}
	switch {
	case e.code && at > 0:
		return len(rules)
	case e.code:
		return levelOf(ByCode)
	case e.surname && at == 0:
		return levelOf(BySurname)
	}
	return at
}

func levelOf(r Rule) int {
	for i, rule := range rules {
		if rule == r {
			return i
		}
	}
	return len(rules)
}

func wordLevel(recorded, found string) int {
	switch {
	case recorded == found:
		return 0
	case places[recorded] != "" && places[recorded] == places[found]:
		return levelOf(ByPlace)
	case isCyrillic(recorded):
		return levelOf(ByInflection)
	}
	return levelOf(ByTransliteration)
}

// maxCapitals is up to how many letters a name in capitals must be found in
// capitals: US is not us.
const maxCapitals = 5

// cased tells whether the words have the capitals that the name asks for: one at
// the beginning, and all of a code or of a short name in capitals.
func (e entry) cased(words []prose.Token) bool {
	if e.words[0].Capital() && words[0].Lower() {
		return false
	}
	for i, w := range e.words {
		short := w.AllCapitals() && len([]rune(w.Key)) <= maxCapitals
		if (short || e.code) && w.AllCapitals() && !words[i].AllCapitals() {
			return false
		}
	}
	return true
}
