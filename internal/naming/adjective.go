package naming

import (
	"slices"
	"strings"

	"parley/internal/prose"
)

// adjectival are the English endings that make an adjective of a country's name.
var adjectival = []string{"n", "an", "ian", "nian", "ese", "ish", "i", "ic"}

// minCountry is how many letters of the name stay in its adjective at least.
const minCountry = 4

// Adjective tells whose adjective a word is: Ukrainian of Ukraine, Iranian of Iran.
// Only names of one word are known by theirs, and irregular ones (French, Dutch)
// are not.
func (n *Names) Adjective(word prose.Token) (Match, bool) {
	if !word.Capital() {
		return Match{}, false
	}
	for _, ending := range adjectival {
		root, ok := strings.CutSuffix(word.Key, ending)
		if ok && len(root) >= minCountry {
			if holders := n.byRoot[root]; len(holders) > 0 {
				return Match{Holders: slices.Clone(holders), Rule: ByName}, true
			}
		}
	}
	return Match{}, false
}

// addRoot notes a name of one word without its last vowel.
func (n *Names) addRoot(holder int, words []prose.Token) {
	if len(words) != 1 || !words[0].Capital() || isCyrillic(words[0].Key) {
		return
	}
	root := strings.TrimRight(words[0].Key, "aeiou")
	for _, r := range []string{words[0].Key, root, strings.TrimRight(words[0].Key, "ae")} {
		if len(r) >= minCountry && !slices.Contains(n.byRoot[r], holder) {
			n.byRoot[r] = append(n.byRoot[r], holder)
		}
	}
}
