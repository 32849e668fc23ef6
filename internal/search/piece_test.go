package search_test

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"parley/internal/search"
)

func TestPieces(t *testing.T) {
	got := search.Pieces([]string{"Talks go on", "", "Free zone"})
	if want := [][]string{{"talks", "go", "on", "", "", "free", "zone"}}; !slices.EqualFunc(got, want, slices.Equal[[]string]) {
		t.Errorf("%q", got)
	}
	if got := search.Pieces(nil); len(got) != 1 || len(got[0]) != 0 {
		t.Errorf("nothing has the pieces %q", got)
	}
}

// Whatever a text is made of, pieces stay within what databases hold, and every
// phrase that a query can have is whole in one of them.
func TestEveryPhraseIsWholeInOnePiece(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	random := func(n, of int) string {
		var b strings.Builder
		for range n {
			b.WriteString(string(rune('а'+r.IntN(of))) + string(rune('a'+r.IntN(of))) + " ")
		}
		return b.String()
	}
	for name, text := range map[string]string{
		"one word":     strings.Repeat("ні ", 2_000),
		"few words":    random(20_000, 3),
		"many words":   random(40_000, 26),
		"long words":   strings.ReplaceAll(random(4_000, 26), " ", strings.Repeat("щ", 62)+" "),
		"chinese":      strings.Repeat("他们需要停火协议", 3_000),
		"longest text": strings.Repeat("的", 2_000_000),
	} {
		t.Run(name, func(t *testing.T) {
			all, pieces := words(text), search.Pieces([]string{text})
			if len(pieces) < 2 || len(pieces) > search.MaxPieces {
				t.Fatalf("%d pieces", len(pieces))
			}
			at := 0
			for i, piece := range pieces {
				same := map[string]int{}
				for _, word := range piece {
					if same[word]++; same[word] > 255 {
						t.Fatalf("piece %d has %q too often", i, word)
					}
				}
				if len(piece) > 15_000 || !slices.Equal(piece, all[at:at+len(piece)]) {
					t.Fatalf("piece %d of %d words is not what stands at %d", i, len(piece), at)
				}
				at += len(piece) - (search.MaxWords - 1)
			}
			if at += search.MaxWords - 1; at != len(all) {
				t.Errorf("the pieces end at %d of %d", at, len(all))
			}
		})
	}
}
