package db_test

import (
	"errors"
	"testing"

	"parley/db"
	"parley/db/dbtest"
	"parley/internal/ledger"
)

// A running server notices that its database went away or was migrated by
// another version.
func TestHealth(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, url string) {
		d := open(t, url)
		must(t, d.Answers(t.Context()))
		must(t, d.Current(t.Context()))
		free, err := d.FreeSpace()
		if d.Engine == db.SQLite && (err != nil || free == 0) || d.Engine == db.Postgres && !errors.Is(err, db.ErrNoFreeSpace) {
			t.Errorf("%d bytes free, %v", free, err)
		}
		for _, c := range []struct {
			set  string
			want any
		}{
			{"UPDATE schema_migrations SET version = version + 1", new(*db.AheadError)},
			{"UPDATE schema_migrations SET version = version - 2", new(*db.BehindError)},
			{"UPDATE schema_migrations SET dirty = true", new(*db.DirtyError)},
		} {
			if _, err := d.Write.ExecContext(t.Context(), c.set); err != nil {
				t.Fatal(err)
			}
			if err := d.Current(t.Context()); !errors.As(err, c.want) {
				t.Errorf("%s: %v", c.set, err)
			}
		}
		must(t, d.Close())
		for _, err := range []error{d.Answers(t.Context()), d.Current(t.Context())} {
			if !ledger.IsKind(err, ledger.KindUnavailable) {
				t.Errorf("closed: %v", err)
			}
		}
	})
}
