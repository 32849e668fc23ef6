package db_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/google/uuid"

	"parley/db"
	"parley/db/dbtest"
	"parley/internal/ledger"
)

// travelled is a database of migration 2 with a passage that was followed through
// two revisions, and one that was selected in the old revision and found in the new.
func travelled(t *testing.T, url string) {
	t.Helper()
	must(t, db.OpenWith(t.Context(), url, until(t, "000002")))
	o := old{t, raw(t, url)}
	defer o.pool.Close()
	for number := 1; number <= 3; number++ {
		o.insert("transactions", "number, recorded_at, actor", number, oldTime+int64(number)*1_000_000, "x")
	}
	o.insert("articles", "id, number, retracted, published_earliest, published_latest, search, body", oldArticle, 1, false, 0, 0, "", body(oldArticle, 1, nil))
	for revision := 1; revision <= 2; revision++ {
		o.insert("revisions", "article_id, revision, number, recorded_at, sha256, length, text", oldArticle, revision, revision, 1, "x", 1, "x")
	}
	for i, id := range []uuid.UUID{oldPassage, oldPosition} {
		o.insert("passages", "id, number, retracted, article_id, revision, state, search, body", id, 2+i, false, oldArticle, 1, "changed", "",
			body(id, 2+i, map[string]any{"article": oldArticle, "revision": 1, "exact": "«Мир»", "start": 3, "end": 8}))
		o.insert("passage_anchors", "passage_id, article_id, revision, number, state, start_offset, end_offset, exact, score",
			id, oldArticle, 2, 2+i, "changed", 0, 5, "“Мир”", 0.6)
	}
	o.insert("passage_anchors", "passage_id, article_id, revision, number, state, start_offset, end_offset, exact", oldPassage, oldArticle, 1, 1, "anchored", 3, 8, "«Мир»")
}

func wayOf(t *testing.T, url, passage string) (way []string) {
	t.Helper()
	d, err := db.Open(t.Context(), db.Options{URL: url})
	must(t, err)
	defer d.Close()
	r, err := ledger.New(db.NewStore(d)).Read(t.Context(), "default")
	must(t, err)
	list, err := r.PassageAnchors(passage, ledger.Page{Sort: ledger.SortRecorded})
	must(t, err)
	for _, a := range list {
		score := 0.0
		if a.Score != nil {
			score = *a.Score
		}
		way = append(way, fmt.Sprintf("%d at %d: %s %d-%d %s %v %v", a.Revision, a.Number, a.State, *a.Start, *a.End, *a.Exact, score, a.ByHand || a.Reviewed))
	}
	return way
}

func TestOldAnchorsAreKept(t *testing.T) {
	const selected, changed = "1 at %d: anchored 3-8 «Мир» 0 false", "2 at %d: changed 0-5 “Мир” 0.6 false"
	dbtest.EachEmpty(t, func(t *testing.T, url string) {
		travelled(t, url)
		for range 2 {
			must(t, db.MigrateUp(t.Context(), url, nil))
			for passage, want := range map[string][]string{
				oldPassage.String():  {fmt.Sprintf(selected, 1), fmt.Sprintf(changed, 2)},
				oldPosition.String(): {fmt.Sprintf(selected, 3), fmt.Sprintf(changed, 3)},
			} {
				if way := wayOf(t, url, passage); !slices.Equal(way, want) {
					t.Errorf("got %q, want %q", way, want)
				}
			}
			must(t, db.MigrateDown(t.Context(), url, 1))
		}
	})
}
