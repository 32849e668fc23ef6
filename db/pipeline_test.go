package db_test

import (
	"database/sql"
	"strings"
	"testing"

	"parley/db"
	"parley/db/dbtest"
)

const insertWorkspace = "INSERT INTO workspaces (id, slug, head, recorded_at) VALUES ($1, $2, 0, 0)"

func countWorkspaces(t *testing.T, d interface {
	QueryRow(string, ...any) *sql.Row
}) (n int) {
	t.Helper()
	must(t, d.QueryRow("SELECT count(*) FROM workspaces").Scan(&n))
	return n
}

// The transaction itself sees what it has written, in the order in which it was.
func TestQueuedWritesAreSeen(t *testing.T) {
	d := open(t, dbtest.Postgres(t))
	tx, err := d.Write.BeginTx(db.Unawaited(t.Context()), nil)
	must(t, err)
	defer tx.Rollback()
	before := countWorkspaces(t, tx)
	for i := range db.MostQueued + 10 {
		_, err := tx.Exec(insertWorkspace, 100+i, strings.Repeat("w", i+1)[:min(i+1, 50)]+string(rune('0'+i%10))+string(rune(0x4E00+i)))
		must(t, err)
	}
	if n := countWorkspaces(t, tx); n != before+db.MostQueued+10 {
		t.Errorf("%d workspaces of %d", n-before, db.MostQueued+10)
	}
	updated, err := tx.Exec("UPDATE workspaces SET head = 7 WHERE id >= $1", 100)
	must(t, err)
	removed, err := tx.Exec("DELETE FROM workspaces WHERE head = 7 AND id < $1", 103)
	must(t, err)
	for want, result := range map[int64]sql.Result{db.MostQueued + 10: updated, 3: removed} {
		if n, err := result.RowsAffected(); err != nil || n != want {
			t.Errorf("%d rows, want %d: %v", n, want, err)
		}
	}
	must(t, tx.Commit())
	if n := countWorkspaces(t, d.Read); n != before+db.MostQueued+7 {
		t.Errorf("%d workspaces are committed, want %d", n-before, db.MostQueued+7)
	}
}

// Whatever comes after a queued write that fails tells it, and nothing is recorded.
func TestQueuedWritesThatFail(t *testing.T) {
	d := open(t, dbtest.Postgres(t))
	before := countWorkspaces(t, d.Read)
	for name, tells := range map[string]func(tx *sql.Tx, last sql.Result) error{
		"a query":     func(tx *sql.Tx, _ sql.Result) error { return tx.QueryRow("SELECT 1").Scan(new(int)) },
		"the answer":  func(_ *sql.Tx, last sql.Result) error { _, err := last.RowsAffected(); return err },
		"the commit":  func(tx *sql.Tx, _ sql.Result) error { return tx.Commit() },
		"a statement": func(tx *sql.Tx, _ sql.Result) error { _, err := tx.Prepare("SELECT 1"); return err },
	} {
		t.Run(name, func(t *testing.T) {
			tx, err := d.Write.BeginTx(db.Unawaited(t.Context()), nil)
			must(t, err)
			defer tx.Rollback()
			_, err = tx.Exec(insertWorkspace, 50, "first")
			must(t, err)
			_, err = tx.Exec(insertWorkspace, 50, "second")
			must(t, err)
			last, err := tx.Exec("UPDATE workspaces SET head = 9")
			must(t, err)
			only(t, "unique", tells(tx, last))
			if n, err := last.RowsAffected(); err == nil {
				t.Errorf("what followed the failure changed %d rows", n)
			}
			_ = tx.Commit() // of a transaction that has failed
			if n := countWorkspaces(t, d.Write); n != before {
				t.Errorf("%d workspaces were recorded", n-before)
			}
		})
	}
}

// What waits is forgotten with its transaction, and all others wait for each answer.
func TestQueuesEndWithTheirTransaction(t *testing.T) {
	d := open(t, dbtest.Postgres(t))
	d.Write.SetMaxOpenConns(1)
	before := countWorkspaces(t, d.Write)
	tx, err := d.Write.BeginTx(db.Unawaited(t.Context()), nil)
	must(t, err)
	_, err = tx.Exec(insertWorkspace, 60, "left")
	must(t, err)
	must(t, tx.Rollback())
	tx, err = d.Write.BeginTx(t.Context(), nil)
	must(t, err)
	_, err = tx.Exec("INSERT INTO workspaces (id, slug, head, recorded_at) VALUES (61, 'default', 0, 0)")
	only(t, "unique", err)
	must(t, tx.Rollback())
	if n := countWorkspaces(t, d.Write); n != before {
		t.Errorf("%d workspaces were recorded", n-before)
	}
}
