package origin_test

import (
	"os"
	"slices"
	"testing"

	"parley/internal/material"
	"parley/internal/origin"
	"parley/internal/shingle"
)

func TestRewrittenArticleHasOneOriginWithItsSource(t *testing.T) {
	articles := corpusArticles(t)
	groups := groups(articles...)
	if len(groups) != 4 || !slices.Equal(groups[0].Articles, ids(0, 1)) {
		t.Fatalf("groups %v, want the first two together and the others apart", groups)
	}
	join := groups[0].Joins[0]
	if len(groups[0].Joins) != 1 || join.Rule != origin.NearIdenticalText || join.Score < 0.25 || join.Score > 0.26 {
		t.Errorf("joined by %+v", groups[0].Joins)
	}
}

// The threshold stands far from both sides.
func TestOtherArticlesAreFarFromOneText(t *testing.T) {
	articles := corpusArticles(t)
	for i, a := range articles {
		for _, b := range articles[max(2, i+1):] {
			if score := shingle.Containment(a.text, b.text); score > origin.NearIdentical/2 {
				t.Errorf("%v and %v: %v", a.ID, b.ID, score)
			}
		}
	}
}

// corpusArticles are real. The second is agency copy and the first a rewrite of
// it; the others are written apart.
func corpusArticles(t *testing.T) []article {
	t.Helper()
	var out []article
	for i, file := range material.Paths(t, "corpus/*.txt") {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, article{origin.Article{ID: id(i)}, shingle.Of(string(text))})
	}
	return out
}
