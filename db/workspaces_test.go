package db_test

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5/pgconn"

	"parley/db"
	"parley/db/dbtest"
	"parley/internal/ledger"
	"parley/internal/webhook"
)

// runsFirst is the key that holds the workspace second: migration 8 says why. A run is
// always asked for together with the workspace.
const runsFirst = "text_runs primary key (run, workspace_id, text_number)"

// Rule 11: workspaces never meet. Every key, index and reference of every table
// begins with the workspace, but for runsFirst.
func TestEveryKeyHoldsTheWorkspace(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, url string) {
		keys := regexp.MustCompile(`^(\w+) (primary key|unique|index \w+|foreign key) \(([^)]*)\)(?: to (\w+) \(([^)]*)\))?`)
		tables := map[string]bool{}
		for _, line := range describe(t, url) {
			m := keys.FindStringSubmatch(line)
			if m == nil || m[1] == "workspaces" {
				continue
			}
			tables[m[1]] = tables[m[1]] || m[2] == "primary key"
			if !strings.HasPrefix(m[3], "workspace_id") && m[0] != runsFirst || m[4] != "" && m[4] != "workspaces" && !strings.HasPrefix(m[5], "workspace_id") {
				t.Error(line)
			}
		}
		for table, hasKey := range tables {
			if !hasKey {
				t.Errorf("%s has no primary key", table)
			}
		}
		if len(tables) < 20 {
			t.Errorf("only %d tables were looked at", len(tables))
		}
	})
}

// twoWorkspaces loads both; the first has a number that the second lacks.
func twoWorkspaces(t *testing.T, url string) (*db.DB, *db.Store) {
	d := open(t, url)
	addWorkspace(t, d)
	s := db.NewStore(d)
	newLoadIn(t, s, "default", 150)
	newLoadIn(t, s, "other", 50)
	return d, s
}

// For every foreign key a row of one workspace is made to refer to the other.
func TestNoReferenceLeavesItsWorkspace(t *testing.T) {
	reference := regexp.MustCompile(`^(\w+) foreign key \(([^)]*)\) to (\w+) \(([^)]*)\)`)
	dbtest.Each(t, func(t *testing.T, url string) {
		d, s := twoWorkspaces(t, url)
		must(t, s.Write(t.Context(), "other", ledger.Transaction{Actor: "x", RecordedAt: time.Now()}, func(tables ledger.Tables, e ledger.Transaction) (bool, error) {
			return true, tables.Answers().Insert(t.Context(), "key", "hash", "{}", time.Now())
		}))
		execute(t, url, "INSERT INTO search_backlog (workspace_id, kind, after) VALUES (2, 'party', '00000000-0000-0000-0000-000000000000')")
		for _, workspace := range []string{"default", "other"} {
			w := webhook.Webhook{ID: uuid.New(), Workspace: workspace}
			must(t, s.InsertWebhook(t.Context(), w))
			must(t, s.InsertDelivery(t.Context(), w, webhook.Delivery{ID: uuid.New()}))
		}
		found := 0
		for _, line := range describe(t, url) {
			if m := reference.FindStringSubmatch(line); m != nil {
				found++
				provoke(t, d, m[1], strings.Split(m[2], ", "), m[3], strings.Split(m[4], ", "))
			}
		}
		if found < 50 {
			t.Errorf("only %d foreign keys were tried", found)
		}
	})
}

func provoke(t *testing.T, d *db.DB, table string, columns []string, target string, keys []string) {
	t.Helper()
	row, column, value := "rowid", columns[0], "99"
	if d.Engine == db.Postgres {
		row = "ctid"
	} else if table == "text_runs" {
		row = "(workspace_id, run, text_number)" // it has no rowid
	}
	if len(columns) > 1 {
		column = columns[1]
		value = fmt.Sprintf("(SELECT %[1]s FROM %[2]s WHERE workspace_id = 1 ORDER BY %[1]s DESC LIMIT 1)", keys[1], target)
	}
	statement := fmt.Sprintf("UPDATE %[1]s SET %[2]s = %[3]s WHERE %[4]s = (SELECT %[5]s FROM %[1]s WHERE workspace_id = 2 ORDER BY %[2]s IS NULL LIMIT 1)",
		table, column, value, row, strings.Trim(row, "()"))
	done, err := d.Write.ExecContext(t.Context(), statement)
	if err == nil {
		n, _ := done.RowsAffected()
		t.Errorf("%d rows: %s", n, statement)
		return
	}
	var e *pgconn.PgError
	if !db.IsForeignKey(err) || errors.As(err, &e) && e.TableName != table && column != "article_id" && len(columns) > 1 {
		t.Errorf("%s: %v", statement, err)
	}
}

