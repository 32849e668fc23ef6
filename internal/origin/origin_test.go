package origin_test

import (
	"slices"
	"strings"
	"testing"

	"parley/internal/origin"
	"parley/internal/shingle"
)

func TestNearIdenticalText(t *testing.T) {
	for _, c := range []struct {
		name   string
		a, b   shingle.Set
		joined bool
		score  float64
	}{
		{name: "a fifth", a: run(0, 100), b: run(80, 180), joined: true, score: 0.2},
		{name: "less than a fifth", a: run(0, 1000), b: run(801, 1801)},
		{name: "a short copy in a long text", a: run(0, 25), b: run(0, 900), joined: true, score: 1},
		{name: "a shared sentence", a: run(0, 30), b: run(11, 900)},
		{name: "the shortest copy", a: run(0, origin.MinShared), b: run(0, 900), joined: true, score: 1},
		{name: "too short to tell", a: run(0, origin.MinShared-1), b: run(0, 900)},
		{name: "no text", a: shingle.Set{}, b: nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			groups := groups(article{origin.Article{ID: id(2)}, c.b}, article{origin.Article{ID: id(1)}, c.a})
			if (len(groups) == 1) != c.joined {
				t.Fatalf("groups %+v", groups)
			}
			want := []origin.Join{{A: id(1), B: id(2), Rule: origin.NearIdenticalText, Score: c.score}}
			if c.joined && !slices.Equal(groups[0].Joins, want) {
				t.Errorf("joins %+v, want %+v", groups[0].Joins, want)
			}
		})
	}
}

// run is the runs from one number to before another.
func run(from, to uint32) shingle.Set {
	var out shingle.Set
	for n := from; n < to; n++ {
		out = append(out, n)
	}
	return out
}

// UNN retells Bloomberg by name, another outlet retells UNN's article, and a
// fourth prints the text of the third: one origin. Reuters is another.
func TestJoinsChain(t *testing.T) {
	groups := groups(
		article{origin.Article{ID: id(5), Publisher: "Reuters"}, run(500, 600)},
		article{origin.Article{ID: id(4)}, run(0, 100)},
		article{origin.Article{ID: id(3), Retells: []origin.Retold{{ID: id(2), Publisher: "UNN"}}}, run(0, 100)},
		article{origin.Article{ID: id(2), Publisher: "UNN", RelaysOutlet: "Bloomberg"}, nil},
		article{origin.Article{ID: id(1), Publisher: "Bloomberg"}, nil},
	)
	if len(groups) != 2 || !slices.Equal(groups[0].Articles, ids(1, 2, 3, 4)) || !slices.Equal(groups[1].Articles, ids(5)) {
		t.Fatalf("groups %+v", groups)
	}
	var rules []string
	for _, j := range groups[0].Joins {
		rules = append(rules, j.Rule)
	}
	if got := strings.Join(rules, " "); got != "relays_outlet relays_article near_identical_text" {
		t.Errorf("joined by %s", got)
	}
	if groups[1].Joins == nil {
		t.Error("joins of a single article are null in JSON")
	}
}
