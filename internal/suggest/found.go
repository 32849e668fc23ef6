package suggest

import "parley/internal/prose"

// hit is a cue found in a sentence, with the noun phrase of its source.
type hit struct {
	form
	at prose.Range
	// source is where the article names whose words these are; how, by which rule
	// it was found.
	source prose.Range
	how    Rule
}

// zone is the stretch from the source to the cue.
func (h hit) zone() prose.Range {
	return prose.Range{From: min(h.source.From, h.at.From), To: max(h.source.To, h.at.To)}
}

// hits finds the cues of a sentence whose source can be told.
func (s *sentence) hits() []hit {
	var list []hit
	for i := s.From; i < s.To; i++ {
		f, ok := s.cueAt(i)
		if !ok {
			continue
		}
		h := hit{form: f, at: prose.Range{From: i, To: i + len(f.words)}}
		if s.findSource(&h, list) {
			list = append(list, h)
		}
		i = h.at.To - 1
	}
	return list
}

// cueAt finds the longest cue that begins at a token. A capital is a cue in
// headlines and at the beginning, but not where the word may be a noun.
func (s *sentence) cueAt(i int) (form, bool) {
	if i > s.From && !s.Tokens[i].Spaced && contains("/.@#_", s.Tokens[i-1].Text) {
		return form{}, false // part of an address
	}
	for _, f := range forms[s.key(i)] {
		if s.has(i, f.words) && !(f.noun && s.Tokens[i].Capital()) {
			return f, true
		}
	}
	return form{}, false
}

// findSource looks where the grammar of the cue has its source.
func (s *sentence) findSource(h *hit, before []hit) bool {
	if h.class == according {
		h.source, h.how = s.rightPhrase(h.at.To, true), ByAccordingTo
		return h.source.Len() > 0
	}
	v := s.verbBefore(h.at.From)
	switch {
	case v.infinitive || v.negated && !h.negated || h.class == action && v.doubtful, h.class == speech && v.future:
		return false
	case v.passive && !h.participle:
		return s.agent(h)
	case h.participle && !v.passive:
		return s.share(h, before)
	}
	return s.leftOrRight(h, v, before)
}

// agent finds the source of a passive: "was rejected by Kyiv".
func (s *sentence) agent(h *hit) bool {
	if s.key(h.at.To) != "by" {
		return false
	}
	h.source, h.how = s.rightPhrase(h.at.To+1, true), ByAgent
	return h.source.Len() > 0
}

// share gives a cue the source of the one before it in the sentence: "praised …
// but said".
func (s *sentence) share(h *hit, before []hit) bool {
	h.how = BySharedSubject
	if len(before) > 0 {
		h.source = before[len(before)-1].source
		return true
	}
	h.source = s.opening()
	return h.source.Len() > 0
}

// leftOrRight finds the source before the cue or, after a quotation or a comma,
// behind it.
func (s *sentence) leftOrRight(h *hit, v verb, before []hit) bool {
	i := v.subject
	switch {
	case i < s.From:
		return s.inverted(h)
	case s.Inside(i):
		return s.inverted(h)
	case s.sign(i, ",–—-:;)"):
		return s.inverted(h) || s.acrossComma(h, i)
	case s.is(i, relatives):
		// "officials who said so" is a description, and states nothing.
		h.source, h.how = s.leftPhrase(i-2), ByApposition
		return s.sign(i-1, ",–—") && h.source.Len() > 0
	case s.is(i, conjunctions) || s.is(i, clauseJoins):
		return !h.base && s.share(h, before) && (h.class != action || len(before) > 0 || s.startsWith(h.source))
	}
	if s.is(i, objectClause) {
		return false
	}
	left := s.leftPhrase(i)
	if left.Len() == 0 || s.is(left.From, prepositions) && s.classify(left).kind == Description {
		return s.inverted(h)
	}
	h.source, h.how = left, BySourceBefore
	return s.subjectFits(h)
}

// startsWith tells whether a phrase is the first thing in the sentence.
func (s *sentence) startsWith(r prose.Range) bool {
	return r.From == s.From || r.From == s.From+1 && s.is(s.From, determiners)
}

// subjectFits refuses what looks like a subject and its verb but is a noun, or
// stands in a clause that states nothing.
func (s *sentence) subjectFits(h *hit) bool {
	before, last := h.source.From-1, h.source.To-1
	switch {
	case s.is(before, hypothetical) && h.class == action, s.is(before, objectClause) && h.class == action && !s.saidThat(before):
		return false
	case h.verb == "believe" && s.key(h.at.To) == "to": // "officers believed to be"
		return false
	case s.key(before) == "what", s.is(last, things), s.is(s.head(h.source).To-1, things), s.is(before, beForms) && s.is(last, pronouns), s.is(last, nobody):
		return false
	case s.Tokens[last].Kind == prose.Possessive || s.is(last, determiners) || s.is(last, prepositions):
		return false
	case h.noun && h.base:
		return s.is(last, anonymous) || s.key(last) == "they" || s.key(last) == "we" || h.at.From > h.source.To
	case h.noun && !s.Tokens[last].Capital() && s.Tokens[last].Kind == prose.Word:
		return s.is(last, pronouns) || s.is(last, anonymous) || s.is(last, outlets) || s.is(last, spokespersons) ||
			s.is(last, institutions) || h.at.From > h.source.To || s.key(h.at.To) == "that"
	}
	return true
}

// saidThat tells whether "that" follows a cue and so begins what was said.
func (s *sentence) saidThat(i int) bool {
	_, found := s.cueAt(i - 1)
	return found
}
