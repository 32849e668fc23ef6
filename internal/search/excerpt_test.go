package search_test

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"parley/internal/search"
)

// marked writes snippets with [ ] around what is highlighted and … between them.
func marked(text string, snippets []search.Snippet) string {
	points := []rune(text)
	var list []string
	for _, s := range snippets {
		var b strings.Builder
		at := s.Start
		for _, h := range s.Highlights {
			b.WriteString(string(points[at:h.Start]) + "[" + string(points[h.Start:h.End]) + "]")
			at = h.End
		}
		b.WriteString(string(points[at:s.End]))
		list = append(list, b.String())
	}
	return strings.Join(list, "…")
}

func excerpt(t testing.TB, text, query string, most int) []search.Snippet {
	t.Helper()
	q, err := search.Parse(query)
	if err != nil {
		t.Fatal(err)
	}
	seen := make([]bool, len(q.Terms))
	all := func() bool { return !slices.Contains(seen, false) }
	return search.NewMatcher(q.Terms).Excerpt(text, most, seen, all)
}

func TestExcerpt(t *testing.T) {
	filler := strings.Repeat("some other words ", 40)
	for _, test := range []struct{ text, query, want string }{
		{"Kyiv’s café was full.", "cafe", "Kyiv’s [café] was full."},
		{"A free economic zone, a zone.", `"free economic zone"`, "A [free economic zone], a zone."},
		{"A free economic zone, a zone.", `"free economic" zone`, "A [free economic] [zone], a [zone]."},
		{"A free economic zone", `"free economic" economic`, "A [free economic] zone"},
		{"Ми готові до переговорів", "ПЕРЕГОВ*", "Ми готові до [переговорів]"},
		{"نحن مستعدون للحوار", "مستعدون", "نحن [مستعدون] للحوار"},
		{"他们需要停火协议。", "停火", "他们需要[停火]协议。"},
		{"cold 🥶 today 👍🏽", "🥶 👍", "cold [🥶] today [👍🏽]"},
		{"line one\nline two", "two", "line one\nline [two]"},
		{"nothing of it", "talks", ""},
		{filler + "the zone " + filler, "zone", "words some other words some other words some other words some other words the [zone] " +
			strings.TrimSpace(strings.Repeat("some other words ", 9))},
		{filler + "zone " + filler + "offer", "zone offer", "words some other words some other words some other words some other words [zone] " +
			strings.TrimSpace(strings.Repeat("some other words ", 9)) + " some…words some other words some other words some other words some other words [offer]"},
		{"zone " + strings.Repeat("字", 300), "zone", "[zone] " + strings.Repeat("字", 235)},
		{strings.Repeat("字", 300) + "停火", "停火", strings.Repeat("字", 80) + "[停火]"},
	} {
		if got := marked(test.text, excerpt(t, test.text, test.query, 3)); got != test.want {
			t.Errorf("%s in %.60q:\n%s\nwant\n%s", test.query, test.text, got, test.want)
		}
	}
}

// A long text is read no further than to the end of what is shown.
func TestExcerptStopsWhereItHasEnough(t *testing.T) {
	text := "zone " + strings.Repeat("filler ", 1000) + "zone"
	asked := 0
	q, _ := search.Parse("zone")
	snippets := search.NewMatcher(q.Terms).Excerpt(text, 3, make([]bool, 1), func() bool { asked++; return true })
	if len(snippets) != 1 || asked != 1 {
		t.Errorf("%d snippets, asked %d times", len(snippets), asked)
	}
}

// Snippets are the stored text, in order and apart; highlights lie in them,
// begin where a token begins and end where one ends.
func TestSnippetsAreTheText(t *testing.T) {
	pieces := rapid.SampledFrom([]string{"zone", "Zoné", "free", " ", ", ", "\n", "字", "停火", "👨\u200d👩", "🇺🇦", "e\u0301", "\u00ad", "оз'єро", "filler filler filler filler filler filler filler "})
	query := rapid.SampledFrom([]string{"zone", `"free zone"`, "fr* zo*", "停火 zone", "字", "🇺 👩", "єро filler", `"zone 停"`})
	rapid.Check(t, func(r *rapid.T) {
		text := strings.Join(rapid.SliceOfN(pieces, 0, 120).Draw(r, "text"), "")
		q, err := search.Parse(query.Draw(r, "query"))
		if err != nil {
			r.Fatal(err)
		}
		seen := make([]bool, len(q.Terms))
		checkSnippets(r, text, search.NewMatcher(q.Terms).Excerpt(text, rapid.IntRange(0, 4).Draw(r, "most"), seen, func() bool { return false }))
	})
}

func checkSnippets(t interface{ Fatalf(string, ...any) }, text string, snippets []search.Snippet) {
	points, starts, ends := []rune(text), map[int]bool{}, map[int]bool{}
	for token := range search.Tokens(text) {
		starts[token.Start], ends[token.End] = true, true
	}
	at := 0
	for _, s := range snippets {
		if s.Start > s.End || s.End > len(points) || string(points[s.Start:s.End]) != s.Text || len(s.Highlights) == 0 {
			t.Fatalf("%q: no snippet: %+v", text, s)
		}
		at = s.Start
		for _, h := range s.Highlights {
			if h.Start < at || h.Start >= h.End || h.End > s.End || !starts[h.Start] || !ends[h.End] {
				t.Fatalf("%q: highlight %v of %+v", text, h, s)
			}
			at = h.End
		}
	}
}

func FuzzExcerpt(f *testing.F) {
	f.Add("a free economic zone", `"free zone" zone`)
	f.Add("停火协议 👨\u200d👩 e\u0301", "停火 e*")
	f.Fuzz(func(t *testing.T, text, query string) {
		q, err := search.Parse(query)
		if err != nil || !utf8.ValidString(text) {
			return
		}
		checkSnippets(t, text, search.NewMatcher(q.Terms).Excerpt(text, 3, make([]bool, len(q.Terms)), func() bool { return false }))
	})
}

func TestOpening(t *testing.T) {
	for _, text := range []string{"", "short", strings.Repeat("слово ", 100), strings.Repeat("字", 500), strings.Repeat("👨\u200d👩", 200)} {
		s := search.Opening(text)
		if s.Text != string([]rune(text)[:s.End]) || s.Start != 0 || s.End > 240 || s.End == 0 && text != "" {
			t.Errorf("%.30q opens with %+v", text, s)
		}
	}
}
