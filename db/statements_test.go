package db_test

import (
	"context"
	"database/sql"
	"fmt"
	"sync"
	"testing"
	"time"

	"parley/db"
	"parley/db/dbtest"
)

const (
	readHead = "SELECT head FROM workspaces WHERE id = $1"
	addOne   = "UPDATE workspaces SET head = head + 1 WHERE id = $1"
)

func head(t testing.TB, s *db.Statements) (n int64) {
	t.Helper()
	if err := s.QueryRowContext(t.Context(), readHead, 1).Scan(&n); err != nil {
		t.Error(err)
	}
	return n
}

func TestStatementsPrepareOnce(t *testing.T) {
	d := open(t, dbtest.SQLite(t))
	s := db.NewStatements(d.Read, true)
	for range 10 {
		head(t, s)
		rows, err := s.QueryContext(t.Context(), "SELECT slug FROM workspaces")
		must(t, err)
		must(t, rows.Close())
	}
	if s.Kept() != 2 {
		t.Errorf("%d statements kept for two texts", s.Kept())
	}
}

func TestStatementsReportErrorsOfPreparing(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, url string) {
		d := open(t, url)
		s := db.NewStatements(d.Write, d.Engine == db.SQLite)
		if _, err := s.ExecContext(t.Context(), "UPDATE nothing SET x = 1"); err == nil {
			t.Error("a missing table is not reported")
		}
		var n int
		if err := s.QueryRowContext(t.Context(), "SELECT n FROM nothing").Scan(&n); err == nil {
			t.Error("a missing table is not reported by QueryRow")
		}
	})
}

// The first transaction meets texts the writer's only connection has never
// seen while it holds that connection: it must not wait for itself.
func TestTransactionOnOneConnectionDoesNotWaitForItself(t *testing.T) {
	d := open(t, dbtest.SQLite(t))
	s := db.NewStatements(d.Write, true)
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	defer cancel()
	for range 3 {
		tx, err := d.Write.BeginTx(ctx, nil)
		must(t, err)
		in := db.In(s, tx)
		for range 5 {
			_, err = in.ExecContext(ctx, addOne, 1)
			must(t, err)
			head(t, in)
		}
		must(t, tx.Commit())
	}
	for s.Kept() != 2 && ctx.Err() == nil {
		time.Sleep(time.Millisecond)
	}
	if got := head(t, s); got != 15 || s.Kept() != 2 {
		t.Errorf("head %d, %d statements kept, want 15 and 2", got, s.Kept())
	}
}

func TestRolledBackTransactionLeavesStatementsUsable(t *testing.T) {
	d := open(t, dbtest.SQLite(t))
	s := db.NewStatements(d.Write, true)
	for range 3 {
		tx, err := d.Write.BeginTx(t.Context(), nil)
		must(t, err)
		_, err = db.In(s, tx).ExecContext(t.Context(), addOne, 1)
		must(t, err)
		must(t, tx.Rollback())
		if got := head(t, s); got != 0 {
			t.Errorf("head %d after rolling back", got)
		}
	}
}

func TestStatementsBeyondTheBoundRunUnprepared(t *testing.T) {
	d := open(t, dbtest.SQLite(t))
	s := db.NewStatements(d.Write, true)
	ask := func(s *db.Statements, n int) {
		var got int
		if err := s.QueryRowContext(t.Context(), fmt.Sprintf("SELECT %d", n)).Scan(&got); err != nil || got != n {
			t.Fatalf("SELECT %d: %d, %v", n, got, err)
		}
	}
	for n := range db.MaxStatements + 50 {
		ask(s, n)
	}
	tx, err := d.Write.BeginTx(t.Context(), nil)
	must(t, err)
	for n := range db.MaxStatements + 100 {
		ask(db.In(s, tx), n)
	}
	must(t, tx.Commit())
	if s.Kept() != db.MaxStatements {
		t.Errorf("%d statements kept", s.Kept())
	}
}

func TestStatementsConcurrently(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, url string) {
		d := open(t, url)
		cache := d.Engine == db.SQLite
		read, write := db.NewStatements(d.Read, cache), db.NewStatements(d.Write, cache)
		var all sync.WaitGroup
		for range 8 {
			all.Go(func() { addInTransactions(t, d, write, 20) })
			all.Go(func() {
				for range 50 {
					head(t, read)
				}
			})
		}
		all.Wait()
		if got := head(t, read); got != 160 {
			t.Errorf("head %d after 160 additions", got)
		}
	})
}

func addInTransactions(t testing.TB, d *db.DB, s *db.Statements, n int) {
	for range n {
		tx, err := d.Write.BeginTx(t.Context(), nil)
		if err != nil {
			t.Error(err)
			return
		}
		if _, err := db.In(s, tx).ExecContext(t.Context(), addOne, 1); err != nil {
			t.Error(err)
		}
		if err := tx.Commit(); err != nil {
			t.Error(err)
		}
	}
}

// Texts wait for the connection in the background; closing must not hang on them.
func TestClosingWhileStatementsWait(t *testing.T) {
	d, err := db.Open(t.Context(), db.Options{URL: dbtest.SQLite(t)})
	must(t, err)
	tx, err := d.Write.BeginTx(t.Context(), nil)
	must(t, err)
	in := db.In(db.NewStatements(d.Write, true), tx)
	for n := range 50 {
		rows, err := in.QueryContext(t.Context(), fmt.Sprintf("SELECT %d", n))
		must(t, err)
		must(t, rows.Close())
	}
	must(t, tx.Rollback())
	must(t, d.Close())
}

func BenchmarkStatements(b *testing.B) {
	d := open(b, dbtest.SQLite(b))
	const query = `SELECT p.id, p.slug, n.name FROM parties p JOIN party_names n ON n.workspace_id = p.workspace_id AND n.party_id = p.id
		WHERE p.workspace_id = $1 AND p.id = $2 ORDER BY n.name LIMIT 10`
	for _, cached := range []bool{false, true} {
		s := db.NewStatements(d.Read, cached)
		b.Run(fmt.Sprintf("cache=%v", cached), func(b *testing.B) {
			for b.Loop() {
				rows, err := s.QueryContext(b.Context(), query, 1, "x")
				must(b, err)
				must(b, rows.Close())
			}
		})
		b.Run(fmt.Sprintf("tx/cache=%v", cached), func(b *testing.B) {
			s := db.NewStatements(d.Write, cached)
			for b.Loop() {
				must(b, rollBack(b, d.Write, s, query))
			}
		})
	}
}

func rollBack(b *testing.B, pool *sql.DB, s *db.Statements, query string) error {
	tx, err := pool.BeginTx(b.Context(), nil)
	must(b, err)
	in := db.In(s, tx)
	for range 5 {
		rows, err := in.QueryContext(b.Context(), query, 1, "x")
		must(b, err)
		must(b, rows.Close())
	}
	return tx.Rollback()
}
