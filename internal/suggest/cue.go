package suggest

import (
	"slices"
	"strings"

	"parley/internal/fold"
)

// class sorts cues by how they take what was said.
type class int

const (
	// speech takes a quotation or a clause: "said that …".
	speech class = iota
	// action names the act itself and takes an object: "rejects demands", "offered to".
	action
	// according takes the source after it: "according to …".
	according
	// heralds says that a text of the source follows: "issued the following statement".
	heralds
)

// cue is a verb, or a set phrase, by which an article says that somebody stated
// something. Act is the speech act it hints at, empty where it tells none.
type cue struct {
	verb  string
	class class
	act   string
	// forms are the words it occurs as; those of a phrase are joined by _.
	forms string
}

// form is one way a cue is written.
type form struct {
	*cue
	words []string // folded
	// participle: an English form in -ing, which has its subject elsewhere;
	// base: the bare English verb, which may be an infinitive; noun: may be a noun.
	participle, base, noun bool
	// negated: the phrase has its own negation.
	negated bool
}

// forms are all cues by the first word of their forms, longest first.
var forms = formsOf(english, ukrainian, russian)

func formsOf(tables ...[]cue) map[string][]form {
	m := map[string][]form{}
	for _, table := range tables {
		for i := range table {
			for _, written := range strings.Fields(table[i].forms) {
				f := newForm(&table[i], written)
				m[f.words[0]] = append(m[f.words[0]], f)
			}
		}
	}
	for _, list := range m {
		slices.SortStableFunc(list, func(a, b form) int { return len(b.words) - len(a.words) })
	}
	return m
}

func newForm(c *cue, written string) form {
	words := strings.Split(fold.Text(written), "_")
	verb, _, _ := strings.Cut(c.verb, " ")
	first := words[0]
	return form{cue: c, words: words, participle: strings.HasSuffix(first, "ing") && len(first) > 4,
		base: first == verb, noun: nouns[first], negated: slices.Contains(words, "not") || slices.Contains(words, "не")}
}

// reporting are the verbs by which one outlet retells another.
var reporting = setOf(`report write повідомляти писати передавати сообщать писать передавать`)

// setOf reads words into a set, folded as tokens are.
func setOf(words string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(words) {
		m[strings.ReplaceAll(fold.Text(w), "_", " ")] = true
	}
	return m
}
