package shingle_test

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"parley/internal/shingle"
)

// Each line holds spellings of one text.
func TestSpellingsThatCutAlike(t *testing.T) {
	for _, spellings := range [][]string{
		{"The envoys met again on Monday.", "the ENVOYS — met again, on Monday!", "The en\u00advoys\nmet\tagain «on» Monday"},
		{"Стороны снова встретились в Женеве", "СТОРОНЫ снова: встретились «в Женеве»."},
		{"їхній посол поїхав додому й мовчить", "і\u0308хніи\u0306 посол поі\u0308хав додому и\u0306 мовчить", "їхній посол поїхав додому и\u0306 мовчить"},
		{"اِجتمعَ المبعوثون مرة أخرى يوم الاثنين", "اجتمع المبعوثون مرة أخرى، يوم الاثنين."},
		{"代表们周一再次会面", "代表们，周一 再次会面。"},
		{"東京でガスの話をした", "東京で カ\u3099スの、話をした"},
		{"वे सोमवार को फिर मिले थे", "वे सोमवार — को फिर मिले थे।"},
	} {
		want := shingle.Of(spellings[0])
		for _, s := range spellings {
			if got := shingle.Of(s); len(got) == 0 || !slices.Equal(got, want) {
				t.Errorf("%q has the runs %x, and %q %x", s, got, spellings[0], want)
			}
		}
	}
}

func TestRuns(t *testing.T) {
	for _, c := range []struct {
		text string
		want int
	}{
		{"", 0},
		{"four words only here", 0},
		{"five words make one run", 1},
		{"six words of this make two", 2},
		{"a b c d e a b c d e", 5}, // a run that comes back counts once
		{"代表们周一再次会面", 5},           // nine characters
		{"代表们 met 周一", 2},          // six words of two scripts
		{"नमस्ते दुनिया आप कैसे हैं", 1},            // vowel signs do not cut words
		{"می\u200cخواهند که فردا دوباره بیایند", 1}, // nor does a joiner
		{"ฉันไม่รู้ว่าพวกเขาจะมาเมื่อไร", 0},        // no spaces, no dictionary
		{"\xff\xfe a b c d e", 1}, // what is not UTF-8 parts words
	} {
		if got := shingle.Of(c.text); len(got) != c.want {
			t.Errorf("%q has %d runs, want %d", c.text, len(got), c.want)
		}
	}
}

// Sets are compared across processes and versions: these numbers may not change.
func TestRunsAreFixed(t *testing.T) {
	want := shingle.Set{0xceec50c9} // FNV-1a of the words, each followed by 0xff
	if got := shingle.Of("one two three four five"); !slices.Equal(got, want) {
		t.Errorf("got %#x, want %#x", got, want)
	}
}

func TestWordsDoNotRunTogether(t *testing.T) {
	if slices.Equal(shingle.Of("ab c d e f"), shingle.Of("a bc d e f")) {
		t.Error("other words have the same run")
	}
}

func TestContainment(t *testing.T) {
	long := "the delegation left the hall at noon and nobody spoke to the press"
	for _, c := range []struct {
		a, b   string
		shared int
		want   float64
	}{
		{long, long, 9, 1},
		{long, "the hall at noon and nobody spoke", 3, 1},
		{long, "the hall at noon and everybody left again", 1, 0.25},
		{long, "quite another text about quite another thing", 0, 0},
		{long, "too short", 0, 0},
		{"", "", 0, 0},
	} {
		a, b := shingle.Of(c.a), shingle.Of(c.b)
		if got := shingle.Containment(a, b); got != c.want || shingle.Shared(a, b) != c.shared {
			t.Errorf("%q: %v of %q, %d runs; want %v, %d", c.b, got, c.a, shingle.Shared(a, b), c.want, c.shared)
		}
	}
}

func words() *rapid.Generator[string] {
	return rapid.Custom(func(t *rapid.T) string {
		return strings.Join(rapid.SliceOfN(rapid.SampledFrom([]string{"a", "мир", "سلام", "和平", "no", "."}), 0, 40).Draw(t, "words"), " ")
	})
}

// A model: sets as maps.
func TestSharedIsTheIntersection(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := shingle.Of(words().Draw(t, "a")), shingle.Of(words().Draw(t, "b"))
		if !slices.IsSorted(a) || len(slices.Compact(slices.Clone(a))) != len(a) {
			t.Fatalf("%v is not ascending", a)
		}
		want := 0
		for _, run := range a {
			if slices.Contains(b, run) {
				want++
			}
		}
		if got := shingle.Shared(a, b); got != want || shingle.Shared(b, a) != want {
			t.Fatalf("%d and %d shared, want %d", got, shingle.Shared(b, a), want)
		}
		if c := shingle.Containment(a, b); c != shingle.Containment(b, a) || c < 0 || c > 1 {
			t.Fatalf("containment %v", c)
		}
	})
}

func TestPartIsContained(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		part := words().Draw(t, "part")
		whole := words().Draw(t, "before") + " " + part + " " + words().Draw(t, "after")
		runs := shingle.Of(part)
		if got := shingle.Containment(runs, shingle.Of(whole)); len(runs) > 0 && got != 1 {
			t.Fatalf("%q is contained by %v in %q", part, got, whole)
		}
	})
}

func TestStoredSetsReadBack(t *testing.T) {
	for _, text := range []string{"", "one two three", "Україна пропонує взаємне відведення військ до сорока кілометрів"} {
		set := shingle.Of(text)
		if back := shingle.FromBytes(set.Bytes()); !slices.Equal(back, set) {
			t.Errorf("%q: %v came back as %v", text, set, back)
		}
	}
}
