package naming

import (
	"slices"
	"strings"

	"parley/internal/prose"
)

// Rule names how words of a text fit a recorded name.
type Rule string

// The rules, surest first.
const (
	ByName            Rule = "name"
	ByCode            Rule = "code"
	BySurname         Rule = "surname"
	ByPlace           Rule = "place"
	ByInflection      Rule = "inflection"
	ByTransliteration Rule = "transliteration"
)

var rules = []Rule{ByName, ByCode, BySurname, ByPlace, ByInflection, ByTransliteration}

// Name is a recorded name of a holder, which the caller numbers. Person says that
// the holder is a person, Code that it is a code in a register.
type Name struct {
	Holder       int
	Text         string
	Person, Code bool
}

// Match says whom a stretch of tokens names, by the surest rule that fits. Person
// tells that all of them are persons.
type Match struct {
	Holders []int
	Rule    Rule
	Person  bool
}

// maxWords is of how many tokens a name may be.
const maxWords = 10

// Names finds recorded names in texts. It may be used by several goroutines at once.
type Names struct {
	byVariant map[string][]entry
	byRoot    map[string][]int // holders by what an adjective keeps of their name
	longest   int
}

// entry is a name, or the surname in one, as it is compared.
type entry struct {
	holder  int
	words   []prose.Token
	person  bool
	surname bool
	code    bool
}

// New prepares names for finding.
func New(list []Name) *Names {
	n := &Names{byVariant: map[string][]entry{}, byRoot: map[string][]int{}}
	for _, name := range list {
		words := withoutArticle(wordsOf(name.Text))
		n.add(entry{holder: name.Holder, words: words, person: name.Person, code: name.Code})
		switch {
		case name.Code:
		case name.Person:
			n.addSurnames(name.Holder, words)
		default:
			n.addRoot(name.Holder, words)
		}
	}
	return n
}

func (n *Names) add(e entry) {
	if len(e.words) == 0 || len(e.words) > maxWords {
		return
	}
	n.longest = max(n.longest, len(e.words))
	k := variant(e.words)
	n.byVariant[k] = append(n.byVariant[k], e)
}

// addSurnames adds every ending of a person's name after the first word.
func (n *Names) addSurnames(holder int, words []prose.Token) {
	for len(words) > 1 && generations[words[len(words)-1].Key] {
		words = words[:len(words)-1]
	}
	for i := 1; i < len(words); i++ {
		if words[i].Kind == prose.Word && len([]rune(words[i].Key)) > 1 {
			n.add(entry{holder: holder, words: words[i:], person: true, surname: true})
		}
	}
}

var generations = map[string]bool{"jr": true, "sr": true, "ii": true, "iii": true}

// Of tells whom exactly these tokens name.
func (n *Names) Of(words []prose.Token) (Match, bool) {
	words = withoutArticle(words)
	if len(words) == 0 || len(words) > n.longest {
		return Match{}, false
	}
	best := Match{}
	level := len(rules)
	for _, e := range n.byVariant[variant(words)] {
		switch l := e.level(words); {
		case l < level:
			best, level = Match{Holders: []int{e.holder}, Rule: rules[l], Person: e.person}, l
		case l == level && l < len(rules) && !slices.Contains(best.Holders, e.holder):
			best.Holders, best.Person = append(best.Holders, e.holder), best.Person && e.person
		}
	}
	return best, len(best.Holders) > 0
}

// EndingAt finds the longest name that ends right before a token, and begins at
// or after another.
func (n *Names) EndingAt(list []prose.Token, from, end int) (m Match, start int, found bool) {
	for start = max(from, end-n.longest-1); start < end; start++ {
		if m, found = n.Of(list[start:end]); found {
			return m, start, true
		}
	}
	return Match{}, end, false
}

// StartingAt finds the longest name that begins with a token and ends before another.
func (n *Names) StartingAt(list []prose.Token, start, until int) (m Match, end int, found bool) {
	for end = min(until, start+n.longest+1); end > start; end-- {
		if m, found = n.Of(list[start:end]); found {
			return m, end, true
		}
	}
	return Match{}, start, false
}

func wordsOf(text string) []prose.Token {
	var list []prose.Token
	for b := range prose.Blocks(strings.Join(strings.Fields(text), " ")) {
		list = append(list, b.Tokens...)
	}
	return list
}

func withoutArticle(words []prose.Token) []prose.Token {
	if len(words) > 1 && words[0].Key == "the" {
		return words[1:]
	}
	return words
}
