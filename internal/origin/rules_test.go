package origin_test

import (
	"reflect"
	"slices"
	"testing"

	"github.com/google/uuid"

	"parley/internal/edtf"
	"parley/internal/origin"
	"parley/internal/shingle"
)

// article is one with its text.
type article struct {
	origin.Article
	text shingle.Set
}

// groups compares the texts themselves.
func groups(articles ...article) []origin.Group {
	texts, plain := map[uuid.UUID]shingle.Set{}, []origin.Article{}
	for _, a := range articles {
		texts[a.ID], plain = a.text, append(plain, a.Article)
	}
	return origin.Groups(plain, func(a, b uuid.UUID) (float64, int) {
		return shingle.Containment(texts[a], texts[b]), shingle.Shared(texts[a], texts[b])
	})
}

func id(n int) uuid.UUID { return uuid.UUID{15: byte(n)} }

func ids(numbers ...int) []uuid.UUID {
	out := make([]uuid.UUID, len(numbers))
	for i, n := range numbers {
		out[i] = id(n)
	}
	return out
}

// C is an article that is not among the evidence, published by Bloomberg.
var fromC = []origin.Retold{{ID: id(9), Publisher: "Bloomberg"}}

func TestRules(t *testing.T) {
	named := func(sources ...string) origin.Article { return origin.Article{Sources: sources} }
	for _, c := range []struct {
		name string
		a, b origin.Article // get the ids 1 and 2
		rule string
	}{
		{"nothing in common", origin.Article{Publisher: "UNN"}, origin.Article{Publisher: "Bloomberg"}, ""},
		{"nothing known", origin.Article{}, origin.Article{}, ""},
		{"one publisher, two reports", origin.Article{Publisher: "UNN"}, origin.Article{Publisher: "UNN"}, ""},
		{"one retells the other", origin.Article{Retells: []origin.Retold{{ID: id(2)}}}, origin.Article{}, origin.RelaysArticle},
		{"both retell a third", origin.Article{Retells: fromC}, origin.Article{Retells: fromC}, origin.RelaysArticle},
		{"one retells a retelling", origin.Article{Retells: append([]origin.Retold{{ID: id(8)}}, fromC...)}, origin.Article{Retells: fromC}, origin.RelaysArticle},
		{"both relay an outlet", origin.Article{RelaysOutlet: "Bloomberg"}, origin.Article{RelaysOutlet: " bloomberg"}, origin.RelaysOutlet},
		{"two outlets", origin.Article{RelaysOutlet: "Bloomberg"}, origin.Article{RelaysOutlet: "Reuters"}, ""},
		{"the outlet published the other", origin.Article{RelaysOutlet: "BLOOMBERG"}, origin.Article{Publisher: "Bloomberg"}, origin.RelaysOutlet},
		{"the outlet published what the other retells", origin.Article{RelaysOutlet: "Bloomberg"}, origin.Article{Retells: fromC}, origin.RelaysOutlet},
		{"a known article of an outlet, and another of its articles", origin.Article{Retells: fromC}, origin.Article{Publisher: "Bloomberg"}, ""},
		{"two known articles of an outlet", origin.Article{Retells: fromC}, origin.Article{Retells: []origin.Retold{{ID: id(8), Publisher: "Bloomberg"}}}, ""},
		{"one source in other letters", named("Офіс Президента"), named("a", "ОФІС  ПРЕЗИДЕНТА"), origin.SameSource},
		{"other sources", named("a"), named("b"), ""},
		{"no source", named(""), named(""), ""},
		{"the source is the other's publisher", named("Bloomberg"), origin.Article{Publisher: "Bloomberg"}, origin.SameSource},
		{"the source is the other's outlet", named("Bloomberg"), origin.Article{RelaysOutlet: "Bloomberg"}, origin.SameSource},
	} {
		t.Run(c.name, func(t *testing.T) {
			c.a.ID, c.b.ID = id(1), id(2)
			wantRule(t, c.a, c.b, c.rule)
			c.a.ID, c.b.ID = id(2), id(1)
			c.a.Retells = slices.Clone(c.a.Retells)
			if len(c.a.Retells) > 0 && c.a.Retells[0].ID == id(2) {
				c.a.Retells[0].ID = id(1)
			}
			wantRule(t, c.a, c.b, c.rule)
		})
	}
}

func wantRule(t *testing.T, a, b origin.Article, rule string) {
	t.Helper()
	groups := groups(article{a, nil}, article{b, nil})
	if rule == "" {
		if len(groups) != 2 {
			t.Errorf("joined: %+v", groups)
		}
		return
	}
	want := []origin.Group{{Articles: ids(1, 2), Joins: []origin.Join{{A: id(1), B: id(2), Rule: rule, Score: 1}}}}
	if !reflect.DeepEqual(groups, want) {
		t.Errorf("got %+v, want %+v", groups, want)
	}
}

func TestCopiesAreOfTheSameDays(t *testing.T) {
	for _, c := range []struct {
		containment float64
		shared      int
		a, b        string
		want        bool
	}{
		{0.2, 20, "2026-01-22", "2026-01-22", true},
		{0.19, 20, "2026-01-22", "2026-01-22", false},
		{0.2, 19, "2026-01-22", "2026-01-22", false},
		{0.2, 20, "2026-01-22", "2026-02-05", true},
		{0.9, 20, "2026-01-22", "2026-02-06", false},
		{0.9, 20, "2026-02-06", "2026-01-22", false},
		{0.95, 20, "2026-01-22", "2029-02-06", true},
		{0.95, 19, "2026-01-22", "2029-02-06", false},
		{0.2, 20, "", "2026-01-22", true},
		{0.2, 20, "2026-01-22", "2026-02", true},
		{0.2, 20, "2026-01-22", "2026-03", false},
		{0.2, 20, "2026-01-22", "2026-03/..", false},
		{0.2, 20, "2027-01-22", "2026-03/..", true},
	} {
		if got := origin.OneText(c.containment, c.shared, dated(c.a), dated(c.b)); got != c.want {
			t.Errorf("%+v", c)
		}
	}
}

func dated(text string) edtf.Date {
	if text == "" {
		return edtf.Date{}
	}
	return edtf.MustParse(text)
}
