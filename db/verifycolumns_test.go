package db_test

import (
	"database/sql"
	"fmt"
	"strings"
	"testing"

	"parley/db"
	"parley/db/dbtest"
	"parley/internal/access"
	"parley/internal/demo"
	"parley/internal/ledger"
)

// unverified are the tables and columns that verify does not look at, and why.
var unverified = map[string]string{
	"schema_migrations":        "golang-migrate's own",
	"keys":                     "not in the ledger: whoever holds the database gives and takes them",
	"webhooks":                 "not in the ledger",
	"webhook_deliveries":       "not in the ledger",
	"idempotency_keys":         "not in the ledger: answers that are kept for a day",
	"workspace_settings":       "not in the ledger; that they are there is looked at",
	"workspaces.id":            "every row of the workspace refers to it; without it there is no workspace to verify",
	"workspaces.slug":          "the name by which a workspace is verified",
	"workspaces":               "a workspace that is gone is told by what refers to it (TestVerifyTellsOfWorkspaces)",
	"revisions.text_number":    "derived: the index of copies",
	"revisions.search_bounded": "derived: the index of copies",
	"text_runs":                "derived: the index by which texts to compare are found; what was found is looked at",
	"similar_revisions":        "the demo's texts are not alike (TestVerifyTellsOfLikenesses)",
	"search_backlog":           "empty once search is filled; that it is is looked at (TestVerifyTellsOfWhatIsDerived)",
	"search_entries.earliest":  "derived: what a search by dates leaves out",
	"search_entries.latest":    "derived: what a search by dates leaves out",
	"search_entries.digest":    "derived: tells that an entry need not be written anew",
	"search_numbers":           "derived: how many places were given out",
	"search_words":             "derived: that it has every piece is looked at (TestVerifyTellsOfWhatIsDerived)",
}

// Every column of every table that the migrations made is changed by hand in one row,
// and one row of every table deleted: verify tells each, or unverified says why not.
func TestVerifyTellsOfEveryColumn(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, url string) {
		s := db.NewStore(open(t, url))
		if _, err := demo.Load(t.Context(), ledger.New(s)); err != nil {
			t.Fatal(err)
		}
		h := harm{t: t, s: s, conn: unchecked(t, url), postgres: strings.HasPrefix(url, "postgres")}
		tried := 0
		for _, table := range h.tables() {
			if unverified[table] != "" && table != "workspaces" {
				continue
			}
			for _, c := range h.columns(table) {
				name := c.Name()
				if name == "workspace_id" || unverified[table+"."+name] != "" {
					continue
				}
				tried++
				h.try(table, name, "UPDATE "+table+" SET "+name+" = "+h.other(name, c.DatabaseTypeName())+" WHERE "+h.one(table, name))
			}
			if unverified[table] == "" && unverified[table+" rows"] == "" {
				h.try(table, "a row", "DELETE FROM "+table+" WHERE "+h.one(table, "workspace_id"))
			}
		}
		if tried < 150 {
			t.Errorf("only %d columns were tried", tried)
		}
	})
}

// harm is done by hand, and undone.
type harm struct {
	t        *testing.T
	s        *db.Store
	conn     *sql.Conn
	postgres bool
}

func (h harm) exec(query string) int64 {
	h.t.Helper()
	result, err := h.conn.ExecContext(h.t.Context(), query)
	if err != nil {
		h.t.Fatalf("%s: %v", query, err)
	}
	n, err := result.RowsAffected()
	must(h.t, err)
	return n
}

func (h harm) tables() (list []string) {
	query := "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%' AND name NOT LIKE 'search_words%' AND name NOT LIKE 'sqlite_%' ORDER BY name"
	if h.postgres {
		query = "SELECT CAST(table_name AS TEXT) FROM information_schema.tables WHERE table_schema = current_schema() ORDER BY 1"
	}
	rows, err := h.conn.QueryContext(h.t.Context(), query)
	must(h.t, err)
	defer rows.Close()
	for rows.Next() {
		var name string
		must(h.t, rows.Scan(&name))
		list = append(list, name)
	}
	must(h.t, rows.Err())
	return list
}

func (h harm) columns(table string) []*sql.ColumnType {
	rows, err := h.conn.QueryContext(h.t.Context(), "SELECT * FROM "+table+" LIMIT 1")
	must(h.t, err)
	defer rows.Close()
	if !rows.Next() {
		h.t.Errorf("%s has no row in the demo, so nothing of it is tried", table)
	}
	list, err := rows.ColumnTypes()
	must(h.t, err)
	return list
}

// one is a row, if possible one that has a value in the column.
func (h harm) one(table, column string) string {
	row := map[bool]string{true: "ctid", false: "rowid"}[h.postgres]
	return fmt.Sprintf("%s = (SELECT %s FROM %s ORDER BY %s IS NULL, %s LIMIT 1)", row, row, table, column, row)
}

// other is a value that no row has.
func (h harm) other(column, kind string) string {
	switch {
	case kind == "UUID", column == "id", strings.HasSuffix(column, "_id"):
		return "'00000000-0000-7000-8000-000000000001'"
	case kind == "BOOL":
		return "NOT " + column
	case strings.HasPrefix(kind, "INT"):
		return "CASE WHEN " + column + " > 1000000000000000 THEN 7 ELSE COALESCE(" + column + ", 5) + 100003 END"
	case kind == "BLOB":
		return "x'00'"
	case kind == "BYTEA":
		return "decode('00', 'hex')"
	}
	return "COALESCE(" + column + ", '') || 'x'"
}

func (h harm) try(table, what, query string) {
	h.t.Run(table+" "+strings.ReplaceAll(what, " ", "_"), func(t *testing.T) {
		h.t = t
		h.exec("CREATE TABLE kept AS SELECT * FROM " + table)
		if n := h.exec(query); n != 1 {
			t.Errorf("%d rows were harmed", n)
		}
		faults := 0
		if _, err := h.s.Verify(t.Context(), access.Workspace{Slug: "default"}, nil, func(db.Fault) { faults++ }); err != nil || faults == 0 {
			t.Errorf("%d faults, %v", faults, err)
		}
		h.exec("DELETE FROM " + table)
		h.exec("INSERT INTO " + table + " SELECT * FROM kept")
		h.exec("DROP TABLE kept")
	})
}

// A workspace whose settings are gone is verified all the same, and one that is gone
// itself is told by what refers to it.
func TestVerifyTellsOfWorkspaces(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, url string) {
		s := db.NewStore(open(t, url))
		if _, err := demo.Load(t.Context(), ledger.New(s)); err != nil {
			t.Fatal(err)
		}
		h := harm{t: t, s: s, conn: unchecked(t, url)}
		h.exec("DELETE FROM workspace_settings")
		slugs, err := s.Slugs(t.Context())
		must(t, err)
		if found := verify(t, s, nil); len(slugs) != 1 || len(found) != 1 || !strings.Contains(found[0], "workspace_settings") {
			t.Errorf("without settings: %v, %v", slugs, found)
		}
		h.exec("INSERT INTO workspaces (id, slug, head, recorded_at) VALUES (2, 'other', 0, 0)")
		h.exec("DELETE FROM workspaces WHERE id = 1")
		told := 0
		for _, found := range storage(t, s) {
			if strings.Contains(found, "refers to a row of workspaces") {
				told++
			}
		}
		if told == 0 {
			t.Error("nothing is told of a workspace without its row")
		}
	})
}
