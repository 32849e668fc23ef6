package suggest

import (
	"parley/internal/prose"
)

// maxIntroduction is how many tokens may stand between a cue and what it introduces.
const maxIntroduction = 20

// quotationOf finds the words that a cue attributes as direct speech: a quotation
// right before the source and its cue, or one that they introduce. After tells
// that it is the latter.
func (s *sentence) quotationOf(h hit) (r prose.Range, after, found bool) {
	if h.class == action {
		return r, false, false
	}
	if q, ok := s.quoteBefore(h.zone().From); ok {
		r = s.speech(q.Inner())
		if next, ok := s.quoteBehind(h); ok {
			r.To = s.speech(next.Inner()).To
		}
		return r, false, r.Len() > 1
	}
	if q, ok := s.quoteBehind(h); ok && s.introduced(q) {
		r = s.speech(q.Inner())
		return r, true, r.Len() > 1
	}
	return r, false, false
}

// speech leaves out the comma that belongs to the sentence around a quotation.
func (s *sentence) speech(r prose.Range) prose.Range {
	for r.Len() > 0 && s.Tokens[r.To-1].Kind == prose.Sign && contains(",–—", s.Tokens[r.To-1].Text) {
		r.To--
	}
	return r
}

// quoteBefore finds a quotation that ends before a token and is a clause of its
// own, not words inside one.
func (s *sentence) quoteBefore(i int) (prose.Quote, bool) {
	for i--; s.sign(i, ",–—-"); i-- {
		continue
	}
	q, ok := s.quoteEndingAt(i)
	return q, ok && (q.Open == s.From || s.Tokens[q.Open-1].Kind == prose.Sign && s.startsClause(q))
}

// startsClause tells whether a quotation begins as a sentence does.
func (s *sentence) startsClause(q prose.Quote) bool {
	return q.Open+1 < s.To && !s.Tokens[q.Open+1].Lower()
}

// quoteBehind finds the first quotation behind a cue.
func (s *sentence) quoteBehind(h hit) (prose.Quote, bool) {
	for i := h.zone().To; i < s.To && i-h.at.To < maxIntroduction; i++ {
		if q, ok := s.quoteFrom(i); ok {
			before := s.Tokens[i-1]
			joined := before.Kind == prose.Sign && contains(",–—"+colons, before.Text) || i == h.zone().To || s.is(i-1, hearers)
			return q, joined
		}
		if _, isCue := s.cueAt(i); isCue || s.sign(i, ";.") {
			break
		}
	}
	return prose.Quote{}, false
}

// introduced tells whether a quotation is introduced as speech: by a colon, or
// beginning as a sentence does and being more than a name.
func (s *sentence) introduced(q prose.Quote) bool {
	const name = 4
	return s.sign(q.Open-1, colons) || s.startsClause(q) && q.Inner().Len() > name
}

const colons = ":：﹕"

// announced are quotations behind a colon in a sentence without a cue, as in
// languages whose verbs are not known here. A recorded name that the sentence
// begins with, or that stands before the colon, is the source.
func (s *sentence) announced() []draft {
	var list []draft
	for _, q := range s.quotes {
		r := s.speech(q.Inner())
		if !s.sign(q.Open-1, colons) || r.Len() < minAlone {
			continue
		}
		d := draft{sentence: s, passage: r, quotation: Direct, source: source{kind: Nobody}, rules: []Rule{ByQuotationAlone}}
		if named, ok := s.nameBefore(q.Open - 1); ok {
			d.source, d.named, d.rules = s.classify(named), named, []Rule{ByColon}
		}
		list = append(list, d)
	}
	return list
}

// nameBefore is a recorded name that the sentence begins with, or that ends
// before a token.
func (s *sentence) nameBefore(end int) (prose.Range, bool) {
	if _, to, ok := s.names.StartingAt(s.Tokens, s.From, end); ok {
		return prose.Range{From: s.From, To: to}, true
	}
	_, from, ok := s.names.EndingAt(s.Tokens, s.From, end)
	return prose.Range{From: from, To: end}, ok
}

// startsWithQuote tells whether the passage is the first thing in its sentence.
func (d draft) startsWithQuote() bool { return d.passage.From == d.From+1 }

// isHerald tells whether a draft only announces a statement that follows.
func (d draft) isHerald() bool {
	return d.cue != nil && d.cue.class == heralds && d.quotation != Direct
}

// continued gives quotations without a cue the source of one beside them, or of
// what has announced them.
func continued(alone []*sentence, beside draft) []draft {
	rules := []Rule{ByContinuedQuotation}
	if beside.isHerald() {
		rules = []Rule{ByHerald, ByOwnDocument}
	}
	var list []draft
	for _, s := range alone {
		list = append(list, draft{sentence: s, passage: s.speech(s.quotes[0].Inner()), quotation: Direct,
			source: beside.source, rules: rules, beside: &beside})
	}
	return list
}

// minAlone is how many words a quotation without any source has at least, so that
// names and single words in quotation marks are passed over.
const minAlone = 5

// orphans are quotations for which the article names nobody.
func orphans(alone []*sentence) []draft {
	var list []draft
	for _, s := range alone {
		if r := s.speech(s.quotes[0].Inner()); r.Len() >= minAlone {
			list = append(list, draft{sentence: s, passage: r, quotation: Direct, source: source{kind: Nobody}, rules: []Rule{ByQuotationAlone}})
		}
	}
	return list
}
