package anchor

import "testing"

// TestSeedsLoseNothing compares the places that are looked at with all places:
// wherever the closest stretch of the whole text would do, one that does is among
// the candidates.
func TestSeedsLoseNothing(t *testing.T) {
	asked, lost := 0, 0
	eachSentence(t, readPairs(t), func(s sentence) {
		if len(s.text.findFolded(foldQuote(s.old.Exact))) > 0 {
			return
		}
		q := newSought(s.old, s.from, s.text)
		best, ok := s.text.closestOfAll(q)
		if q.weight == 0 || !ok || !q.satisfied(best) {
			return
		}
		asked++
		if _, state := q.accept(s.text.candidates(q)); state == Orphaned {
			lost++
		}
	})
	t.Logf("%d of %d lost", lost, asked)
	if lost > 0 {
		t.Errorf("%d of %d places are missed", lost, asked)
	}
}

// closestOfAll looks at the whole text.
func (t *Text) closestOfAll(q *sought) (candidate, bool) {
	start, end := q.prepared().closest(t.seeded().runes)
	return t.candidate(q, start, end)
}
