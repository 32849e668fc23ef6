package suggest

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"unicode/utf8"

	"parley/internal/prose"
)

// Issues finds the issues whose words occur in a passage. It may be used by
// several goroutines at once.
type Issues struct {
	count  int
	issues map[string][]int // by stem
}

// IssueMatch is an issue with its words as the passage has them, those that few
// issues share first.
type IssueMatch struct {
	Issue int
	Words []string
	// Weight adds up, for each word, the logarithm of how many times fewer issues
	// have it than there are.
	Weight float64
}

// maxIssues is how many issues are told of one passage.
const maxIssues = 5

// NewIssues prepares the texts of issues, each with all that is to be looked for,
// but for the words of the given names: who is concerned tells no issue.
func NewIssues(texts []string, names ...string) *Issues {
	x := &Issues{count: len(texts), issues: map[string][]int{}}
	named := map[string]bool{}
	for _, name := range names {
		for _, w := range wordsOf(name) {
			named[telling(w)] = true
		}
	}
	for n, text := range texts {
		for _, w := range wordsOf(text) {
			if s := telling(w); s != "" && !named[s] && !slices.Contains(x.issues[s], n) {
				x.issues[s] = append(x.issues[s], n)
			}
		}
	}
	return x
}

// In lists the issues whose words a passage has, the likeliest first. A word that
// more than a third of all issues have tells nothing, unless there are few.
func (x *Issues) In(passage string) []IssueMatch {
	found := map[int]*IssueMatch{}
	seen := map[string]bool{}
	for _, w := range wordsOf(passage) {
		s := telling(w)
		having := x.issues[s]
		if s == "" || seen[s] || len(having) == 0 || x.count > 5 && 3*len(having) > x.count {
			continue
		}
		seen[s] = true
		for _, n := range having {
			if found[n] == nil {
				found[n] = &IssueMatch{Issue: n}
			}
			found[n].Words = append(found[n].Words, w.Text)
			found[n].Weight += math.Log(float64(1+x.count) / float64(len(having)))
		}
	}
	return ranked(found)
}

func ranked(found map[int]*IssueMatch) []IssueMatch {
	var list []IssueMatch
	for _, m := range found {
		list = append(list, *m)
	}
	slices.SortFunc(list, func(a, b IssueMatch) int {
		return cmp.Or(cmp.Compare(b.Weight, a.Weight), cmp.Compare(a.Issue, b.Issue))
	})
	return list[:min(len(list), maxIssues)]
}

// The length of a word that can tell something, and of the stem it is compared by.
const (
	minTelling = 4
	stemLength = 6
)

// telling is the stem of a word that can tell one issue from another, or nothing.
// Cutting the end off makes one of guarantee and guarantees, recognise and
// recognition, територія and територій.
func telling(w prose.Token) string {
	k := strings.TrimSuffix(w.Key, "s")
	if w.Kind != prose.Word || utf8.RuneCountInString(k) < minTelling || common[w.Key] {
		return ""
	}
	n := 0
	for at := range k {
		if n == stemLength {
			return k[:at]
		}
		n++
	}
	return k
}

// common are words that any question or statement may have.
var common = setOf(`about after again against also among another because been before being between both could does doing down during
	each even every from further have having here hers himself into itself just more most much must none nothing only other others
	give gives given goes going come comes came ready ours over part parts same shall should some such than that their them then there these they this those through under until upon
	very were what when where which while whom whose will with within without would your yours said says told become becomes
	question issue talks negotiation negotiations answer take takes hold holds held make makes made still
	який яка яке які коли хто для після який чому буде быть было были когда который которая которые после если`)
