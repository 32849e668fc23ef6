package db_test

import (
	"fmt"
	"testing"

	"parley/db"
	"parley/db/dbtest"
	"parley/internal/ledger"
)

// PostgreSQL plans for a table as large as it has become, also when a long
// transaction comes to it late.
func TestPostgresIsToldOfGrowth(t *testing.T) {
	d := open(t, dbtest.Postgres(t))
	l, by := ledger.New(db.NewStore(d)), ledger.Caller{Workspace: "default", Actor: "importer"}
	parties := func(part, n int) func(*ledger.Writer) error {
		return func(w *ledger.Writer) error {
			for i := range n {
				if _, err := w.CreateParty(ledger.PartyFields{Kind: "state", Name: fmt.Sprintf("Land %d-%d", part, i)}); err != nil {
					return err
				}
			}
			return nil
		}
	}
	articles := func(w *ledger.Writer) error {
		for i := range 5 {
			if _, err := w.CreateArticle(ledger.ArticleInput{ArticleFields: ledger.ArticleFields{Title: new(fmt.Sprint(i))}}); err != nil {
				return err
			}
		}
		return nil
	}
	err := ledger.Together(t.Context(), l, "default", func(write func(ledger.Caller, func(*ledger.Writer) error) error) (bool, error) {
		for part, do := range []func(*ledger.Writer) error{parties(1, 8), parties(2, 2), articles, parties(4, 2)} {
			if err := write(by, do); err != nil {
				return false, fmt.Errorf("part %d: %w", part, err)
			}
		}
		return true, nil
	})
	must(t, err)
	for table, want := range map[string]int{"articles": 5, "parties": 10} { // of 12, which is less than twice
		var told int
		must(t, d.Read.QueryRow("SELECT CAST(reltuples AS INTEGER) FROM pg_class WHERE oid = to_regclass($1)", table).Scan(&told))
		if told != want {
			t.Errorf("it was told of %d %s, want %d", told, table, want)
		}
	}
}
