package anchor

// similarity is 1 for equal strings and falls to 0 by the share of code points
// that must be inserted, deleted or replaced to turn one into the other.
func similarity(a, b string) float64 {
	from, to := []rune(a), []rune(b)
	longer := max(len(from), len(to))
	if longer == 0 {
		return 1
	}
	return 1 - float64(distance(from, to))/float64(longer)
}

// distance is the edit distance of Levenshtein by the method of Ukkonen, whose
// time grows with the distance and not with the product of the lengths: the
// passages compared here are long and nearly the same.
//
// A diagonal holds the pairs of positions (i in a, i+d in b). After each round
// reach has, for every diagonal, how far in a that many edits can come.
func distance(a, b []rune) int {
	const unreached = -2
	origin := len(a) + 1
	reach := make([]int, len(a)+len(b)+3)
	next := make([]int, len(reach))
	for i := range reach {
		reach[i], next[i] = unreached, unreached
	}
	reach[origin] = matchFrom(a, b, 0, 0)
	edits := 0
	for reach[origin+len(b)-len(a)] < len(a) {
		edits++
		for d := max(-edits, -len(a)); d <= min(edits, len(b)); d++ {
			at := origin + d
			i := max(reach[at-1], reach[at]+1, reach[at+1]+1)
			next[at] = matchFrom(a, b, min(i, len(a), len(b)-d), d)
		}
		reach, next = next, reach
	}
	return edits
}

// matchFrom follows a diagonal for as long as the two agree.
func matchFrom(a, b []rune, i, diagonal int) int {
	for i >= 0 && i < len(a) && i+diagonal < len(b) && a[i] == b[i+diagonal] {
		i++
	}
	return i
}
