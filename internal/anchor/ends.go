package anchor

import "slices"

const (
	// jointLength is how much of the old context is looked for next to a stretch.
	jointLength = 16
	// edgeReach is how far the edge of a word is looked for. Scripts that do not
	// part words have none, and the end stays where it fell.
	edgeReach = 24
)

// trim leaves out the spaces at both ends.
func (s *seeded) trim(start, end int) (int, int) {
	for start < end && s.runes[start] == ' ' {
		start++
	}
	for start < end && s.runes[end-1] == ' ' {
		end--
	}
	return start, end
}

// wordEdge gives the edge of a word that is nearest, which is none inside a
// character as readers see it.
func (t *Text) wordEdge(at int) int {
	for d := range edgeReach {
		for _, edge := range []int{at - d, at + d} {
			if t.isEdge(edge) {
				return edge
			}
		}
	}
	return at
}

func (t *Text) isEdge(at int) bool {
	s := t.seeded()
	if at <= 0 || at >= len(s.runes) {
		return at == 0 || at == len(s.runes)
	}
	if isWord(s.runes[at-1]) && isWord(s.runes[at]) {
		return false
	}
	f, offset := t.folded(), int(s.bytes[at])
	_, apart := f.sourceAt(offset, f.editsUntil(offset))
	return apart && !splitsCharacter(f.text, offset)
}

// jointBefore gives where the old prefix ends, if that is near a start.
func (s *seeded) jointBefore(q *sought, start int) int {
	prefix := q.prefix.runes
	part := prefix[max(0, len(prefix)-jointLength):]
	if at, ok := s.nearest(part, start-len(part), len(q.quote)/2); ok {
		return at + len(part)
	}
	return start
}

// jointAfter gives where the old suffix begins, if that is near an end.
func (s *seeded) jointAfter(q *sought, end int) int {
	suffix := q.suffix.runes
	part := suffix[:min(jointLength, len(suffix))]
	if at, ok := s.nearest(part, end, len(q.quote)/2); ok {
		return at
	}
	return end
}

// nearest looks for a part of the context, nearest places first.
func (s *seeded) nearest(part []rune, near, reach int) (int, bool) {
	if len(part) < leastContext {
		return 0, false
	}
	for d := range reach {
		for _, at := range []int{near - d, near + d} {
			if at >= 0 && at+len(part) <= len(s.runes) && slices.Equal(s.runes[at:at+len(part)], part) {
				return at, true
			}
		}
	}
	return 0, false
}
