package anchor

// candidate is a stretch of the text that may be what became of a passage. All
// three figures run from 0 to 1.
type candidate struct {
	start, end int // in characters of the folded text
	source     extent
	likeness   float64 // of the folded passage to the stretch
	context    float64 // of what stood around the passage to what does now
	near       float64 // how close the old place is
}

func (c candidate) rank() float64 {
	return c.likeness + contextWeight*c.context + nearWeight*c.near
}

// candidates gives the places that come close to a passage, no two overlapping.
func (t *Text) candidates(q *sought) []candidate {
	s := t.seeded()
	half := len(q.quote) / 2
	var found []candidate
	for _, seed := range s.seeds(q.folded, len(q.quote)) {
		from := max(0, seed.start-half)
		until := min(len(s.runes), seed.start+len(q.quote)+half)
		start, end := q.prepared().closest(s.runes[from:until])
		if c, ok := t.candidate(q, from+start, from+end); ok {
			found = addCandidate(found, c)
		}
	}
	return found
}

// candidate judges a stretch with its ends as they fell and as the old context
// would have them.
func (t *Text) candidate(q *sought, start, end int) (candidate, bool) {
	s := t.seeded()
	tight, ok := t.judge(q, t.wordEdge(start), t.wordEdge(end))
	joined, joins := t.judge(q, t.wordEdge(s.jointBefore(q, start)), t.wordEdge(s.jointAfter(q, end)))
	if joins && (!ok || joined.rank() > tight.rank()) {
		return joined, true
	}
	return tight, ok
}

// addCandidate keeps the better of two that overlap.
func addCandidate(found []candidate, c candidate) []candidate {
	for i, f := range found {
		if f.start < c.end && c.start < f.end {
			if c.rank() > f.rank() {
				found[i] = c
			}
			return found
		}
	}
	return append(found, c)
}

// judge compares a stretch with the passage. There is nothing to judge where the
// article has no such stretch of whole characters, or one so long that most of
// it would have to be new.
func (t *Text) judge(q *sought, start, end int) (candidate, bool) {
	s := t.seeded()
	start, end = s.trim(start, end)
	if start >= end || float64(end-start)*neverBelow > float64(len(q.quote)) {
		return candidate{}, false
	}
	f := t.folded()
	source, ok := f.source(extent{int(s.bytes[start]), int(s.bytes[end])})
	if !ok || !wholeCharacters(t.stored, source) {
		return candidate{}, false
	}
	return candidate{
		start: start, end: end, source: source,
		likeness: q.prepared().likeness(s.runes[start:end]),
		context:  s.context(q, start, end),
		near:     t.near(q, source),
	}, true
}

// near falls from 1 at the old place, by its share of the text, to 0 at nearReach
// of the text from there. In a short text nothing is far.
func (t *Text) near(q *sought, e extent) float64 {
	if q.expected == anywhere {
		return 0
	}
	away := float64(abs(t.span(e).Start - q.expected))
	return max(0, 1-away/max(leastReach, nearReach*float64(t.Len())))
}
