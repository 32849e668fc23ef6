package db_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/uuid"

	"parley/db"
	"parley/db/dbtest"
	"parley/internal/shingle"
)

// underived is a database of migration 2 with texts of two workspaces that are
// older than their runs; more than are filled at once.
func underived(t *testing.T, url string) {
	t.Helper()
	must(t, db.OpenWith(t.Context(), url, until(t, "000002")))
	o := old{t, raw(t, url)}
	defer o.pool.Close()
	_, err := o.pool.Exec("INSERT INTO workspaces (id, slug, head, head_at) VALUES (2, 'other', 1, 1)")
	must(t, err)
	for _, workspace := range []int{1, 2} {
		o.insertIn(workspace, "transactions", "number, recorded_at, actor", 1, 1, "x")
	}
	for i := range oldTexts {
		id, workspace := oldID(byte(i)), 1+i/120
		o.insertIn(workspace, "articles", "id, number, retracted, publisher, published_earliest, published_latest, search, body", id, 1, false, "", 0, 0, "", body(id, 1, map[string]any{"latest_revision": 1}))
		o.insertIn(workspace, "revisions", "article_id, revision, number, recorded_at, sha256, length, text", id, 1, 1, 1, "x", 1, oldText(i))
	}
}

const oldTexts = 150

// oldText is a short text; those of 0 and 1, and of 130 and 131, go on alike.
func oldText(i int) string {
	text := fmt.Sprintf("Сказано %d раз, що мир буде, 第%d次说", i, i)
	if i%130 < 2 {
		text += sharedText(i / 130)
	}
	return text
}

// filled counts the texts with the runs they should have.
func filled(t *testing.T, url string) (right int) {
	t.Helper()
	pool := raw(t, url)
	defer pool.Close()
	rows, err := pool.Query("SELECT article_id, runs FROM revisions WHERE runs IS NOT NULL")
	must(t, err)
	defer rows.Close()
	for rows.Next() {
		var id uuid.UUID
		var runs []byte
		must(t, rows.Scan(&id, &runs))
		if want := shingle.Of(oldText(int(id[15]))).Bytes(); len(want) == 0 || !bytes.Equal(runs, want) {
			t.Errorf("%v has the runs %x, want %x", id, runs, want)
		}
		right++
	}
	must(t, rows.Err())
	return right
}

func TestMigratingUpDerivesAndTellsProgress(t *testing.T) {
	dbtest.EachEmpty(t, func(t *testing.T, url string) {
		underived(t, url)
		var told []string
		must(t, db.MigrateUp(t.Context(), url, func(doing string, done, total int64) {
			if strings.Contains(doing, "runs") {
				told = append(told, fmt.Sprint(done, "/", total))
			}
		}))
		if n := filled(t, url); n != oldTexts {
			t.Errorf("%d of %d texts have runs", n, oldTexts)
		}
		if got := strings.Join(told, " "); got != "64/150 120/150 150/150" {
			t.Errorf("told %s", got)
		}
	})
}

// In each workspace one pair is alike.
func TestCopiesOfOldTextsAreFound(t *testing.T) {
	dbtest.EachEmpty(t, func(t *testing.T, url string) {
		underived(t, url)
		d, err := db.Open(t.Context(), db.Options{URL: url, Migrate: true})
		must(t, err)
		must(t, d.Close())
		got := lines(t, url, `SELECT workspace_id || ' ' || count(*) || ' ' || min(shared) FROM similar_revisions GROUP BY workspace_id ORDER BY workspace_id`)
		if want := []string{"1 2 79", "2 2 79"}; !slices.Equal(got, want) {
			t.Errorf("copies: %v, want %v", got, want)
		}
		if left := lines(t, url, `SELECT 'number ' || max(text_number) FROM revisions WHERE text_number IS NOT NULL GROUP BY workspace_id ORDER BY workspace_id`); !slices.Equal(left, []string{"number 120", "number 30"}) {
			t.Errorf("texts in the index: %v", left)
		}
	})
}

// What a killed start filled stays, and the next one fills the rest, on
// PostgreSQL without leave to migrate.
func TestDerivingGoesOnWhereItBrokeOff(t *testing.T) {
	dbtest.EachEmpty(t, func(t *testing.T, url string) {
		underived(t, url)
		ctx, kill := context.WithCancel(t.Context())
		err := db.MigrateUp(ctx, url, func(doing string, _, _ int64) {
			if strings.Contains(doing, "runs") {
				kill()
			}
		})
		if !errors.Is(err, context.Canceled) {
			t.Fatalf("killed: %v", err)
		}
		if n := filled(t, url); n == 0 || n == oldTexts {
			t.Fatalf("%d of %d were filled before the kill", n, oldTexts)
		}
		open(t, url)
		if n := filled(t, url); n != oldTexts {
			t.Errorf("%d of %d texts have runs", n, oldTexts)
		}
		again, err := db.Open(t.Context(), db.Options{URL: url, Progress: func(doing string, done, total int64) {
			t.Errorf("nothing was missing, but: %s %d/%d", doing, done, total)
		}})
		must(t, err)
		must(t, again.Close())
	})
}

func TestFiveProcessesDeriveAtOnce(t *testing.T) {
	dbtest.EachEmpty(t, func(t *testing.T, url string) {
		underived(t, url)
		var all sync.WaitGroup
		for range 5 {
			all.Go(func() { startProcess(t, url) })
		}
		all.Wait()
		if n := filled(t, url); n != oldTexts {
			t.Errorf("%d of %d texts have runs", n, oldTexts)
		}
	})
}
