package suggest

import (
	"slices"

	"parley/internal/naming"
	"parley/internal/prose"
)

// source is whom a noun phrase means.
type source struct {
	kind    Kind
	matches []Match
	person  bool // named as a person
}

// classify tells what sort of source a noun phrase is, and whom it names.
func (s *sentence) classify(r prose.Range) source {
	if s.is(r.To-1, pronouns) && r.Len() < 3 {
		return source{kind: Pronoun}
	}
	if several := s.joint(r); several != nil {
		return *several
	}
	head := s.head(r)
	if m, start, ok := s.nameAtEnd(r, head); ok {
		return source{kind: Name, matches: s.matches(m, prose.Range{From: start, To: start + m.length}, m.Rule), person: m.Person}
	}
	return s.unnamed(r, head)
}

// unnamed is a phrase that ends with no recorded name.
func (s *sentence) unnamed(r, head prose.Range) source {
	start := s.capitals(head.To, head.From)
	last := head.To - 1
	switch {
	case s.any(head, anonymous) && (start == head.To || s.is(last, anonymous)):
		return source{kind: Anonymous, matches: s.modifiers(r)}
	case s.is(last, outlets) && !s.Tokens[last].Capital() || isOutlet(s.Slice(prose.Range{From: start, To: head.To})), isOutlet(s.Slice(head)):
		return source{kind: Outlet}
	case s.is(last, documents) && !s.Tokens[last].Capital() || s.is(last, documents) && head.Len() == 1:
		return source{kind: Document, matches: s.modifiers(r)}
	case s.is(last, spokespersons):
		return source{kind: Spokesperson, matches: s.modifiers(r)}
	case s.is(last, institutions):
		return source{kind: Institution, matches: s.modifiers(r)}
	case start < head.To && !(start == s.From && head.Len() == 1 && isPlural(s.Tokens[start].Key)):
		return source{kind: Name, matches: s.owner(r), person: head.To-start > 1}
	}
	return source{kind: Description, matches: s.modifiers(r)}
}

// isPlural takes a capitalised word in -s at the beginning of a sentence for a
// common noun: "Ministers said".
func isPlural(key string) bool { return len(key) > 3 && key[len(key)-1] == 's' }

func (s *sentence) any(r prose.Range, words map[string]bool) bool {
	for i := r.From; i < r.To; i++ {
		if s.is(i, words) {
			return true
		}
	}
	return false
}

// head is the phrase without what a preposition or a clause adds to it.
func (s *sentence) head(r prose.Range) prose.Range {
	for i := r.From + 1; i < r.To; i++ {
		if s.is(i, prepositions) || s.is(i, relatives) {
			return prose.Range{From: r.From, To: i}
		}
	}
	return r
}

type nameMatch struct {
	naming.Match
	length int
}

// nameAtEnd finds the recorded name that a phrase, or its head, ends with. A
// phrase that begins with a preposition has its head at the end.
func (s *sentence) nameAtEnd(r, head prose.Range) (nameMatch, int, bool) {
	first := s.key(r.From)
	m, start, ok := s.names.EndingAt(s.Tokens, r.From, r.To)
	if ok && (start < head.To || prepositions[first]) {
		return nameMatch{m, r.To - start}, start, true
	}
	m, start, ok = s.names.EndingAt(s.Tokens, r.From, head.To)
	return nameMatch{m, head.To - start}, start, ok
}

// matches lists the holders of a name.
func (s *sentence) matches(m nameMatch, r prose.Range, rule naming.Rule) []Match {
	var list []Match
	for _, h := range m.Holders {
		list = append(list, Match{Holder: h, Piece: s.piece(r), Rule: NameRule(rule)})
	}
	return list
}

// joint reads "A and B" as two sources, when both are recorded names.
func (s *sentence) joint(r prose.Range) *source {
	for i := r.From + 1; i < r.To-1; i++ {
		if !s.is(i, conjunctions) {
			continue
		}
		left, right := prose.Range{From: r.From, To: i}, prose.Range{From: i + 1, To: r.To}
		a, aStart, okA := s.nameAtEnd(left, s.head(left))
		b, bStart, okB := s.nameAtEnd(right, s.head(right))
		if okA && okB && aStart+a.length == i && bStart+b.length == r.To {
			both := append(s.matches(a, prose.Range{From: aStart, To: i}, a.Rule), s.matches(b, prose.Range{From: bStart, To: r.To}, b.Rule)...)
			return &source{kind: Name, matches: both, person: a.Person && b.Person}
		}
	}
	return nil
}

// capitals walks left from the end of a phrase over a name in capitals that
// nobody recorded, and gives where it begins; the end where there is none.
func (s *sentence) capitals(end, from int) int {
	start := end
	for i := end - 1; i >= from && s.open(i); i-- {
		t := s.Tokens[i]
		switch {
		case t.Kind == prose.Word && t.Capital() && !determiners[t.Key] && !pronouns[t.Key]:
			start = i
		case t.Text == "-" || t.Text == "&" || particles[t.Key] && start < end:
		default:
			return start
		}
	}
	return start
}

// owner is the recorded name before a possessive: "Ukraine's Foreign Ministry".
func (s *sentence) owner(r prose.Range) []Match {
	for i := r.From + 1; i < r.To; i++ {
		if s.Tokens[i].Kind != prose.Possessive {
			continue
		}
		if m, start, ok := s.names.EndingAt(s.Tokens, r.From, i); ok {
			return s.matches(nameMatch{m, i - start}, prose.Range{From: start, To: i}, naming.Rule(ByModifier))
		}
	}
	return nil
}

// modifiers are the recorded names inside a phrase that describes its source,
// and the adjectives made of them: "Kremlin officials", "the Russian ministry".
func (s *sentence) modifiers(r prose.Range) []Match {
	var list []Match
	for i := r.From; i < r.To && !s.is(i, relatives); i++ {
		m, end, ok := s.names.StartingAt(s.Tokens, i, r.To)
		if ok {
			list = append(list, s.matches(nameMatch{m, end - i}, prose.Range{From: i, To: end}, naming.Rule(ByModifier))...)
			i = end - 1
			continue
		}
		if m, ok := s.names.Adjective(s.Tokens[i]); ok {
			list = append(list, s.matches(nameMatch{m, 1}, prose.Range{From: i, To: i + 1}, naming.Rule(ByDemonym))...)
		}
	}
	return distinct(list)
}

func distinct(list []Match) []Match {
	var kept []Match
	for _, m := range list {
		if !slices.ContainsFunc(kept, func(k Match) bool { return k.Holder == m.Holder }) {
			kept = append(kept, m)
		}
	}
	return kept
}
