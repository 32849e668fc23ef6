package db

import (
	"context"
	"errors"
	"fmt"
)

// derivation is data that follows from what is stored by a rule SQL cannot tell,
// so that no migration can fill it for rows older than its column or table. Go
// fills it when the migrations are applied, and after a kill at the next start.
type derivation struct {
	// name says what is filled, to the person who waits for it.
	name string
	// missing counts the rows of each workspace that lack it. Every start asks, so
	// an index should answer.
	missing func(context.Context, tables) ([]lack, error)
	// fill derives it for some of those rows, few enough for one transaction and
	// for memory, and says how many. What it filled is no longer missing.
	fill func(context.Context, tables) (filled int64, err error)
}

// lack is how many rows of a workspace lack a derived value.
type lack struct{ workspace, rows int64 }

// derivations are filled in this order: one may use what those before it filled.
var derivations = []derivation{
	{name: "hashes of the ledger", missing: missingHashes, fill: fillHashes},
	{name: "runs of words of texts", missing: missingRuns, fill: fillRuns},
	{name: "copies of texts", missing: missingCopies, fill: fillCopies},
	{name: "search index", missing: missingEntries, fill: fillEntries},
	{name: "keys of addresses of articles", missing: missingKeys, fill: fillKeys},
}

// Progress is told what is done, and how much of it, while a start takes its time.
type Progress func(doing string, done, total int64)

// underived tells whether something is missing. It asks without the lock, since
// at nearly every start the answer is no.
func (s schema) underived(ctx context.Context, d *DB) (bool, error) {
	t := filler(d).tables(d.Read, 0)
	for _, v := range s.derivations {
		if lacks, err := v.missing(ctx, t); len(lacks) > 0 || err != nil {
			return err == nil, err
		}
	}
	return false, nil
}

// derive fills all that is missing, on a current schema and under the lock of
// migrations.
func (s schema) derive(ctx context.Context, d *DB) error {
	found, err := s.status(ctx, d.Read)
	if err = errors.Join(err, found.fault()); err != nil {
		return err
	}
	store := filler(d)
	for _, v := range s.derivations {
		if err := v.run(ctx, store, s.progress); err != nil {
			return fmt.Errorf("filling the %s: %w", v.name, err)
		}
	}
	return nil
}

// filler is a store that remembers no statements: it is not the one that serves.
func filler(d *DB) *Store {
	return newStore(d, false)
}

func (v derivation) run(ctx context.Context, store *Store, progress Progress) error {
	lacks, err := v.missing(ctx, store.tables(store.read, 0))
	var done, total int64
	for _, l := range lacks {
		total += l.rows
	}
	told := func(filled int64) {
		done += filled
		if progress != nil {
			progress("filled the "+v.name, done, max(done, total))
		}
	}
	for _, l := range lacks {
		if err := v.fillAll(ctx, store, l.workspace, told); err != nil {
			return err
		}
	}
	return err
}

// fillAll commits piece by piece, so that a kill loses one piece at most.
func (v derivation) fillAll(ctx context.Context, store *Store, workspace int64, told func(filled int64)) error {
	for {
		var filled int64
		err := store.inside(ctx, workspace, func(t tables) (bool, error) {
			err := t.q.HoldWorkspace(ctx, t.workspace) // nobody writes in between
			if err == nil {
				filled, err = v.fill(ctx, t)
			}
			return err == nil, err
		})
		if err != nil || filled == 0 {
			return err
		}
		told(filled)
	}
}
