package shingle_test

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"parley/internal/shingle"
)

func between(text string, s shingle.Span) string { return shingle.Place(text).Slice(s) }

func stretches(a, b string, most int) []shingle.Stretch {
	return shingle.Stretches(shingle.Place(a), shingle.Place(b), most)
}

func TestStretches(t *testing.T) {
	for _, c := range []struct {
		name, a, b string
		most       int
		want       [][2]string // as they stand in a and in b, the longest first
	}{
		{"nothing", "one two three four five", "six seven eight nine ten", 9, nil},
		{"too short", "one two three four", "one two three four", 9, nil},
		{"other case and typography", "He said: “We Will Not Leave The City”, and left.", "Reporters heard \"we will not — leave the city\" twice.", 9,
			[][2]string{{"We Will Not Leave The City", "we will not — leave the city"}}},
		{"the longest first", "a b c d e X f g h i j k", "f g h i j k Y a b c d e", 9, [][2]string{{"f g h i j k", "f g h i j k"}, {"a b c d e", "a b c d e"}}},
		{"no more than asked", "a b c d e X f g h i j k", "f g h i j k Y a b c d e", 1, [][2]string{{"f g h i j k", "f g h i j k"}}},
		{"the longer of two places", "a b c d e f", "a b c d e Z a b c d e f", 9, [][2]string{{"a b c d e f", "a b c d e f"}}},
		{"overlapping", "a b c d e f g h", "a b c d e Z d e f g h", 9, [][2]string{{"a b c d e", "a b c d e"}, {"d e f g h", "d e f g h"}}},
		{"Cyrillic, decomposed", "Отже, Україна и\u0306 РФ їдуть до Женеви.", "украі\u0308на й рф — їдуть до Женеви", 9,
			[][2]string{{"Україна и\u0306 РФ їдуть до Женеви", "украі\u0308на й рф — їдуть до Женеви"}}},
		{"Arabic with and without marks", "قال: اِجتمعَ المبعوثون مرة أخرى اليوم", "اجتمع المبعوثون مرة أخرى اليوم، قال", 9,
			[][2]string{{"اِجتمعَ المبعوثون مرة أخرى اليوم", "اجتمع المبعوثون مرة أخرى اليوم"}}},
		{"Chinese", "他说代表们周一，再次会面了", "代表们周一再次会面", 9, [][2]string{{"代表们周一，再次会面", "代表们周一再次会面"}}},
		{"emoji with joiners", "👩‍👩‍👧 we will not leave this city 👩‍👩‍👧", "🇺🇦 we will not leave this city", 9,
			[][2]string{{"we will not leave this city", "we will not leave this city"}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			var got [][2]string
			for _, s := range stretches(c.a, c.b, c.most) {
				got = append(got, [2]string{between(c.a, s.A), between(c.b, s.B)})
			}
			if !slices.Equal(got, c.want) {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

func TestSlicesCountCodePoints(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.String().Draw(t, "text")
		points := []rune(text)
		start := rapid.IntRange(0, len(points)).Draw(t, "start")
		end := rapid.IntRange(start, len(points)).Draw(t, "end")
		if got, want := between(text, shingle.Span{Start: start, End: end}), string(points[start:end]); got != want {
			t.Fatalf("%q from %d to %d is %q, want %q", text, start, end, got, want)
		}
	})
}

// Each stretch says the same in both texts, and together they hold every run that
// both have.
func TestStretchesHoldWhatIsShared(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := words().Draw(t, "a"), words().Draw(t, "b")
		var held shingle.Set
		last := 1 << 30
		for _, s := range stretches(a, b, 1000) {
			here, there := shingle.Of(between(a, s.A)), shingle.Of(between(b, s.B))
			if !slices.Equal(here, there) || s.Words > last || s.Words < shingle.Words {
				t.Fatalf("%q and %q: %+v after one of %d words", a, b, s, last)
			}
			held, last = append(held, here...), s.Words
		}
		slices.Sort(held)
		held = slices.Compact(held)
		if want := shingle.Shared(shingle.Of(a), shingle.Of(b)); len(held) != want {
			t.Fatalf("%q and %q share %d runs, and %d stand in the stretches", a, b, want, len(held))
		}
	})
}

func BenchmarkStretches(b *testing.B) {
	text := longText(20_000)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		stretches(text, text[100:], 10)
	}
}
