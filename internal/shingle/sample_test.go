package shingle_test

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"parley/internal/shingle"
)

// longText is so many words of a vocabulary of thousands, the same at each call.
func longText(n int) string {
	random := rand.New(rand.NewPCG(1, 2))
	var b strings.Builder
	for range n {
		for range 1 + random.IntN(9) {
			b.WriteByte('a' + byte(random.IntN(26)))
		}
		b.WriteByte(' ')
	}
	return b.String()
}

func TestSamplesAreSmall(t *testing.T) {
	for _, c := range []struct{ words, least, most int }{
		{4, 0, 0}, {50, 46, 46}, {100, 96, 96}, {101, 30, 70}, {200, 30, 70}, {400, 30, 70},
		{1000, 90, 160}, {10_000, 1100, 1400}, {100_000, 2500, 4096}, {400_000, 2500, 4096},
	} {
		if got := len(shingle.Of(longText(c.words)).Sample()); got < c.least || got > c.most {
			t.Errorf("%d words have a sample of %d runs, want %d to %d", c.words, got, c.least, c.most)
		}
	}
}

// Of what two texts share their samples share all that the sparser one took.
func TestSamplesOfWhatIsShared(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := drawSet(t, "a"), drawSet(t, "b")
		b = slices.Compact(slices.Sorted(slices.Values(append(b, a[:len(a)/3]...))))
		sparser := a
		if b.Rarity() > a.Rarity() {
			sparser = b
		}
		var want shingle.Set
		for _, run := range a {
			_, has := slices.BinarySearch(b, run)
			_, taken := slices.BinarySearch(sparser.Sample(), run)
			if has && taken {
				want = append(want, run)
			}
		}
		if got := shingle.Shared(a.Sample(), b.Sample()); got != len(want) {
			t.Fatalf("the samples share %d runs, want %d", got, len(want))
		}
	})
}

func drawSet(t *rapid.T, name string) shingle.Set {
	return slices.Compact(slices.Sorted(slices.Values(rapid.SliceOfN(rapid.Uint32Max(100_000), 0, 2000).Draw(t, name))))
}
