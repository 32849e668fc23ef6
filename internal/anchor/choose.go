package anchor

// maxTwins bounds how many places with the characters of one passage are told
// apart by what stands around them, and with it the time that takes.
const maxTwins = 100

// choose gives the one of several places, all of which have the characters of a
// passage, at which it can be said to stand now. That its whole context stands
// there too settles it; otherwise the places compete like those of a quote that
// was edited.
func (t *Text) choose(places []extent, q *sought) (extent, bool) {
	e, ok := t.preferred(places, q)
	if !ok {
		return e, false
	}
	twins := q.twins(t.stored[places[0].start:places[0].end] == q.Exact)
	return e, len(twins) <= len(places) || t.closestKin(e, q, twins)
}

func (t *Text) preferred(places []extent, q *sought) (extent, bool) {
	if len(places) == 1 {
		return places[0], true
	}
	if e, ok := t.agreeing(places, q.Hit); ok {
		return e, true
	}
	if q.weight == 0 || len(places) > maxTwins {
		return extent{}, false
	}
	var found []candidate
	for _, e := range places {
		found = append(found, t.agreement(q, e))
	}
	best, state := q.accept(found)
	return best.source, state == Changed
}

// twins gives all places of the old text with the characters of the passage, its
// own among them.
func (q *sought) twins(exact bool) []extent {
	if exact {
		return q.from.findExact(q.Exact)
	}
	return q.from.findFolded(q.folded)
}

// closestKin guards against a look-alike. Where the passage had more twins than
// there are places now, the place may be all that is left of another: it is the
// passage's only if it resembles the surroundings of none of them as much.
func (t *Text) closestKin(e extent, q *sought, twins []extent) bool {
	if len(twins) > maxTwins {
		return false
	}
	own := t.agreement(q, e).rank()
	for _, twin := range twins {
		if span := q.from.span(twin); span != q.Span {
			rival := newSought(q.from.passage(span, Exact), q.from, t)
			if t.agreement(rival, e).rank() > own-leastMargin {
				return false
			}
		}
	}
	return true
}

// agreeing gives the place with the whole context of a passage: the one at its
// old offset, or the only one.
func (t *Text) agreeing(places []extent, old Hit) (extent, bool) {
	places = t.filter(places, foldSurroundings(old.Prefix, old.Suffix).agrees)
	for _, e := range places {
		if t.span(e) == old.Span {
			return e, true
		}
	}
	if len(places) == 1 {
		return places[0], true
	}
	return extent{}, false
}

// agreement judges a place that has the characters of the passage.
func (t *Text) agreement(q *sought, e extent) candidate {
	s, f := t.seeded(), t.folded()
	start, end := s.within(f.inside(e))
	return candidate{start: start, end: end, source: e, likeness: 1, context: s.context(q, start, end), near: t.near(q, e)}
}
