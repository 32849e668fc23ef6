package suggest

import (
	"strings"

	"parley/internal/fold"
)

// known are outlets whose names tell nothing of what they are.
var known = setOf(`afp reuters ap bloomberg unn tass interfax ria xinhua dpa ansa efe kyodo anadolu bbc cnn nbc cbs abc npr dw
	axios politico meduza ukrinform unian rbc-ukraine suspilne hromadske kommersant vedomosti izvestia nexta
	al_jazeera associated_press agence_france-presse financial_times der_spiegel le_monde la_repubblica el_pais haaretz
	уніан укрінформ суспільне тасс интерфакс риа медуза коммерсантъ ведомости известия унн`)

// outletWords end the names of outlets that have more words than one.
var outletWords = setOf(`news times post television tv radio wire courier gazette monitor digest herald tribune
	telegraph journal press chronicle observer guardian independent standard mail express daily weekly review
	broadcasting zeitung reporter dispatch bulletin media newswire pravda правда новини новости`)

// isOutlet tells whether a name is an outlet's: it, its first or its last word is
// in the table of known ones, or its last word is one that outlets have: the Times.
func isOutlet(name string) bool {
	words := strings.Fields(fold.Text(name))
	the := len(words) > 1 && words[0] == "the"
	if the {
		words = words[1:]
	}
	if len(words) == 0 {
		return false
	}
	last := words[len(words)-1]
	return the && len(words) == 1 && outletWords[last] || known[strings.Join(words, " ")] || len(words) < 3 && (known[words[0]] || known[last]) || len(words) > 1 && outletWords[last] ||
		len(words) > 2 && last == "agency" && (words[len(words)-2] == "news" || words[len(words)-2] == "press")
}
