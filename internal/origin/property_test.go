package origin_test

import (
	"reflect"
	"slices"
	"testing"

	"github.com/google/uuid"
	"pgregory.net/rapid"

	"parley/internal/origin"
)

func drawArticles(t *rapid.T) []article {
	name := rapid.SampledFrom([]string{"", "", "Bloomberg", "bloomberg", "UNN", "Київ"})
	var out []article
	for i := range rapid.IntRange(0, 7).Draw(t, "articles") {
		a := article{Article: origin.Article{ID: id(i), Publisher: name.Draw(t, "publisher"), RelaysOutlet: name.Draw(t, "outlet")}}
		if rapid.IntRange(0, 3).Draw(t, "retells") == 0 {
			a.Retells = []origin.Retold{{ID: id(rapid.IntRange(0, 9).Draw(t, "retold")), Publisher: name.Draw(t, "published")}}
		}
		if rapid.IntRange(0, 3).Draw(t, "sourced") == 0 {
			a.Sources = []string{name.Draw(t, "source")}
		}
		start := uint32(rapid.IntRange(0, 300).Draw(t, "text"))
		a.text = run(start, start+uint32(rapid.IntRange(0, 120).Draw(t, "length")))
		out = append(out, a)
	}
	return out
}

func TestGroupsAreAPartition(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		articles := drawArticles(t)
		found := groups(articles...)
		seen := map[uuid.UUID]int{}
		for i, g := range found {
			if len(g.Articles) == 0 || len(g.Joins) < len(g.Articles)-1 {
				t.Fatalf("%d joins hold %d articles together", len(g.Joins), len(g.Articles))
			}
			for _, a := range g.Articles {
				if _, twice := seen[a]; twice {
					t.Fatalf("%v is in two groups", a)
				}
				seen[a] = i
			}
			for _, j := range g.Joins {
				if !slices.Contains(g.Articles, j.A) || !slices.Contains(g.Articles, j.B) || j.Score <= 0 || j.Score > 1 {
					t.Fatalf("group %v has the join %+v", g.Articles, j)
				}
			}
		}
		if len(seen) != len(articles) {
			t.Fatalf("%d of %d articles", len(seen), len(articles))
		}
	})
}

// Two articles are in one group just if a chain of joins of pairs leads from one
// to the other, which a plain closure over pairs tells.
func TestGroupsAreTheClosureOfPairs(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		articles := drawArticles(t)
		reach := map[[2]uuid.UUID]bool{}
		for _, a := range articles {
			for _, b := range articles {
				reach[[2]uuid.UUID{a.ID, b.ID}] = a.ID == b.ID || len(groups(a, b)) == 1
			}
		}
		for _, via := range articles {
			for _, a := range articles {
				for _, b := range articles {
					if reach[[2]uuid.UUID{a.ID, via.ID}] && reach[[2]uuid.UUID{via.ID, b.ID}] {
						reach[[2]uuid.UUID{a.ID, b.ID}] = true
					}
				}
			}
		}
		for _, g := range groups(articles...) {
			for _, a := range articles {
				if slices.Contains(g.Articles, a.ID) != reach[[2]uuid.UUID{g.Articles[0], a.ID}] {
					t.Fatalf("group %v, article %v", g.Articles, a.ID)
				}
			}
		}
	})
}

func TestOrderDoesNotMatter(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		articles := drawArticles(t)
		want := groups(articles...)
		shuffled := rapid.Permutation(articles).Draw(t, "order")
		before := slices.Clone(shuffled)
		if got := groups(shuffled...); !reflect.DeepEqual(got, want) {
			t.Fatalf("got %+v, want %+v", got, want)
		}
		if !reflect.DeepEqual(shuffled, before) {
			t.Fatal("the input was changed")
		}
	})
}
