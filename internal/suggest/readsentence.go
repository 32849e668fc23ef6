package suggest

import "parley/internal/prose"

// sentencesOf are the sentences of a paragraph that are short enough to be read. A
// question in quotation marks and the words that say who asked it are one.
func sentencesOf(b *prose.Block, names *Names) []*sentence {
	var list []*sentence
	for _, r := range b.Sentences {
		if r.Len() > maxSentence {
			continue
		}
		s := newSentence(b, r, names)
		if n := len(list); n > 0 && list[n-1].To == r.From && list[n-1].isQuotation() && s.onlyAttributes() {
			list[n-1] = newSentence(b, prose.Range{From: list[n-1].From, To: r.To}, names)
			continue
		}
		list = append(list, s)
	}
	return list
}

// isQuotation tells whether the sentence is a quotation and nothing else.
func (s *sentence) isQuotation() bool {
	if len(s.quotes) == 0 || s.quotes[0].Open != s.From {
		return false
	}
	for i := s.quotes[len(s.quotes)-1].Close + 1; i < s.To; i++ {
		if s.Tokens[i].Kind != prose.Sign {
			return false
		}
	}
	return len(s.quotes) == 1
}

// onlyAttributes tells whether a sentence only says whose words the ones before
// it are: "Zelensky asked."
func (s *sentence) onlyAttributes() bool {
	hits := s.hits()
	return len(s.quotes) == 0 && len(hits) == 1 && hits[0].class == speech && hits[0].zone().From == s.From && s.afterCue(hits[0]) >= s.To-1
}

// read finds the statements of one sentence.
func (s *sentence) read() []draft {
	var heard []heard
	for _, h := range s.hits() {
		if src := s.classify(h.source); s.says(h, src) {
			heard = append(heard, listened(h, src))
		}
	}
	if list := s.direct(heard); len(list) > 0 {
		return list
	}
	return s.told(prose.Range{From: s.From, To: s.To}, heard)
}

// heard is a cue with its source.
type heard struct {
	hit
	source source
}

func listened(h hit, src source) heard { return heard{h, src} }

// says tells whether a source can have said something by the cue: an act needs
// somebody known who does it.
func (s *sentence) says(h hit, src source) bool {
	switch {
	case s.is(h.source.From, hearers) && h.source.Len() == 1:
		return false
	case h.class == action:
		return src.kind != Outlet && src.kind != Document && (src.kind != Description || len(src.matches) > 0 && !s.endsWithName(h.source))
	}
	return true
}

// endsWithName tells whether a description ends with a name, which then is the
// subject of a clause inside it: "the land Moscow wants".
func (s *sentence) endsWithName(r prose.Range) bool {
	_, _, ok := s.names.EndingAt(s.Tokens, r.From, r.To)
	return ok
}

// direct finds the quotations that cues of the sentence introduce or follow.
func (s *sentence) direct(all []heard) []draft {
	for i, h := range all {
		r, after, ok := s.quotationOf(h.hit)
		if !ok {
			continue
		}
		d := s.draft(h, r, Direct)
		d.act = actOf(all, h)
		if !after || i == 0 {
			return []draft{d}
		}
		// "Trump repeated his view that …, stating: "…"" says something before.
		before := s.told(prose.Range{From: s.From, To: s.beforeCue(h.hit)}, all[:i])
		return append(before, d)
	}
	return nil
}

// beforeCue is where the words before a cue end, without the comma.
func (s *sentence) beforeCue(h hit) int {
	end := h.at.From
	if h.how != BySharedSubject {
		end = h.zone().From
	}
	for end > s.From && (s.sign(end-1, ",;–—") || s.is(end-1, clauseJoins)) {
		end--
	}
	return end
}

// actOf is the act of a cue or, where it hints at none, of another one that the
// same source has in the sentence.
func actOf(all []heard, h heard) string {
	if h.act != "" {
		return h.act
	}
	for _, o := range all {
		if o.act != "" && o.hit.source == h.hit.source {
			return o.act
		}
	}
	return ""
}

// told reads what a stretch of a sentence tells in its own words: one statement,
// or one for each clause that has a source of its own.
func (s *sentence) told(r prose.Range, all []heard) []draft {
	if end, n := s.secondClause(r, all); n > 0 {
		from := all[n].zone().From
		return append(s.told(prose.Range{From: r.From, To: end}, all[:n]), s.told(prose.Range{From: from, To: r.To}, all[n:])...)
	}
	main := s.outermost(all)
	if main < 0 || r.Len() < 3 {
		return nil
	}
	return s.retold(r, all, all[main])
}

// secondClause finds the first cue, by its number, that begins a clause beside the
// one before it, and where that ends: "…, but Zelensky rejected it", "Although
// Lavrov would not comment, Zelensky confirmed …". What is said between commas
// or at the end says both.
func (s *sentence) secondClause(r prose.Range, all []heard) (end, n int) {
	for i, h := range all {
		if h.class != action && h.source.kind != Outlet && s.isParenthesis(h.hit) {
			return 0, 0
		}
		at := h.zone().From
		if i == 0 || h.how != BySourceBefore || h.source.kind == Outlet || all[i-1].zone().To > at {
			continue
		}
		switch {
		case s.sign(at-1, ";"):
			return at, i
		case s.is(at-1, clauseJoins) && s.sign(at-2, ",;"):
			return at - 2, i
		case i == 1 && s.sign(at-1, ",") && s.is(all[0].zone().From-1, concessions) && all[0].zone().From <= r.From+1:
			return at - 1, i
		}
	}
	return 0, 0
}

// outermost chooses the cue that the rest of a clause hangs on: one that stands
// between commas or at the end, then one of speech before one of an act, any
// source before the outlet that tells of it, a main clause before a subordinate
// one, else the first.
func (s *sentence) outermost(all []heard) int {
	best, rank := -1, 0
	for i, h := range all {
		n := 4
		switch {
		case h.source.kind == Outlet:
			n = 2
		case h.class == action:
		case s.isParenthesis(h.hit):
			n = 8
		default:
			n = 6
		}
		if s.is(h.zone().From-1, concessions) {
			n--
		}
		if n > rank {
			best, rank = i, n
		}
	}
	return best
}

// isParenthesis tells whether a source and its cue stand between commas or at
// the end of the sentence: "…, he said."
func (s *sentence) isParenthesis(h hit) bool {
	before, after := h.zone().From-1, s.afterCue(h)
	return before > s.From && (s.sign(before, ",–—-") || s.Inside(before)) && (after >= s.To || s.sign(after, ",.;:–—-"))
}

// retold is a statement without direct speech. What only an outlet tells, with no
// word quoted, is its report and nobody's statement.
func (s *sentence) retold(r prose.Range, all []heard, h heard) []draft {
	quotation := Indirect
	if len(s.QuotesIn(r)) > 0 {
		quotation = Mixed
	}
	if quotation == Indirect && h.source.kind == Outlet {
		return nil
	}
	d := s.draft(h, r, quotation)
	d.act = actOf(all, h)
	return []draft{d}
}

func (s *sentence) draft(h heard, r prose.Range, q Quotation) draft {
	d := draft{sentence: s, passage: r, quotation: q, cue: &h.hit, source: h.source, rules: []Rule{h.how}}
	if h.class == action {
		d.rules = append(d.rules, ByNarratedAct)
	}
	if h.class == heralds || s.ownDocument(h.hit) {
		d.rules = append(d.rules, ByOwnDocument)
	}
	return d
}
