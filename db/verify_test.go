package db_test

import (
	"database/sql"
	"slices"
	"strings"
	"testing"

	"parley/db"
	"parley/db/dbtest"
	"parley/internal/access"
	"parley/internal/demo"
	"parley/internal/ledger"
)

// damage is done to the demo by hand and mended afterwards.
type damage struct {
	name, do, mend string
	// wants are pieces of faults, each of which must be told; nothing else may be.
	wants []string
}

const spoil, heal = "SET %c = 'x' || %c", "SET %c = SUBSTR(%c, 2)"

func change(table, column, which string) (do, mend string) {
	set := func(how string) string {
		return "UPDATE " + table + " " + strings.ReplaceAll(how, "%c", column) + " WHERE " + which
	}
	return set(spoil), set(heal)
}

const first = "(SELECT MIN(resource_id) FROM (SELECT CAST(resource_id AS TEXT) AS resource_id FROM changes WHERE kind = 'party') p)"

const nobody = "'00000000-0000-0000-0000-000000000000'"

func damages() []damage {
	var list []damage
	add := func(name, table, column, which string, wants ...string) {
		do, mend := change(table, column, which)
		list = append(list, damage{name, do, mend, wants})
	}
	add("actor", "transactions", "actor", "number = 1", "number 1 its hash")
	add("reason", "transactions", "reason", "number = 2", "number 2 its hash")
	add("what a number recorded", "changes", "after", "number = 1 AND CAST(resource_id AS TEXT) = "+first, "number 1 its hash", "party ", "parties ", "party_names ", "party_identifiers ", "search_names ")
	add("a version", "position_versions", "body", "from_number = 2", "number 2 its hash", "position ", "positions ")
	add("a row", "parties", "body", "CAST(id AS TEXT) = "+first, "parties ")
	add("a text", "revisions", "text", "revision = 2", "its text is not the one", "has not the length", "its runs of words", "passage ")
	add("a hash of a text", "revisions", "sha256", "revision = 2", "its text is not the one", "its sha256 is")
	list = append(list,
		damage{"an original", `UPDATE revisions SET original = '{}' WHERE revision = 2`, `UPDATE revisions SET original = NULL WHERE revision = 2`, []string{`its original is "{}" and by number 1 of the ledger null`}},
		damage{"a place", `UPDATE passage_anchors SET body = REPLACE(body, '"exact":"', '"exact":"x') WHERE revision = 2`,
			`UPDATE passage_anchors SET body = REPLACE(body, '"exact":"x', '"exact":"') WHERE revision = 2`, []string{"passage ", "passage_anchors "}},
		damage{"the head", "UPDATE workspaces SET head = head + 1", "UPDATE workspaces SET head = head - 1", []string{"workspace its head is 3 and its newest number 2"}},
		damage{"the time of the head", "UPDATE workspaces SET recorded_at = recorded_at + 1", "UPDATE workspaces SET recorded_at = recorded_at - 1", []string{"workspace its head is of "}},
		damage{"the count of changes", "UPDATE changes SET ordinal = ordinal + 1000 WHERE number = 2", "UPDATE changes SET ordinal = ordinal - 1000 WHERE number = 2", []string{"number 2 its changes are not counted"}},
		damage{"an end", `UPDATE positions SET body = REPLACE(body, '"how":"superseded"', '"how":"withdrawn"')`,
			`UPDATE positions SET body = REPLACE(body, '"how":"withdrawn"', '"how":"superseded"') WHERE body LIKE '%"by":"%'`, []string{"its end does not follow", "positions "}},
		damage{"bodies that are cut", `UPDATE passages SET body = 'xyz' || body WHERE number = 1`, `UPDATE passages SET body = SUBSTR(body, 4)`, []string{"its body cannot be read", "passages "}},
		damage{"an id that is none", "INSERT INTO parties (workspace_id, id, number, retracted, kind, search, body) SELECT workspace_id, " + nobody + ", number, retracted, kind, search, body FROM parties LIMIT 1",
			"DELETE FROM parties WHERE id = " + nobody, []string{"parties 00000000-0000-0000-0000-000000000000 is not in the ledger", "has no row in search_entries"}},
		damage{"a number before the first", "INSERT INTO transactions (workspace_id, number, recorded_at, actor) SELECT workspace_id, 0, recorded_at, actor FROM transactions WHERE number = 1",
			"DELETE FROM transactions WHERE number = 0", []string{"number 0 is no number of a ledger"}},
		damage{"a reference", "UPDATE evidence SET passage_id = '00000000-0000-7000-8000-000000000000' WHERE number = 2 OR id IN (SELECT id FROM evidence LIMIT 1)", "", []string{"refers to a row of passages", "its passage_id is"}},
	)
	return list
}

