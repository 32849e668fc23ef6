package db_test

import (
	"database/sql"
	"errors"
	"fmt"
	"reflect"
	"strings"
	"testing"

	"parley/db"
	"parley/db/dbtest"
	"parley/internal/ledger"
)

// No list may read a whole table for any single filter: the SQL a list really
// sends is explained by both engines on a loaded database.
func TestNoListScansATable(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, url string) {
		if strings.HasPrefix(url, "postgres") {
			url += "&enable_seqscan=off" // small tables: what could be found by an index, is
		}
		d := open(t, url)
		x := &explained{store: db.NewStore(d), pool: d.Read, load: newLoad(t, db.NewStore(d), 600)}
		if d.Engine == db.Postgres { // SQLite has the statistics its migration gave it
			_, err := d.Write.Exec("ANALYZE")
			must(t, err)
		}
		x.lists(t)
	})
}

// explained explains the queries of a store.
type explained struct {
	store *db.Store
	pool  *sql.DB
	load  *load
}

func (x *explained) lists(t *testing.T) {
	for _, l := range lists(x) {
		t.Run(l.name, func(t *testing.T) { x.list(t, l) })
	}
}

// list asks for each field of a filter alone, for no field, in every order and
// from a key on.
func (x *explained) list(t *testing.T, l list) {
	sample := reflect.ValueOf(l.sample)
	for _, page := range l.pages() {
		x.check(t, l, reflect.Zero(sample.Type()), page, "nothing", "workspace_id")
		for i := range sample.NumField() {
			field := sample.Type().Field(i).Name
			column, known := l.columns[field]
			if !known || sample.Field(i).IsZero() {
				t.Errorf("%T.%s: give a value to filter by and the column whose index finds it", l.sample, field)
				continue
			}
			filter := reflect.New(sample.Type()).Elem()
			filter.Field(i).Set(sample.Field(i))
			x.check(t, l, filter, page, field, column)
		}
		for name, more := range l.more {
			x.check(t, l, reflect.ValueOf(more.filter), page, name, more.column)
		}
	}
}

func (x *explained) check(t *testing.T, l list, filter reflect.Value, page ledger.Page, what, column string) {
	t.Helper()
	asked := 0
	spied := db.Spied
	if l.past {
		spied = func(s *db.Store, seen func(db.Seen)) ledger.Tables { return db.SpiedAt(s, 5, seen) }
	}
	_, err := l.run(t.Context(), spied(x.store, func(q db.Seen) {
		asked++
		if column == byDay && (page.Sort == ledger.SortRecorded || page.Sort == ledger.SortRecordedDesc) {
			column = byWorkspace
		}
		plan := x.explain(t, q)
		if fault := judge(plan, column); fault != "" {
			t.Errorf("%s by %s %+v: %s\n%s\n%s", l.name, what, page, fault, q.SQL, strings.Join(plan, "\n"))
		}
	}), filter.Interface(), page)
	if asked != 1 || !errors.Is(err, db.ErrSeen) {
		t.Errorf("%s by %s asked the database %d times: %v", l.name, what, asked, err)
	}
}

func (x *explained) explain(t *testing.T, q db.Seen) (plan []string) {
	t.Helper()
	if strings.HasPrefix(fmt.Sprintf("%T", x.pool.Driver()), "*stdlib.") {
		rows, err := x.pool.Query("EXPLAIN "+q.SQL, q.Args...)
		must(t, err)
		return scan(t, rows, func(line *string) []any { return []any{line} })
	}
	rows, err := x.pool.Query("EXPLAIN QUERY PLAN "+q.SQL, q.Args...)
	must(t, err)
	var skip int
	return scan(t, rows, func(line *string) []any { return []any{&skip, &skip, &skip, line} })
}

func scan(t *testing.T, rows *sql.Rows, into func(*string) []any) (lines []string) {
	t.Helper()
	defer rows.Close()
	for rows.Next() {
		var line string
		must(t, rows.Scan(into(&line)...))
		lines = append(lines, line)
	}
	must(t, rows.Err())
	return lines
}

// judge looks for whole tables read, and for the column among what an index
// is searched by ("SEARCH ... (a=? AND b>?)", "Index Cond: (...)").
func judge(plan []string, column string) string {
	searched := false
	for _, line := range plan {
		line = strings.TrimSpace(line)
		if strings.HasPrefix(line, "SCAN ") || strings.Contains(line, "Seq Scan") {
			return "reads a whole table"
		}
		isSearch := strings.HasPrefix(line, "SEARCH ") || strings.Contains(line, "Index Cond:")
		searched = searched || isSearch && strings.Contains(line[strings.Index(line, "("):], column)
	}
	if !searched {
		return "no index is searched by " + column
	}
	return ""
}
