package db_test

import (
	"context"
	"database/sql"
	"net/url"
	"path/filepath"
	"strings"
	"testing"

	"parley/db"
	"parley/db/dbtest"
)

// only checks that exactly one of the predicates holds.
func only(t *testing.T, want string, err error) {
	t.Helper()
	if err == nil {
		t.Fatalf("%s: the statement passed", want)
	}
	for name, is := range map[string]func(error) bool{
		"unique": db.IsUnique, "foreign key": db.IsForeignKey, "busy": db.IsBusy,
		"disk full": db.IsDiskFull, "read only": db.IsReadOnly, "unavailable": db.IsUnavailable,
	} {
		if is(err) != (name == want) {
			t.Errorf("%s: is %s = %v for %v", want, name, is(err), err)
		}
	}
}

func TestConstraintErrors(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, url string) {
		d := open(t, url)
		for statement, want := range map[string]string{
			"INSERT INTO workspaces (id, slug, head, recorded_at) VALUES (1, 'other', 0, 0)":                   "unique",
			"INSERT INTO workspaces (id, slug, head, recorded_at) VALUES (2, 'default', 0, 0)":                 "unique",
			"INSERT INTO transactions (workspace_id, number, recorded_at, actor) VALUES (99, 1, 0, 'someone')": "foreign key",
			"INSERT INTO workspaces (id, slug, head, recorded_at) VALUES (3, NULL, 0, 0)":                      "none",
			"SELECT FROM": "none",
		} {
			_, err := d.Write.ExecContext(t.Context(), statement)
			only(t, want, err)
		}
	})
}

func TestReadOnlyErrors(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, url string) {
		d := open(t, url)
		tx, err := d.Read.BeginTx(t.Context(), &sql.TxOptions{ReadOnly: d.Engine == db.Postgres})
		must(t, err)
		defer tx.Rollback()
		_, err = tx.ExecContext(t.Context(), "UPDATE workspaces SET head = 1")
		only(t, "read only", err)
	})
}

func TestBusyOnSQLite(t *testing.T) {
	path := dbtest.SQLite(t)
	holder, err := open(t, path).Write.BeginTx(t.Context(), nil)
	must(t, err)
	defer holder.Rollback()
	other := raw(t, "file:"+path+"?_txlock=immediate&_pragma=busy_timeout(10)")
	defer other.Close()
	_, err = other.BeginTx(t.Context(), nil)
	only(t, "busy", err)
}

func TestBusyOnPostgres(t *testing.T) {
	d := open(t, dbtest.Postgres(t))
	for want, setting := range map[string]string{
		"lock not available":    "SET LOCAL lock_timeout = '10ms'",
		"serialization failure": "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ",
	} {
		t.Run(want, func(t *testing.T) { collide(t, d, setting) })
	}
}

// collide lets two transactions update one row, the second with the setting.
func collide(t *testing.T, d *db.DB, setting string) {
	const update = "UPDATE workspaces SET head = head + 1"
	second, err := d.Write.BeginTx(t.Context(), nil)
	must(t, err)
	defer second.Rollback()
	_, err = second.Exec(setting)
	must(t, err)
	_, err = second.Exec("SELECT count(*) FROM workspaces")
	must(t, err)
	first, err := d.Write.BeginTx(t.Context(), nil)
	must(t, err)
	defer first.Rollback()
	_, err = first.Exec(update)
	must(t, err)
	if strings.Contains(setting, "ISOLATION") {
		must(t, first.Commit())
	}
	_, err = second.Exec(update)
	only(t, "busy", err)
}

func TestDiskFullOnSQLite(t *testing.T) {
	d := open(t, dbtest.SQLite(t))
	_, err := d.Write.Exec("PRAGMA max_page_count = 1")
	must(t, err)
	_, err = d.Write.Exec("CREATE TABLE big AS SELECT zeroblob(10000000) AS content")
	only(t, "disk full", err)
}

// No test fills the server's disk: the server is asked to say that it is full.
func TestDiskFullOnPostgres(t *testing.T) {
	d := open(t, dbtest.Postgres(t))
	_, err := d.Write.Exec("DO $$ BEGIN RAISE EXCEPTION USING ERRCODE = 'disk_full'; END $$")
	only(t, "disk full", err)
}

func TestUnavailableOnSQLite(t *testing.T) {
	pool := raw(t, filepath.Join(t.TempDir(), "missing", "parley.db"))
	defer pool.Close()
	only(t, "unavailable", pool.Ping())
}

func TestUnavailableOnPostgres(t *testing.T) {
	u, err := url.Parse(dbtest.Postgres(t))
	must(t, err)
	d := open(t, u.String())
	_, err = d.Write.Exec("SELECT pg_terminate_backend(pg_backend_pid())")
	only(t, "unavailable", err)
	u.Host = "127.0.0.1:1"
	_, err = db.Open(t.Context(), db.Options{URL: u.String()})
	only(t, "unavailable", err)
}

func TestCancellingIsNoFaultOfTheDatabase(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, url string) {
		ctx, cancel := context.WithCancel(t.Context())
		d := open(t, url)
		cancel()
		_, err := d.Write.ExecContext(ctx, "UPDATE workspaces SET head = 1")
		only(t, "none", err)
		_, err = db.Open(ctx, db.Options{URL: url})
		only(t, "none", err)
	})
}
