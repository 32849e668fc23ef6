// Package dbtest gives tests a database of their own on each engine. It may
// import db and is imported by tests alone.
package dbtest

import (
	"context"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"parley/db"
)

// Main runs a package's tests and then stops the PostgreSQL server they
// shared. Packages call it from TestMain: os.Exit(dbtest.Main(m)).
func Main(m *testing.M) int {
	defer stopShared()
	return m.Run()
}

// Each runs f once for each engine, with the URL of a fresh, migrated database.
func Each(t *testing.T, f func(t *testing.T, url string)) {
	t.Helper()
	t.Run(string(db.SQLite), func(t *testing.T) { f(t, SQLite(t)) })
	t.Run(string(db.Postgres), func(t *testing.T) { f(t, Postgres(t)) })
}

// EachEmpty is Each with databases that no migration has touched.
func EachEmpty(t *testing.T, f func(t *testing.T, url string)) {
	t.Helper()
	t.Run(string(db.SQLite), func(t *testing.T) { f(t, emptySQLite(t)) })
	t.Run(string(db.Postgres), func(t *testing.T) { f(t, emptyPostgres(t)) })
}

// SQLite is the path of a fresh, migrated database that goes with the test.
func SQLite(tb testing.TB) string {
	tb.Helper()
	content, err := template()
	if err != nil {
		tb.Fatalf("SQLite template: %v", err)
	}
	path := emptySQLite(tb)
	if err := os.WriteFile(path, content, 0o600); err != nil {
		tb.Fatal(err)
	}
	return path
}

func emptySQLite(tb testing.TB) string {
	return filepath.Join(tb.TempDir(), "parley.db")
}

// template is a migrated database as bytes. Writing them is much quicker than
// migrating, and closing has folded the write-ahead log into the file.
var template = sync.OnceValues(func() ([]byte, error) {
	dir, err := os.MkdirTemp("", "parley-sqlite-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	path := filepath.Join(dir, "parley.db")
	if err := migrate(path); err != nil {
		return nil, err
	}
	return os.ReadFile(path)
})

func migrate(url string) error {
	d, err := db.Open(context.Background(), db.Options{URL: url, Migrate: true})
	if err != nil {
		return err
	}
	return d.Close()
}
