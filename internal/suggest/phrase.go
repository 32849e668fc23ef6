package suggest

import "parley/internal/prose"

// maxPhrase is of how many tokens the name of a source may be.
const maxPhrase = 24

// leftPhrase is the noun phrase that ends with a token. A clause that tells who
// the source is belongs to it: "people who asked not to be named".
func (s *sentence) leftPhrase(last int) prose.Range {
	r := prose.Range{From: last + 1, To: last + 1}
	for i := s.whoClause(last); i >= s.From && last-i < maxPhrase; i-- {
		if !s.inPhrase(i) {
			break
		}
		r.From = i
	}
	return s.withoutForerunners(s.withoutOtherClause(r))
}

// whoClause steps over a clause with "who" that ends with a token and belongs to
// the noun before it without a comma.
func (s *sentence) whoClause(last int) int {
	const longest = 12
	for i := last; s.word(i) && last-i < longest; i-- {
		if s.is(i, relatives) && s.word(i-1) {
			return i - 1
		}
	}
	return last
}

// inPhrase tells whether a token can be part of a noun phrase.
func (s *sentence) inPhrase(i int) bool {
	t := s.Tokens[max(i, 0)]
	if !s.open(i) || s.is(i, subordinators) || s.is(i, auxiliaries) && !t.Capital() {
		return false
	}
	if t.Kind == prose.Sign {
		return t.Text == "-" && !t.Spaced || contains("/&*", t.Text)
	}
	f, isCue := s.cueAt(i)
	return !isCue || f.noun || f.class == action && f.base || t.Capital()
}

// withoutOtherClause cuts a phrase at an "and" before which another clause may
// end: only a phrase that begins its clause may be of several names.
func (s *sentence) withoutOtherClause(r prose.Range) prose.Range {
	if r.From == s.From || !s.word(r.From-1) || s.is(r.From-1, subordinators) {
		return r
	}
	for i := r.To - 1; i >= r.From; i-- {
		if s.is(i, conjunctions) {
			return prose.Range{From: i + 1, To: r.To}
		}
	}
	return r
}

// withoutForerunners takes what goes before a subject off it: "On Tuesday he".
func (s *sentence) withoutForerunners(r prose.Range) prose.Range {
	for r.Len() > 1 {
		d, ok := s.dateFrom(r.From)
		switch {
		case ok && d.To < r.To:
			r.From = d.To
		case s.is(r.From, conjunctions) || s.adverb(r.From):
			r.From++
		case s.is(r.From, prepositions) && s.dateAfter(r.From, r.To):
			r.From++
		default:
			return r
		}
	}
	return r
}

func (s *sentence) dateAfter(i, until int) bool {
	d, ok := s.dateFrom(i + 1)
	return ok && d.To < until
}

// rightPhrase is the noun phrase that begins with a token. With free it may be
// followed by anything; without, by what ends a clause.
func (s *sentence) rightPhrase(first int, free bool) prose.Range {
	r := prose.Range{From: first, To: first}
	for i := first; i < s.To && i-first < maxPhrase; i++ {
		if _, isDate := s.dateFrom(i); isDate || !s.inPhrase(i) || s.is(i, hearers) {
			break
		}
		if !free && i > first && s.is(i, prepositions) && s.key(i) != "of" && s.key(i) != "for" {
			break
		}
		r.To = i + 1
	}
	for s.sign(r.From, "*") && r.Len() > 0 {
		r.From++
	}
	for r.Len() > 0 && (s.sign(r.To-1, "*") || s.is(r.To-1, determiners) || s.is(r.To-1, prepositions) || s.adverb(r.To-1) || s.is(r.To-1, conjunctions)) {
		r.To--
	}
	if s.is(r.To, relatives) && free {
		return prose.Range{From: first, To: s.clauseEnd(r.To)}
	}
	if !free && !s.clauseEnds(r.To) {
		return prose.Range{From: first, To: first}
	}
	return r
}

// clauseEnd is where a clause that begins at a token ends.
func (s *sentence) clauseEnd(i int) int {
	for from := i; i < s.To && i-from < maxPhrase && s.open(i) && !s.sign(i, ",.;:–—!?)"); i++ {
		continue
	}
	return i
}

