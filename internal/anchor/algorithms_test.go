package anchor

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestOccurrencesAgreeWithTrying(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringOfN(rapid.RuneFrom([]rune("abя")), 0, 60, -1).Draw(t, "text")
		needle := rapid.StringOfN(rapid.RuneFrom([]rune("abя")), 1, 6, -1).Draw(t, "needle")
		var want []int
		for at := range text {
			if strings.HasPrefix(text[at:], needle) {
				want = append(want, at)
			}
		}
		if got := occurrences(text, needle); !slices.Equal(got, want) {
			t.Fatalf("got %v, want %v", got, want)
		}
	})
}

// tableDistance is the definition of the edit distance, row by row.
func tableDistance(a, b []rune) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range a {
		diagonal := row[0]
		row[0] = i + 1
		for j := range b {
			cost := diagonal
			if a[i] != b[j] {
				cost++
			}
			diagonal = row[j+1]
			row[j+1] = min(cost, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}

// TestFoldingMapsBack folds the stretch found for any part of a folded text, and
// must get that part again.
func TestFoldingMapsBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := newText(t, prose().Draw(t, "text"))
		f := text.folded()
		bounds := boundaries(f.text)
		i := rapid.IntRange(0, len(bounds)-1).Draw(t, "start")
		j := rapid.IntRange(i, len(bounds)-1).Draw(t, "end")
		part := f.text[bounds[i]:bounds[j]]
		source, ok := f.source(extent{bounds[i], bounds[j]})
		if !ok || strings.Trim(part, " ") != part || part == "" {
			return
		}
		if !wholeCharacters(text.stored, source) {
			return
		}
		if got := fold(text.stored[source.start:source.end]).text; got != part {
			t.Fatalf("%v folds to %q, want %q", source, got, part)
		}
	})
}

func boundaries(s string) []int {
	var all []int
	for at := range s {
		all = append(all, at)
	}
	return append(all, len(s))
}

func TestFoldIsStable(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		once := fold(newText(t, prose().Draw(t, "text")).stored).text
		if twice := fold(once).text; twice != once {
			t.Fatalf("%q folds again to %q", once, twice)
		}
	})
}