// Whatever is asked in one workspace, nothing of the other comes back.
func TestQueriesStayInTheirWorkspace(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, url string) {
		d := open(t, url)
		addWorkspace(t, d)
		x := &explained{store: db.NewStore(d), load: newLoad(t, db.NewStore(d), 200)}
		other := read(t, x.store, "other")
		for _, l := range lists(x) {
			if l.first {
				continue // more of the same
			}
			home, other := read(t, x.store, "default"), other
			if l.past {
				home, other = newest(t, x.store, "default"), newest(t, x.store, "other")
			}
			sample := reflect.ValueOf(l.sample)
			for i := range sample.NumField() {
				filter := reflect.New(sample.Type()).Elem()
				filter.Field(i).Set(sample.Field(i))
				stays(t, l, home, other, filter.Interface())
			}
			stays(t, l, home, other, reflect.Zero(sample.Type()).Interface())
		}
		getsNothing(t, x.load, other)
	})
}

func stays(t *testing.T, l list, home, other ledger.Tables, filter any) {
	t.Helper()
	page := ledger.Page{Sort: l.sorts[0], Limit: 10}
	if n, err := l.run(t.Context(), home, filter, page); n == 0 || err != nil {
		t.Errorf("%s by %+v finds %d, %v", l.name, filter, n, err)
	}
	if n, err := l.run(t.Context(), other, filter, page); n != 0 || err != nil {
		t.Errorf("%s by %+v finds %d of another workspace, %v", l.name, filter, n, err)
	}
}

// getsNothing asks by id for things of the first workspace in the other.
func getsNothing(t *testing.T, l *load, other ledger.Tables) {
	t.Helper()
	ctx := t.Context()
	for name, err := range map[string]error{
		"negotiation":      got(ctx, other.Negotiations().Get, l.negotiations[0]),
		"round":            got(ctx, other.Rounds().Get, l.rounds[0]),
		"party":            got(ctx, other.Parties().Get, l.parties[0]),
		"issue":            got(ctx, other.Issues().Get, l.issues[0]),
		"proposal":         got(ctx, other.Proposals().Get, l.proposals[0]),
		"article":          got(ctx, other.Articles().Get, l.articles[0]),
		"passage":          got(ctx, other.Passages().Get, l.passages[0]),
		"position":         got(ctx, other.Positions().Get, l.positions[0]),
		"salience":         got(ctx, other.Salience().Get, l.salience[0]),
		"transaction":      got(ctx, other.Transactions().Get, 1),
		"revision":         errorOf(other.Revisions().Get(ctx, l.articles[0], 1)),
		"proposal version": errorOf(other.Proposals().Version(ctx, l.proposals[0], 1)),
	} {
		if !ledger.IsKind(err, ledger.KindNotFound) {
			t.Errorf("%s of another workspace: %v", name, err)
		}
	}
	if _, found, err := other.Parties().ByIdentifier(ctx, ledger.Identifier{Scheme: "wikidata", Value: "Q1"}); found || err != nil {
		t.Error("a party of another workspace has the identifier", err)
	}
	if list, err := other.Positions().Superseders(ctx, l.positions[0]); len(list) > 0 || err != nil {
		t.Error("a position of another workspace supersedes", err)
	}
	if ids, err := other.Issues().Subtree(ctx, l.issues[0]); len(ids) > 0 || err != nil {
		t.Error("an issue of another workspace is below", ids, err)
	}
}

func got[K, T any](ctx context.Context, get func(context.Context, K) (T, error), key K) error {
	return errorOf(get(ctx, key))
}

func errorOf[T any](_ T, err error) error { return err }

// Forgetting old answers in one workspace leaves those of the other.
func TestAnswersAreForgottenByWorkspace(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, url string) {
		d := open(t, url)
		addWorkspace(t, d)
		s := db.NewStore(d)
		long := time.Now().Add(-time.Hour)
		for _, workspace := range []string{"default", "other"} {
			must(t, s.Write(t.Context(), workspace, ledger.Transaction{Actor: "x"}, func(tables ledger.Tables, _ ledger.Transaction) (bool, error) {
				return true, errors.Join(tables.Answers().DeleteBefore(t.Context(), time.Now()),
					tables.Answers().Insert(t.Context(), uuid.NewString(), "hash", "{}", long))
			}))
		}
		var left int
		must(t, d.Read.QueryRow("SELECT count(*) FROM idempotency_keys").Scan(&left))
		if left != 2 {
			t.Errorf("%d answers are left", left)
		}
	})
}