// clauseEnds tells whether nothing but an adverbial can follow at a token.
func (s *sentence) clauseEnds(i int) bool {
	_, isDate := s.dateFrom(i)
	return i >= s.To || !s.open(i) || isDate || s.Tokens[i].Kind == prose.Sign || s.is(i, prepositions) || s.adverb(i) ||
		s.is(i, hearers) || s.is(i, subordinators) || s.is(i, relatives)
}

// inverted finds a source behind its cue: "…," said the minister.
func (s *sentence) inverted(h *hit) bool {
	if h.class == action || h.participle || h.base && h.noun {
		return false
	}
	h.source, h.how = s.rightPhrase(h.at.To, false), BySourceAfter
	if h.source.Len() == 0 || s.is(h.source.From, hearers) || s.is(h.source.From, prepositions) && s.Tokens[h.source.From].Lower() {
		return false
	}
	h.source = s.nameBehind(h.source)
	first := s.Tokens[h.source.From]
	return !first.Lower() && first.Kind == prose.Word || s.is(h.source.From, determiners) || s.is(h.source.From, pronouns) ||
		s.classify(h.source).kind != Description
}

// nameBehind takes the name that follows a description as its apposition: "said
// Lowland's envoy, Oskar Brandt, on Tuesday".
func (s *sentence) nameBehind(r prose.Range) prose.Range {
	if !s.sign(r.To, ",") || s.classify(r).kind != Description {
		return r
	}
	end := r.To + 1
	for s.word(end) && s.Tokens[end].Capital() {
		end++
	}
	if name := (prose.Range{From: r.To + 1, To: end}); name.Len() > 1 && s.isName(name) {
		return prose.Range{From: r.From, To: end}
	}
	return r
}

// maxCommas is how many parts between commas may part a source from its cue.
const maxCommas = 3

// acrossComma finds a source that an apposition or a clause parts from its cue:
// "Yuri Ushakov, who advises Putin, said". The apposition may be the name:
// "Trump's envoy, Steve Witkoff, said".
func (s *sentence) acrossComma(h *hit, comma int) bool {
	fallback := prose.Range{}
	end := comma
	for range maxCommas {
		start := end - 1
		for start >= s.From && !(s.sign(start, ",–—(")) {
			start--
		}
		if start <= s.From {
			break
		}
		inner, outer := prose.Range{From: start + 1, To: end}, s.leftPhrase(start-1)
		if end == comma && s.isName(inner) {
			h.source, h.how = inner, ByApposition
			return true
		}
		if outer.Len() > 0 {
			if k := s.classify(outer).kind; k != Description {
				h.source, h.how = outer, ByApposition
				return true
			}
			if fallback.Len() == 0 {
				fallback = outer
			}
		}
		end = start
	}
	h.source, h.how = fallback, ByApposition
	return fallback.Len() > 0 && s.is(fallback.From, determiners)
}

// isName tells whether a phrase is nothing but a name.
func (s *sentence) isName(r prose.Range) bool {
	if r.Len() == 0 || !s.open(r.From) {
		return false
	}
	if _, ok := s.names.Of(s.Tokens[r.From:r.To]); ok {
		return true
	}
	return s.capitals(r.To, r.From) == r.From
}

// opening is the source that a sentence begins with.
func (s *sentence) opening() prose.Range {
	const looked = 10
	for i := s.From; i < min(s.To, s.From+looked); i++ {
		switch {
		case s.sign(i, ",") && i-s.From < 6:
			continue
		case s.is(i, pronouns):
			return prose.Range{From: i, To: i + 1}
		case !s.inPhrase(i):
			return prose.Range{}
		}
		if _, end, ok := s.names.StartingAt(s.Tokens, i, s.To); ok && (end >= s.To || s.Tokens[end].Kind != prose.Possessive) && s.isSubject(end) {
			return prose.Range{From: i, To: end}
		}
	}
	return prose.Range{}
}

// isSubject tells whether a verb or a comma, rather than more of a noun phrase,
// follows a name that ends before a token.
func (s *sentence) isSubject(end int) bool {
	return s.sign(end, ",") || s.open(end) && s.Tokens[end].Lower()
}
