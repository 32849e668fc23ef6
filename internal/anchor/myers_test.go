package anchor

import (
	"testing"

	"pgregory.net/rapid"
)

// Long enough for several words of the bit vector, of few letters so that the
// least distance is seldom that of nothing in common.
func drawLetters(t *rapid.T, name string, least, most int) []rune {
	return rapid.SliceOfN(rapid.RuneFrom([]rune("abc停")), least, most).Draw(t, name)
}

func TestScanAgreesWithTheTable(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		quote, text := drawLetters(t, "quote", 1, 200), drawLetters(t, "text", 0, 60)
		column := firstColumn(len(quote))
		newPattern(quote).scan(text, false, func(end, got int) {
			if end > 0 {
				sellersStep(column, quote, text[end-1])
			}
			if want := int(column[len(quote)]); got != want {
				t.Fatalf("distance %d at %d, want %d", got, end, want)
			}
		})
		newPattern(quote).scan(text, true, func(end, got int) {
			if want := tableDistance(quote, text[:end]); got != want {
				t.Fatalf("distance %d from the start to %d, want %d", got, end, want)
			}
		})
	})
}

func TestClosestIsClosest(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		quote, text := drawLetters(t, "quote", 1, 100), drawLetters(t, "text", 0, 150)
		start, end := newPattern(quote).closest(text)
		got := 1 - float64(tableDistance(quote, text[start:end]))/float64(len(quote))
		if want := bestStretch(text, quote); got != want {
			t.Fatalf("[%d, %d) keeps %v of the quote, another stretch %v", start, end, got, want)
		}
	})
}

func TestLikenessAgreesWithTheTable(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := drawLetters(t, "a", 0, 150), drawLetters(t, "b", 0, 150)
		want := 1 - float64(tableDistance(a, b))/float64(max(1, len(a), len(b)))
		if got := newPattern(a).likeness(b); got != want {
			t.Fatalf("got %v, want %v", got, want)
		}
	})
}
