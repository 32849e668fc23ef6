package anchor

// leastContext is how many characters of context say something.
const leastContext = 6

// context tells how much of what stood around a passage stands around a stretch
// of the folded text now. One side that is kept makes one half.
func (s *seeded) context(q *sought, start, end int) float64 {
	before := s.runes[:start]
	for len(before) > 0 && before[len(before)-1] == ' ' {
		before = before[:len(before)-1]
	}
	after := s.runes[end:]
	for len(after) > 0 && after[0] == ' ' {
		after = after[1:]
	}
	beside := before[max(0, len(before)-len(q.prefix.runes)):]
	behind := after[:min(len(after), len(q.suffix.runes))]
	return (kept(q.prefix, beside, len(before)) + kept(q.suffix, behind, len(after))) / 2
}

// kept compares one side of the context. An old side that is empty was the end
// of the article.
func kept(old *pattern, now []rune, available int) float64 {
	switch n := len(old.runes); {
	case n == 0 && available == 0:
		return 1
	case n < leastContext:
		return 0
	}
	return old.agreement(now)
}

// agreement compares one side of a context. Characters of unrelated text agree
// about every other time, so that only what exceeds one half says anything.
func (p *pattern) agreement(now []rune) float64 { return max(0, 2*p.likeness(now)-1) }
