package main

import (
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
		commit := func() {
			if _, err := conn.ExecContext(t.Context(), "COMMIT"); err != nil {
				t.Error(err)
			}
		}
		if isPostgres(url) { // which waits for the write; a file is locked
			time.AfterFunc(time.Second, commit)
		} else {
			if parley(t, "migrate", "up", "--db", url).code == 0 {
				t.Error("migrated in the middle of a write")
			}
			commit()
		}
		parley(t, "migrate", "up", "--db", url).wants(t, 0)
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
