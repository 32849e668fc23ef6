package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"parley/db"
	"parley/internal/ledger"
)

// batch is how many resources share a ledger number, as in an import.
const batch = 500

type loadCommand struct {
	DB string `arg:"" help:"SQLite file or postgres:// URL; it must be empty."`
	N  int    `default:"100000" help:"How many positions."`
	// Texts take longest to load, and answers about positions do not depend on how many there are.
	PerText int    `default:"3" help:"How many positions there are for each article: 30 loads a million in a third of the time."`
	Seed    uint64 `default:"1" help:"The same seed gives the same set, apart from ids and times."`
	From    string `help:"Copy this SQLite file, loaded before, instead of making a new set (for PostgreSQL)."`
}

// Run makes the set through the store's own tables, which write the rows of
// the product, and leaves out only the checks. PostgreSQL gets a copy of a SQLite
// set by COPY, so that both engines hold the same.
func (c *loadCommand) Run(ctx context.Context) error {
	start := time.Now()
	if err := c.load(ctx); err != nil {
		return err
	}
	n, err := verify(ctx, c.DB)
	fmt.Printf("%s: %d positions loaded in %s\n", db.Redact(c.DB), n, since(start))
	return err
}

func (c *loadCommand) load(ctx context.Context) error {
	if !strings.Contains(c.DB, "://") {
		return c.make(ctx, c.DB)
	}
	if c.From == "" {
		dir, err := os.MkdirTemp("", "parley-bench-")
		if err != nil {
			return err
		}
		defer os.RemoveAll(dir) //nolint:errcheck // a leftover in the temporary folder harms nobody
		c.From = filepath.Join(dir, "set.db")
		if err := c.make(ctx, c.From); err != nil {
			return err
		}
	}
	return copyTo(ctx, c.From, c.DB)
}

func (c *loadCommand) make(ctx context.Context, file string) error {
	d, err := db.Open(ctx, db.Options{URL: file})
	if err != nil {
		return err
	}
	l := loader{set: newSet(c.Seed), perText: max(c.PerText, 1), store: db.NewStore(d), ctx: ctx}
	err = quickly(ctx, d.Write, func() error { return l.all(c.N) })
	if err == nil {
		_, err = d.Write.ExecContext(ctx, "PRAGMA wal_checkpoint(TRUNCATE)")
	}
	return errors.Join(err, l.store.Close())
}

type loader struct {
	*set
	perText int
	store   *db.Store
	ctx     context.Context
	// The transaction under way and what it changed.
	entry   ledger.Transaction
	tables  ledger.Tables
	changes []ledger.Change
}

func (l *loader) all(n int) error {
	if err := l.batches(1, l.addNegotiation); err != nil {
		return err
	}
	if err := l.batches(partyCount, l.addParty); err != nil {
		return err
	}
	if err := l.batches(issueCount, l.addIssue); err != nil {
		return err
	}
	if err := l.batches(max(n/l.perText, 1), l.addArticle); err != nil {
		return err
	}
	return l.batches(n, l.addPosition)
}

// batches runs add n times, in transactions of the ledger.
func (l *loader) batches(n int, add func(i int) error) error {
	for from := 0; from < n; from += batch {
		entry := ledger.Transaction{RecordedAt: time.Now().UTC().Truncate(time.Microsecond), Actor: "bench"}
		err := l.store.Write(l.ctx, "default", entry, func(t ledger.Tables, entry ledger.Transaction) (bool, error) {
			l.tables, l.entry, l.changes = t, entry, nil
			for i := from; i < min(from+batch, n); i++ {
				if err := add(i); err != nil {
					return false, err
				}
			}
			return true, t.Transactions().InsertChanges(l.ctx, entry.Number, l.changes)
		})
		if err != nil {
			return err
		}
	}
	return nil
}
