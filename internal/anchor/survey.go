package anchor

import (
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"
)

// maxRanked bounds how many places with the characters of a quote are compared
// by what stands around them, and with it the time that takes.
const maxRanked = 100

// Candidate is a place that a quote may mean.
type Candidate struct {
	Hit
	// Fits tells that nothing there contradicts the given prefix and suffix.
	Fits bool
	// Score is the likeness of the quote to the characters there, 1 for the same.
	Score float64
	// Margin is by how much the place ranks above all others or, below zero,
	// behind the first; nil if there is no other. The rank is the score with the
	// bonus for context by which passages are followed.
	Margin *float64
	rank   float64
}

// Survey gives the places that a quote may mean, the first of a total: those with
// its characters, before all where they fit its context, then those that come
// close to them. The error is that of Locate; without one, the first candidate
// is what Locate gives.
func (t *Text) Survey(q Quote) (candidates []Candidate, total int, err error) {
	if err := q.check(); err != nil {
		return nil, 0, err
	}
	_, err = t.Locate(q)
	s := quoted(q)
	s.Exact = norm.NFC.String(q.Exact)
	places := t.alike(q)
	for _, e := range t.fittingFirst(places, q)[:min(len(places), maxRanked)] {
		candidates = append(candidates, t.weigh(s, e, t.hit(e, q.Exact)))
	}
	others := t.closeTo(s, places)
	for _, e := range others {
		candidates = append(candidates, t.weigh(s, e, t.passage(t.span(e), Approximate)))
	}
	setMargins(candidates)
	slices.SortStableFunc(candidates, byPrecedence)
	return candidates[:min(len(candidates), maxCandidates)], len(places) + len(others), err
}

// alike gives the places with the characters of a quote, as written or folded.
func (t *Text) alike(q Quote) []extent {
	places := t.findExact(q.Exact)
	known := make(map[extent]bool, len(places))
	for _, e := range places {
		known[t.words(e)] = true
	}
	for _, e := range t.findFolded(foldQuote(q.Exact)) {
		if !known[t.words(e)] {
			places = append(places, e)
		}
	}
	return places
}

// words gives the folded stretch of a place without the spaces at its ends.
func (t *Text) words(e extent) extent {
	f := t.folded()
	in := f.inside(e)
	left := strings.TrimLeft(f.text[in.start:in.end], " ")
	in.start = in.end - len(left)
	in.end = in.start + len(strings.TrimRight(left, " "))
	return in
}

func (t *Text) fittingFirst(places []extent, q Quote) []extent {
	want := foldSurroundings(q.Prefix, q.Suffix)
	var fitting, others []extent
	for _, e := range places {
		if want.permits(t.surroundings(e)) {
			fitting = append(fitting, e)
		} else {
			others = append(others, e)
		}
	}
	return append(fitting, others...)
}

// closeTo gives what comes close to a quote elsewhere than in the given places.
// What is less than half alike says nothing.
func (t *Text) closeTo(s *sought, places []extent) []extent {
	if len(s.quote) > maxSought {
		return nil
	}
	var found []extent
	for _, c := range t.candidates(s) {
		overlaps := func(e extent) bool { return e.start < c.source.end && c.source.start < e.end }
		if c.likeness >= neverBelow && !slices.ContainsFunc(places, overlaps) {
			found = append(found, c.source)
		}
	}
	return found
}
