package suggest

import "parley/internal/prose"

// afterCue is where the words around a cue end and what was said begins: after
// whom it was said to, where and when.
func (s *sentence) afterCue(h hit) int {
	i := h.zone().To
	told := h.verb == "tell"
	for i < s.To {
		d, isDate := s.dateFrom(i)
		switch {
		case isDate:
			i = d.To
		case s.is(i, hearers), s.adverb(i), s.sign(i, ",") && s.datedNext(i+1):
			i++
		case s.is(i, prepositions), told:
			told = false
			end := s.afterPreposition(i)
			if end == i {
				return i
			}
			i = end
		default:
			return i
		}
	}
	return i
}

// datedNext tells whether a date follows, with a preposition or without.
func (s *sentence) datedNext(i int) bool {
	if s.is(i, prepositions) {
		i++
	}
	_, ok := s.dateFrom(i)
	return ok
}

// afterPreposition is the end of what a preposition adds: "at a Ukrainian event".
// It is where the phrase begins if a clause follows it without a sign.
func (s *sentence) afterPreposition(i int) int {
	for j := i + 1; j <= s.To; j++ {
		_, isDate := s.dateFrom(j)
		switch {
		case isDate, j >= s.To, !s.open(j), s.is(j, prepositions), s.is(j, subordinators), s.sign(j, ",.;:–—!?()"):
			return j
		case s.is(j, auxiliaries), s.is(j, pronouns) && j > i+1:
			return i
		}
	}
	return i
}

// ownDate is the date in a sentence that says when the statement was made: beside
// the cue or the source, before them at the beginning of the clause, or anywhere
// in a sentence that tells an act.
func (s *sentence) ownDate(h hit) prose.Range {
	z := h.zone()
	after := s.afterCue(h)
	var outside []mention
	for _, d := range s.dates {
		if s.Inside(d.From) {
			continue
		}
		if d.From >= z.From && d.To <= after && !(d.From >= h.source.From && d.To <= h.source.To) && !s.inApposition(h, d) {
			return d.Range
		}
		outside = append(outside, d)
	}
	for _, d := range outside {
		if d.To <= z.From && s.leads(d, z.From) {
			return d.Range
		}
	}
	if h.class == action && len(outside) == 1 && outside[0].From > z.To && !outside[0].future && !s.any(prose.Range{From: z.To, To: outside[0].From}, objectClause) {
		return outside[0].Range
	}
	return prose.Range{}
}

// inApposition tells whether a date stands between a source and its cue in what
// is said of the source: "Brandt, who has led the team since last year, said".
func (s *sentence) inApposition(h hit, d mention) bool {
	return d.From >= h.source.To && d.To <= h.at.From && s.sign(h.source.To, ",–—(") && d.From > h.source.To+1
}

// leads tells whether a date before a source begins the clause of it: "On Tuesday,
// Lavrov said", "although on Tuesday he stated", "In an interview on Wednesday, he".
func (s *sentence) leads(d mention, until int) bool {
	start := d.From
	for start > s.From && !s.sign(start-1, ",;:–—") && !s.is(start-1, subordinators) && s.open(start-1) {
		start--
	}
	for i := start; i < d.From; i++ {
		if s.is(i, auxiliaries) {
			return false
		}
	}
	for i := d.To; i < until; i++ {
		if s.sign(i, ",") && s.is(i+1, prepositions) || s.is(i, prepositions) {
			break
		}
		if !s.sign(i, ",") && !s.adverb(i) {
			return false
		}
	}
	return start == d.From || s.is(start, prepositions) || s.adverb(start) || s.is(start, adverbs)
}

// ownDocument tells whether the source speaks by a text of its own: "said in a
// joint statement".
func (s *sentence) ownDocument(h hit) bool {
	const looked = 6
	for i := h.at.To; i < min(s.To, h.at.To+looked); i++ {
		if !s.open(i) || s.is(i, subordinators) {
			return false
		}
		if s.is(i, issued) {
			before := s.key(i - 1)
			return i > h.at.To && s.any(prose.Range{From: h.at.To, To: i}, prepositions) && before != "the"
		}
	}
	return false
}
