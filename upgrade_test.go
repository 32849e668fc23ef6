package main

import (
	"bytes"
	"compress/gzip"
	"database/sql"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"parley/db/dbtest"
)

// earlier gives databases made by the program as it was when a migration was the
// newest, with a little of everything it knew (db/testdata/upgrade/make.sh).
func earlier(t *testing.T, f func(t *testing.T, url string, version int)) {
	newest := 0
	dbtest.Each(t, func(t *testing.T, url string) { newest, _ = strconv.Atoi(newestMigration(t, url)) })
	for version := 1; version < newest; version++ {
		t.Run(strconv.Itoa(version), func(t *testing.T) {
			dbtest.EachEmpty(t, func(t *testing.T, url string) {
				lay(t, url, version)
				f(t, url, version)
			})
		})
	}
}

// lay puts such a database at a URL.
func lay(t *testing.T, url string, version int) {
	t.Helper()
	file := fmt.Sprintf("db/testdata/upgrade/sqlite-%d.db.gz", version)
	if isPostgres(url) {
		file = fmt.Sprintf("db/testdata/upgrade/postgres-%d.sql.gz", version)
	}
	packed, err := os.Open(file)
	if err != nil {
		t.Fatalf("%v: what is missing is made with db/testdata/upgrade/make.sh, of the commit before the next migration", err)
	}
	defer packed.Close()
	reader, err := gzip.NewReader(packed)
	if err != nil {
		t.Fatal(err)
	}
	content, err := io.ReadAll(reader)
	if err != nil {
		t.Fatal(err)
	}
	if !isPostgres(url) {
		err = os.WriteFile(url, content, 0o600)
	} else {
		pool := asIs(t, url)
		defer pool.Close()
		_, err = pool.Exec(string(content))
	}
	if err != nil {
		t.Fatal(err)
	}
}

func isPostgres(url string) bool { return strings.HasPrefix(url, "postgres") }

// asIs opens a database as it is.
func asIs(t *testing.T, url string) *sql.DB {
	t.Helper()
	pool, err := sql.Open(map[bool]string{true: "pgx", false: "sqlite"}[isPostgres(url)], url)
	if err != nil {
		t.Fatal(err)
	}
	return pool
}

// A database made by each earlier migration comes up under the newest with every
// row kept, and is as it was recorded; also when the program is killed meanwhile.
func TestUpgrade(t *testing.T) {
	earlier(t, func(t *testing.T, url string, version int) {
		before := rowsOf(t, url)
		if len(before["positions"]) < 3 || len(before["transactions"]) < 15 {
			t.Fatalf("the database has little in it: %d positions, %d transactions", len(before["positions"]), len(before["transactions"]))
		}
		parley(t, "migrate", "up", "--db", url).wants(t, 0)
		kept(t, before, rowsOf(t, url))
		parley(t, "verify", "--db", url).wants(t, 0, " 0 faults")
		s := serve(t, "--db", url)
		defer s.stop(t)
		state := "changed"
		if version == 1 { // which knew no such state
			state = "orphaned"
		}
		var joint struct {
			Confidence string
			Evidence   []struct{ Selected struct{ State string } }
		}
		s.get(t, "/v1/positions/joint?expand=evidence", &joint)
		if joint.Confidence != "high" || len(joint.Evidence) != 2 || joint.Evidence[0].Selected.State != state {
			t.Errorf("a position: %+v", joint)
		}
		var then struct{ Confidence string }
		s.get(t, fmt.Sprintf("/v1/positions/joint?known_at=%d", len(before["transactions"])-2), &then)
		if then.Confidence == "high" {
			t.Error("the last correction but one is told of an earlier number too")
		}
		s.shownAlike(t)
		s.post(t, "/v1/parties", `{"slug":"new","kind":"state","name":"New"}`, nil)
		if want := len(before["transactions"]) + 1; s.head(t) != want {
			t.Errorf("the ledger is at %d, want %d", s.head(t), want)
		}
	})
}

