package db_test

import (
	_ "embed"
	"slices"
	"strings"
	"testing"

	"parley/db/dbtest"
)

// Each query describes its engine's schema as one line for each column, key,
// index and foreign key, worded alike, so that lines can be compared.
var (
	//go:embed testdata/schema_sqlite.sql
	describeSQLite string
	//go:embed testdata/schema_postgres.sql
	describePostgres string
)

// One output of sqlc runs on both engines, which holds only while both have
// the same tables.
func TestSchemaParity(t *testing.T) {
	onSQLite, onPostgres := describe(t, dbtest.SQLite(t)), describe(t, dbtest.Postgres(t))
	if len(onSQLite) < 100 {
		t.Fatalf("only %d lines describe the schema: %v", len(onSQLite), onSQLite)
	}
	if !slices.Equal(onSQLite, onPostgres) {
		t.Errorf("SQLite (-) and PostgreSQL (+) differ:\n%s", difference(onSQLite, onPostgres))
	}
}

func describe(t testing.TB, url string) []string {
	t.Helper()
	if strings.HasPrefix(url, "postgres") {
		return lines(t, url, describePostgres)
	}
	return lines(t, url, describeSQLite)
}

// objects names all that a schema holds: tables, views, sequences, functions.
func objects(t testing.TB, url string) []string {
	t.Helper()
	if strings.HasPrefix(url, "postgres") {
		return lines(t, url, `SELECT relname FROM pg_class WHERE relnamespace = current_schema()::regnamespace AND relkind <> 'i'
			UNION ALL SELECT proname FROM pg_proc WHERE pronamespace = current_schema()::regnamespace`)
	}
	return lines(t, url, `SELECT name FROM sqlite_master WHERE type <> 'index'`)
}

func lines(t testing.TB, url, query string) (found []string) {
	t.Helper()
	pool := raw(t, url)
	defer pool.Close()
	rows, err := pool.Query(query)
	must(t, err)
	defer rows.Close()
	for rows.Next() {
		var line string
		must(t, rows.Scan(&line))
		found = append(found, line)
	}
	must(t, rows.Err())
	slices.Sort(found)
	return found
}

// difference lists the lines that only one side has.
func difference(a, b []string) string {
	var out strings.Builder
	for _, line := range a {
		if !slices.Contains(b, line) {
			out.WriteString("- " + line + "\n")
		}
	}
	for _, line := range b {
		if !slices.Contains(a, line) {
			out.WriteString("+ " + line + "\n")
		}
	}
	return out.String()
}
