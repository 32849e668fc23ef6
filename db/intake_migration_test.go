package db_test

import (
	"errors"
	"fmt"
	"testing"

	"github.com/google/uuid"

	"parley/db"
	"parley/db/dbtest"
	"parley/internal/ledger"
)

// Articles of before the migration keep all they had, are found by their
// addresses, and another with one of these is refused.
func TestArticlesOlderThanTheirKeys(t *testing.T) {
	addresses := map[int][2]any{
		0: {"https://www.wire.example/a/?utm_source=x", nil}, 1: {"https://wire.example/b", "https://wire.example/lasting#x"},
		2: {nil, nil}, 3: {"https://суспільне.укр/новини", nil}, 4: {"https://wire.example/", nil},
		5: {"http://wire.example/a", nil}, // of the same address as 0: that was possible
	}
	keys := map[int][2]string{0: {"wire.example/a", ""}, 1: {"wire.example/b", "wire.example/lasting"},
		2: {"", ""}, 3: {"xn--e1alggjan9e8d.xn--j1amh/%D0%BD%D0%BE%D0%B2%D0%B8%D0%BD%D0%B8", ""}, 4: {"", ""}, 5: {"wire.example/a", ""}}
	dbtest.EachEmpty(t, func(t *testing.T, url string) {
		must(t, db.OpenWith(t.Context(), url, until(t, "000004")))
		o := old{t, raw(t, url)}
		o.insert("transactions", "number, recorded_at, actor", 1, oldTime, "x")
		_, err := o.pool.Exec(fmt.Sprintf("UPDATE workspaces SET head = 1, head_at = %d", oldTime))
		must(t, err)
		for i := range len(addresses) {
			id, a := oldID(byte(i)), addresses[i]
			article := body(id, 1, map[string]any{"slug": fmt.Sprint("a", i), "url": a[0], "canonical_url": a[1], "title": "Стаття", "latest_revision": 1})
			o.insert("articles", "id, number, retracted, slug, url, canonical_url, published_earliest, published_latest, search, body", id, 1, false, fmt.Sprint("a", i), a[0], a[1], 0, 0, "", article)
			o.insert("revisions", "article_id, revision, number, recorded_at, sha256, length, text", id, 1, 1, oldTime, "x", 4, "Мир.")
			o.change(1, 2*i, "article", id, nil, article)
		}
		must(t, o.pool.Close())
		must(t, db.MigrateUp(t.Context(), url, nil))
		for i, want := range keys {
			if got := keysOf(t, url, oldID(byte(i))); got != want {
				t.Errorf("article %d has the keys %q, want %q", i, got, want)
			}
		}
		isKept(t, url)
	})
}

func keysOf(t *testing.T, url string, id uuid.UUID) (keys [2]string) {
	t.Helper()
	pool := raw(t, url)
	defer pool.Close()
	must(t, pool.QueryRow("SELECT url_key, canonical_key FROM articles WHERE id = $1", id.String()).Scan(&keys[0], &keys[1]))
	return keys
}

func isKept(t *testing.T, url string) {
	t.Helper()
	d, err := db.Open(t.Context(), db.Options{URL: url})
	must(t, err)
	t.Cleanup(func() { d.Close() })
	l := ledger.New(db.NewStore(d))
	r, err := l.Read(t.Context(), "default")
	must(t, err)
	a, err := r.Article("a1")
	must(t, err)
	text, err := r.Revision("a1", 1)
	must(t, err)
	if *a.Title != "Стаття" || len(a.Extracted) != 0 || *text.Text != "Мир." || text.Original != nil || text.SHA256 != "x" {
		t.Errorf("kept is %+v, %+v", a, text)
	}
	by := ledger.Caller{Workspace: "default", Actor: "x"}
	for address, duplicates := range map[string]int{"https://m.wire.example/b/amp": 1, "http://wire.example/lasting": 1, "https://wire.example/a": 2, "https://wire.example/new": 0} {
		_, err := ledger.Write(t.Context(), l, by, func(w *ledger.Writer) (ledger.Article, error) {
			return w.CreateArticle(ledger.ArticleInput{ArticleFields: ledger.ArticleFields{URL: &address}})
		})
		if got := len(faultsOf(err)); got != duplicates || (err == nil) != (duplicates == 0) {
			t.Errorf("%s: %v", address, err)
		}
	}
	// One that was a duplicate before may be changed otherwise.
	_, err = ledger.Write(t.Context(), l, by, func(w *ledger.Writer) (ledger.Article, error) {
		return w.UpdateArticle("a5", ledger.Expect{Any: true}, nil, func(f *ledger.ArticleFields) error { f.Byline = new("x"); return nil })
	})
	must(t, err)
}

func faultsOf(err error) []ledger.Fault {
	if e, ok := errors.AsType[*ledger.Error](err); ok {
		return e.Faults
	}
	return nil
}