// shownAlike compares each position by itself, which is shown as an earlier program may have
// stored it, with what a list shows of it, which is written anew.
func (s *server) shownAlike(t *testing.T) {
	t.Helper()
	var list struct{ Items []json.RawMessage }
	s.get(t, "/v1/positions?status=any&expand=evidence", &list)
	for _, item := range list.Items {
		var p struct{ ID string }
		if err := json.Unmarshal(item, &p); err != nil {
			t.Fatal(err)
		}
		var one json.RawMessage
		if s.get(t, "/v1/positions/"+p.ID, &one); !bytes.Equal(one, item) {
			t.Errorf("alone\n%s\nin a list\n%s", one, item)
		}
	}
	if len(list.Items) < 3 {
		t.Errorf("%d positions", len(list.Items))
	}
}

// Killed again and again while it migrates, the program goes on from where the
// database is, and nothing has to be mended by hand.
func TestKilledWhileMigrating(t *testing.T) {
	kills := 0
	earlier(t, func(t *testing.T, url string, _ int) {
		before := rowsOf(t, url)
		for wait := 10 * time.Millisecond; ; wait += 5 * time.Millisecond {
			v := &victim{}
			timer := time.AfterFunc(wait, v.kill)
			whole := v.run(command(t, "migrate", "up", "--db", url))
			timer.Stop()
			if whole {
				break
			}
			kills++
		}
		kept(t, before, rowsOf(t, url))
		parley(t, "migrate", "up", "--db", url).wants(t, 0)
		parley(t, "verify", "--db", url).wants(t, 0, " 0 faults")
	})
	if kills == 0 {
		t.Error("nothing was killed")
	}
	t.Logf("%d kills", kills)
}

// derived are tables that a later program fills anew, each with its reason.
var derived = map[string]string{
	"schema_migrations": "says which migration it is",
	"text_runs":         "an index",
}

// kept fails where a row of before is not in after, in the columns both have.
func kept(t *testing.T, before, after map[string][]map[string]string) {
	t.Helper()
	for table, rows := range before {
		if derived[table] != "" || strings.HasPrefix(table, "search_") || strings.HasPrefix(table, "sqlite_") || len(rows) == 0 {
			continue
		}
		if len(after[table]) == 0 {
			t.Errorf("%s had %d rows and has none", table, len(rows))
			continue
		}
		var shared []string
		for column := range rows[0] {
			if _, still := after[table][0][column]; still {
				shared = append(shared, column)
			}
		}
		slices.Sort(shared)
		there := map[string]int{}
		for _, row := range after[table] {
			there[project(row, shared)]++
		}
		for _, row := range rows {
			if there[project(row, shared)]--; there[project(row, shared)] < 0 {
				t.Errorf("%s: no longer there: %s", table, project(row, shared))
			}
		}
	}
}

func project(row map[string]string, columns []string) string {
	var b strings.Builder
	for _, c := range columns {
		fmt.Fprintf(&b, "%s=%s ", c, row[c])
	}
	return b.String()
}

// rowsOf reads all tables.
func rowsOf(t *testing.T, url string) map[string][]map[string]string {
	t.Helper()
	pool := asIs(t, url)
	defer pool.Close()
	query := "SELECT name FROM sqlite_master WHERE type = 'table'"
	if isPostgres(url) {
		query = "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
	}
	all := map[string][]map[string]string{}
	for _, row := range read(t, pool, query) {
		for table := range maps.Values(row) {
			if !strings.HasPrefix(table, "search_") {
				all[table] = read(t, pool, `SELECT * FROM "`+table+`"`)
			}
		}
	}
	return all
}

func read(t *testing.T, pool *sql.DB, query string) (all []map[string]string) {
	t.Helper()
	rows, err := pool.Query(query)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	columns, err := rows.Columns()
	if err != nil {
		t.Fatal(err)
	}
	for rows.Next() {
		values := make([]any, len(columns))
		for i := range values {
			values[i] = new(any)
		}
		if err := rows.Scan(values...); err != nil {
			t.Fatal(err)
		}
		row := map[string]string{}
		for i, c := range columns {
			row[c] = fmt.Sprint(*values[i].(*any))
		}
		all = append(all, row)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return all
}
