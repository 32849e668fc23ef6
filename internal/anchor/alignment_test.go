package anchor

import (
	"slices"
	"strings"
	"unicode"
)

// The truth about edited sentences comes from an alignment that knows nothing of
// the matcher: no edit distance of characters, no context, no offsets. Sentences
// that are the same in both texts are aligned first, as the longest common
// subsequence; what is left between two of them forms a gap. In a gap, sentences
// are paired in their order so that the sum of the shares of common words is
// greatest (Needleman and Wunsch).

// aligned holds, for every sentence of the old text, the number of its sentence
// in the new text or -1, and the share of common words of the two.
type aligned struct {
	old, new []extent
	partner  []int
	share    []float64
}

func align(before, after string) aligned {
	a := aligned{old: sentences(before), new: sentences(after)}
	a.partner, a.share = make([]int, len(a.old)), make([]float64, len(a.old))
	for i := range a.partner {
		a.partner[i] = -1
	}
	olds, news := cut(before, a.old), cut(after, a.new)
	i, j := 0, 0
	for _, same := range append(bestPairs(len(olds), len(news), equality(olds, news)), [2]int{len(olds), len(news)}) {
		a.alignGap(olds, news, i, j, same)
		i, j = same[0]+1, same[1]+1
	}
	return a
}

func (a *aligned) alignGap(olds, news []string, i, j int, until [2]int) {
	gap := bestPairs(until[0]-i, until[1]-j, sharing(olds[i:until[0]], news[j:until[1]]))
	for _, p := range gap {
		a.partner[i+p[0]] = j + p[1]
		a.share[i+p[0]] = wordShare(words(olds[i+p[0]]), words(news[j+p[1]]))
	}
	if until[0] < len(olds) {
		a.partner[until[0]], a.share[until[0]] = until[1], 1
	}
}

func cut(text string, all []extent) []string {
	var parts []string
	for _, e := range all {
		parts = append(parts, text[e.start:e.end])
	}
	return parts
}

func equality(a, b []string) func(i, j int) float64 {
	return func(i, j int) float64 {
		if a[i] == b[j] {
			return 1
		}
		return 0
	}
}

// sharing gives the share of common words, nothing below one half.
func sharing(a, b []string) func(i, j int) float64 {
	return func(i, j int) float64 {
		share := wordShare(words(a[i]), words(b[j]))
		if share < 0.5 {
			return 0
		}
		return share
	}
}

func words(s string) []string {
	return strings.FieldsFunc(strings.ToLower(s), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r)
	})
}

// wordShare is the longest common subsequence of words as a share of the longer.
func wordShare(a, b []string) float64 {
	if len(a) == 0 || len(b) == 0 || 2*min(len(a), len(b)) < max(len(a), len(b)) {
		return 0
	}
	return float64(len(bestPairs(len(a), len(b), equality(a, b)))) / float64(max(len(a), len(b)))
}

// bestPairs gives the pairs, ascending on both sides, with the greatest sum of
// gains. A pair without gain is none.
func bestPairs(n, m int, gain func(i, j int) float64) [][2]int {
	best := make([][]float64, n+1)
	best[n] = make([]float64, m+1)
	for i := n - 1; i >= 0; i-- {
		best[i] = make([]float64, m+1)
		for j := m - 1; j >= 0; j-- {
			best[i][j] = max(best[i+1][j], best[i][j+1], best[i+1][j+1]+gain(i, j))
		}
	}
	return slices.Clip(walk(best, n, m, gain))
}

func walk(best [][]float64, n, m int, gain func(i, j int) float64) (pairs [][2]int) {
	for i, j := 0, 0; i < n && j < m; {
		switch g := gain(i, j); {
		case g > 0 && best[i][j] == best[i+1][j+1]+g:
			pairs = append(pairs, [2]int{i, j})
			i, j = i+1, j+1
		case best[i][j] == best[i+1][j]:
			i++
		default:
			j++
		}
	}
	return pairs
}
