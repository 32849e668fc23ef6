package db_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/google/uuid"

	"parley/db"
	"parley/db/dbtest"
	"parley/internal/ledger"
)

// The feed is read from where a follower stands, however long the ledger is.
func TestFeedReadsNoWholeTable(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, url string) {
		if strings.HasPrefix(url, "postgres") {
			url += "&enable_seqscan=off"
		}
		d := open(t, url)
		x := &explained{store: db.NewStore(d), pool: d.Read, load: newLoad(t, db.NewStore(d), 600)}
		if d.Engine == db.Postgres {
			_, err := d.Write.Exec("ANALYZE")
			must(t, err)
		}
		ctx := t.Context()
		for name, ask := range map[string]func(ledger.FeedTable) error{
			"all": func(f ledger.FeedTable) error { return errorOf(f.After(ctx, ledger.Through(5), 9, 50)) },
			"belongings": func(f ledger.FeedTable) error {
				return errorOf(f.Belongings(ctx, ledger.Place{Number: 5}, ledger.Through(9)))
			},
			"merged": func(f ledger.FeedTable) error { return errorOf(f.MergedInto(ctx, x.load.parties[:1])) },
		} {
			column := map[string]string{"merged": "merged_into_id"}[name]
			if column == "" {
				column = "number"
			}
			err := ask(db.Spied(x.store, func(q db.Seen) {
				plan := slices.DeleteFunc(x.explain(t, q), func(line string) bool {
					return strings.TrimSpace(line) == "SCAN cited" // the few rows the query made itself
				})
				fault := judge(plan, column)
				if name == "all" && slices.ContainsFunc(plan, sorts) {
					fault = "sorts what an index has in order"
				}
				if fault != "" {
					t.Errorf("%s: %s\n%s", name, fault, strings.Join(plan, "\n"))
				}
			}).Feed())
			if !errors.Is(err, db.ErrSeen) {
				t.Errorf("%s: %v", name, err)
			}
		}
	})
}

func sorts(line string) bool {
	return strings.Contains(line, "TEMP B-TREE") || strings.Contains(line, "Sort Key")
}

// The feed of one workspace tells nothing of another.
func TestFeedStaysInItsWorkspace(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, url string) {
		d := open(t, url)
		addWorkspace(t, d)
		s := db.NewStore(d)
		home := newLoad(t, s, 100)
		other := read(t, s, "other").Feed()
		ctx := t.Context()
		if head, err := other.Head(ctx); head.Number != 0 || err != nil {
			t.Errorf("head %+v, %v", head, err)
		}
		if list, err := other.After(ctx, ledger.Through(0), 1000, 1000); len(list) != 0 || err != nil {
			t.Errorf("%d changes, %v", len(list), err)
		}
		if found, err := other.Belongings(ctx, ledger.Place{}, ledger.Through(1000)); len(found) != 0 || err != nil {
			t.Errorf("%d belongings, %v", len(found), err)
		}
		if ids, err := other.MergedInto(ctx, []uuid.UUID{home.parties[0]}); len(ids) != 0 || err != nil {
			t.Errorf("%d merged, %v", len(ids), err)
		}
		if found, err := read(t, s, "default").Feed().Belongings(ctx, ledger.Place{}, ledger.Through(1000)); len(found) == 0 || err != nil {
			t.Errorf("none at home, %v", err)
		}
	})
}
