package main

import (
	"database/sql"
	"strings"
	"testing"
	"time"

	"parley/db/dbtest"
)

const olderTake = "UPDATE workspaces SET head = head + 1, head_at = head_at + 1 WHERE id = 1"

// A program of before migration 12, which lays articles beside evidence, is in the middle
// of a write when the migration comes, and then goes on: what it wrote until then goes with
// evidence as well, and what it would write afterwards is refused.
func TestUpgradeBesideAnOlderProgram(t *testing.T) {
	dbtest.EachEmpty(t, func(t *testing.T, url string) {
		lay(t, url, 11)
		older := asIs(t, url)
		defer older.Close()
		begin := "BEGIN"
		if !isPostgres(url) {
			begin = "BEGIN IMMEDIATE"
		}
		conn, err := older.Conn(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		defer conn.Close()
		for _, statement := range []string{begin, olderTake, "UPDATE articles SET body = replace(body, '\"title\":\"', '\"title\":\"Mended: ')"} {
			if _, err := conn.ExecContext(t.Context(), statement); err != nil {
				t.Fatalf("%s: %v", statement, err)
			}
		}
		migrated := make(chan result, 1)
		migrate := func() { migrated <- parley(t, "migrate", "up", "--db", url) }
		if isPostgres(url) {
			go migrate()
			awaitLock(t, older)
		} else { // a file is locked, which the migration says at once
			migrate()
			(<-migrated).wants(t, 1, "locked")
		}
		if _, err := conn.ExecContext(t.Context(), "COMMIT"); err != nil {
			t.Fatal(err)
		}
		if !isPostgres(url) {
			migrate()
		}
		(<-migrated).wants(t, 0)
		var shown, mended int
		err = older.QueryRow(`SELECT count(*), sum(CASE WHEN e.article_body = a.body AND a.body LIKE '%Mended: %' THEN 1 ELSE 0 END)
			FROM evidence_versions e JOIN articles a ON a.id = e.article_id`).Scan(&shown, &mended)
		if err != nil || shown == 0 || mended != shown {
			t.Errorf("%d of %d are shown as they are: %v", mended, shown, err)
		}
		if _, err := older.Exec(olderTake); err == nil || !strings.Contains(err.Error(), "head_at") {
			t.Errorf("an older program may still write: %v", err)
		}
	})
}

// awaitLock returns when somebody waits for what an open write holds.
func awaitLock(t *testing.T, pool *sql.DB) {
	t.Helper()
	for end := time.Now().Add(20 * time.Second); time.Now().Before(end); time.Sleep(20 * time.Millisecond) {
		var n int
		if err := pool.QueryRow("SELECT count(*) FROM pg_locks WHERE NOT granted AND relation = 'workspaces'::regclass").Scan(&n); err != nil {
			t.Fatal(err)
		}
		if n > 0 {
			return
		}
	}
	t.Error("the migration does not wait for the write")
}
