package ledger

import (
	"slices"
	"strings"

	"parley/internal/search"
)

// maxExcerpts is how many stretches of its texts a hit shows.
const maxExcerpts = 3

// judge says how a query matches. It looks for the terms and names of all groups
// at once.
type judge struct {
	groups  []SearchGroup
	terms   []search.Term
	matcher *search.Matcher
}

func newJudge(groups []SearchGroup) *judge {
	j := &judge{groups: groups}
	for _, g := range groups {
		j.terms = append(append(j.terms, g.Terms...), g.Names...)
	}
	j.matcher = search.NewMatcher(j.terms)
	return j
}

// matches fills in how a hit matches and what shows it.
func (j *judge) matches(h *sought) bool {
	seen := make([]bool, len(j.terms))
	h.Snippets = []Excerpt{}
	for _, t := range h.texts {
		for _, s := range j.matcher.Excerpt(t.Text, maxExcerpts-len(h.Snippets), seen, func() bool { return j.allSeen(seen) }) {
			h.Snippets = append(h.Snippets, h.excerpt(t.Pointer, s))
		}
	}
	if len(h.Snippets) == 0 && len(h.texts) > 0 {
		h.Snippets = append(h.Snippets, h.excerpt(h.texts[0].Pointer, search.Opening(h.texts[0].Text)))
	}
	first := 0
	for _, g := range j.groups {
		last := first + len(g.Terms) + len(g.Names)
		m, ok := g.how(seen[first:last], h)
		if !ok {
			return false
		}
		h.Matched, first = append(h.Matched, m), last
	}
	return true
}

func (h *sought) excerpt(pointer string, s search.Snippet) Excerpt {
	e := Excerpt{Pointer: pointer, Snippet: s}
	if h.Kind == KindOfArticle && pointer == PointerOfText {
		e.Revision = &h.revision
	}
	return e
}

// allSeen tells that every group matches by what stands in the texts.
func (j *judge) allSeen(seen []bool) bool {
	first := 0
	for _, g := range j.groups {
		last := first + len(g.Terms) + len(g.Names)
		if !g.hasWords(seen[first:last]) && !slices.Contains(seen[first+len(g.Terms):last], true) {
			return false
		}
		first = last
	}
	return true
}

func (g *SearchGroup) hasWords(seen []bool) bool { return !slices.Contains(seen[:len(g.Terms)], false) }

// how says how a group matches; seen tells which of its terms and names stand in
// the texts.
func (g *SearchGroup) how(seen []bool, h *sought) (Matched, bool) {
	m := Matched{Query: g.text(), By: MatchedByWords}
	if g.hasWords(seen) {
		return m, true
	}
	if i := slices.Index(seen[len(g.Terms):], true); i >= 0 {
		name := g.Names[i].Text
		m.By, m.Name, m.Party = MatchedByName, &name, g.of(name)
		return m, true
	}
	for i := range g.Parties {
		if p := &g.Parties[i]; slices.Contains(h.voices, p.ID) {
			m.By, m.Party = MatchedByParty, p.named()
			return m, true
		}
	}
	return m, false
}

// text is the group as it was written.
func (g *SearchGroup) text() string {
	var parts []string
	for _, t := range g.Terms {
		parts = append(parts, t.Text)
	}
	return strings.Join(parts, " ")
}

// of is the party that has a name.
func (g *SearchGroup) of(name string) *Named {
	for i := range g.Parties {
		if slices.Contains(g.Parties[i].names(), name) {
			return g.Parties[i].named()
		}
	}
	return nil
}

func (v *Party) named() *Named { return &Named{Identity{v.ID}, v.Slug, &v.Name} }
