package anchor

import "strings"

// surroundings is what should stand right before and after a passage, folded.
type surroundings struct{ prefix, suffix string }

func foldSurroundings(prefix, suffix string) surroundings {
	return surroundings{foldQuote(prefix), foldQuote(suffix)}
}

// surroundings gives all that stands around a place. Both ends lose the space at
// the joint: clients differ on which side of it they count it.
func (t *Text) surroundings(e extent) surroundings {
	f := t.folded()
	before, after := f.around(e)
	return surroundings{strings.TrimRight(before, " "), strings.TrimLeft(after, " ")}
}

// permits tells whether nothing around the passage contradicts s; an empty side
// claims nothing.
func (s surroundings) permits(actual surroundings) bool {
	return strings.HasSuffix(actual.prefix, s.prefix) && strings.HasPrefix(actual.suffix, s.suffix)
}

// agrees is stricter, for context that was copied from an article: an empty side
// says that the article began or ended there.
func (s surroundings) agrees(actual surroundings) bool {
	return s.permits(actual) &&
		(s.prefix == "") == (actual.prefix == "") &&
		(s.suffix == "") == (actual.suffix == "")
}

// filter keeps the places whose surroundings satisfy want.
func (t *Text) filter(places []extent, want func(surroundings) bool) []extent {
	var kept []extent
	for _, e := range places {
		if want(t.surroundings(e)) {
			kept = append(kept, e)
		}
	}
	return kept
}