func TestVerifyTellsWhatIsWrong(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, url string) {
		d := open(t, url)
		s := db.NewStore(d)
		if _, err := demo.Load(t.Context(), ledger.New(s)); err != nil {
			t.Fatal(err)
		}
		if found := verify(t, s, nil); len(found) > 0 {
			t.Fatalf("an unharmed database: %v", found)
		}
		hand := unchecked(t, url)
		for _, one := range damages() {
			t.Run(one.name, func(t *testing.T) {
				result, err := hand.ExecContext(t.Context(), one.do)
				must(t, err)
				if n, _ := result.RowsAffected(); n == 0 {
					t.Fatalf("nothing was harmed by %s", one.do)
				}
				found := verify(t, s, nil)
				for _, want := range one.wants {
					if !slices.ContainsFunc(found, func(f string) bool { return strings.Contains(f, want) }) {
						t.Errorf("nothing tells %q: %v", want, found)
					}
				}
				for _, f := range found {
					if !slices.ContainsFunc(one.wants, func(want string) bool { return strings.Contains(f, want) }) {
						t.Errorf("not expected: %s", f)
					}
				}
				if one.mend != "" {
					_, err = hand.ExecContext(t.Context(), one.mend)
					must(t, err)
				}
			})
		}
	})
}

// Whoever removes the newest numbers and everything they recorded leaves a whole
// chain; only the hash that was written down elsewhere tells.
func TestVerifyAgainstWhatWasWrittenDown(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, url string) {
		s := db.NewStore(open(t, url))
		if _, err := demo.Load(t.Context(), ledger.New(s)); err != nil {
			t.Fatal(err)
		}
		r, err := ledger.New(s).Read(t.Context(), "default")
		must(t, err)
		head, err := r.Head()
		must(t, err)
		if found := verify(t, s, &db.WrittenDown{Number: head.Number, Hash: *head.Hash}); len(found) > 0 {
			t.Errorf("%v", found)
		}
		if found := verify(t, s, &db.WrittenDown{Number: head.Number, Hash: strings.Repeat("0", 64)}); len(found) != 1 {
			t.Errorf("another hash: %v", found)
		}
		if found := verify(t, s, &db.WrittenDown{Number: head.Number + 1, Hash: *head.Hash}); len(found) != 1 {
			t.Errorf("a number that is gone: %v", found)
		}
	})
}

func verify(t *testing.T, s *db.Store, noted *db.WrittenDown) (found []string) {
	t.Helper()
	seen, err := s.Verify(t.Context(), access.Workspace{Slug: "default"}, noted, func(f db.Fault) { found = append(found, f.Where+" "+f.What) })
	must(t, err)
	if seen.Numbers < 2 || seen.Texts < 5 || seen.Passages < 50 || seen.Positions < 25 || seen.Faults != int64(len(found)) {
		t.Errorf("looked at %+v", seen)
	}
	return append(found, storage(t, s)...)
}

// unchecked is a connection that may break references.
func unchecked(t *testing.T, url string) *sql.Conn {
	t.Helper()
	pool := raw(t, url)
	t.Cleanup(func() { pool.Close() })
	conn, err := pool.Conn(t.Context())
	must(t, err)
	t.Cleanup(func() { conn.Close() })
	off := "PRAGMA foreign_keys = off"
	if strings.HasPrefix(url, "postgres") {
		off = "SET session_replication_role = replica"
	}
	_, err = conn.ExecContext(t.Context(), off)
	must(t, err)
	return conn
}
