package origin_test

import (
	"os"
	"path/filepath"
	"slices"
	"testing"

	"parley/internal/origin"
	"parley/internal/shingle"
)

// corpus holds real articles that may be tested with but not copied. The second
// is agency copy and the first a rewrite of it; the others are written apart.
const corpus = "../../../shared/corpus"

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

func corpusArticles(t *testing.T) []article {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(corpus, "*.txt"))
	if err != nil {
		t.Fatal(err)
	}
	if len(files) == 0 {
		if os.Getenv("CI") == "true" {
			t.Fatalf("no articles in %s", corpus)
		}
		t.Skipf("no articles in %s", corpus)
	}
	var out []article
	for i, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, article{origin.Article{ID: id(i)}, shingle.Of(string(text))})
	}
	return out
}
