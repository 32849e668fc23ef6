package anchor

import "sort"

// completed moves the ends of a stretch to those of its sentences, if the quote
// was made of whole ones: what was put into a sentence at its end belongs to
// what became of it. The stretch stays as it is where it would then be too
// unlike the quote.
func (t *Text) completed(q *sought, c candidate) candidate {
	s := t.seeded()
	e := c.source
	if q.startsSentence() {
		e.start = s.sentenceStart(e.start)
	}
	if q.endsSentence() {
		e.end = s.sentenceStop(e.end)
	}
	f := t.folded()
	start, end := s.within(f.inside(e))
	whole, ok := t.judge(q, start, end)
	if !ok || !q.satisfied(whole) {
		return c
	}
	return whole
}

// sentenceStart gives the start of a sentence that is nearest.
func (s *seeded) sentenceStart(at int) int {
	return s.nearestEnd(at, func(e extent) int { return e.start })
}

// sentenceStop gives the end of a sentence that is nearest.
func (s *seeded) sentenceStop(at int) int {
	return s.nearestEnd(at, func(e extent) int { return e.end })
}

func (s *seeded) nearestEnd(at int, of func(extent) int) int {
	n := sort.Search(len(s.sentences), func(i int) bool { return of(s.sentences[i]) >= at })
	switch {
	case n == len(s.sentences):
		n--
	case n > 0 && at-of(s.sentences[n-1]) < of(s.sentences[n])-at:
		n--
	}
	return of(s.sentences[n])
}
