// Package db stores the ledger in SQLite or in PostgreSQL with one set of
// queries (db/queries, generated into db/sqlc). It imports internal/ledger and
// what that imports, never the HTTP edge.
package db

import (
	"context"
	"database/sql"
	"sync"
	"time"

	"parley/db/sqlc"
	"parley/internal/ledger"
)

// Store is a ledger.Store on an open database.
type Store struct {
	db         *DB
	read       *statements
	reading    *sqlc.Queries // on read; making them anew takes 2 KB
	write      *statements
	workspaces sync.Map
	names      sync.Map // of workspace to *names
	gathered   gathered
}

// NewStore makes a store on an open database.
func NewStore(d *DB) *Store { return newStore(d, d.Engine == SQLite) }

// newStore keeps statements prepared where that pays.
func newStore(d *DB, keep bool) *Store {
	read := newStatements(d.Read, keep)
	s := &Store{db: d, read: read, reading: sqlc.New(read), write: newStatements(d.Write, keep)}
	s.gathered = gatheredBy(s)
	return s
}

// Read gives the tables of a workspace as they are now.
func (s *Store) Read(ctx context.Context, workspace string) (ledger.Tables, error) {
	id, err := s.workspace(ctx, workspace)
	return s.tables(s.read, id), err
}

func (s *Store) tables(run sqlc.DBTX, workspace int64) tables {
	q := s.reading
	if run != sqlc.DBTX(s.read) {
		q = sqlc.New(run)
	}
	return tables{store: s, run: run, q: q, workspace: workspace, at: present, names: s.namesOf(workspace)}
}

// Write runs fn in a transaction that first takes the workspace's next number.
// The row it updates for that stays locked until the end, so numbers follow the
// order of commits on both engines, and other workspaces do not wait.
func (s *Store) Write(ctx context.Context, workspace string, entry ledger.Transaction, fn func(ledger.Tables, ledger.Transaction) (bool, error)) error {
	return s.transact(ctx, workspace, func(t tables) (bool, error) {
		t.found = newFound()
		entry, err := t.open(ctx, entry)
		if err != nil {
			return false, told("", "", err)
		}
		commit, err := fn(t, entry)
		if err != nil || !commit {
			return false, err
		}
		return true, told("", "", t.seal(ctx, entry))
	})
}

// Together runs fn in one transaction in which each part takes a number.
func (s *Store) Together(ctx context.Context, workspace string, fn func(ledger.Part) (bool, error)) error {
	return s.transact(ctx, workspace, func(t tables) (bool, error) {
		t.found, t.growth = newFound(), newGrowth()
		return fn(func(entry ledger.Transaction, write func(ledger.Tables, ledger.Transaction) (bool, error)) error {
			if err := t.part(ctx, entry, write); err != nil {
				return err
			}
			return t.tell(ctx)
		})
	})
}

// part is a number of a transaction of several. It is sealed and indexed by itself, so
// that nothing is held for the whole transaction.
func (t tables) part(ctx context.Context, entry ledger.Transaction, write func(ledger.Tables, ledger.Transaction) (bool, error)) error {
	t.touched = newTouched()
	entry, err := t.open(ctx, entry)
	if err != nil {
		return told("", "", err)
	}
	record, err := write(t, entry)
	if err != nil {
		return err
	}
	if !record {
		return told("", "", t.unopen(ctx, entry))
	}
	if err := t.seal(ctx, entry); err != nil {
		return told("", "", err)
	}
	return t.index(ctx)
}

// unopen gives a number back under which nothing was written. A savepoint would do
// the same, but SQLite keeps one for all that follows, which takes longer with each write.
func (t tables) unopen(ctx context.Context, entry ledger.Transaction) error {
	err := t.q.DropTransaction(ctx, sqlc.DropTransactionParams{WorkspaceID: t.workspace, Number: entry.Number})
	if err != nil {
		return err
	}
	return t.q.GiveNumberBack(ctx, t.workspace)
}

// Note runs fn in a transaction that takes no number.
func (s *Store) Note(ctx context.Context, workspace string, fn func(ledger.Tables) error) error {
	return s.transact(ctx, workspace, func(t tables) (bool, error) { return true, fn(t) })
}

// transact commits when fn says so without an error, and else rolls back.
func (s *Store) transact(ctx context.Context, workspace string, fn func(tables) (commit bool, err error)) error {
	id, err := s.workspace(ctx, workspace)
	if err != nil {
		return err
	}
	return s.inside(ctx, id, fn)
}

// inside is transact for the number of a workspace.
func (s *Store) inside(ctx context.Context, workspace int64, fn func(tables) (commit bool, err error)) error {
	tx, err := s.db.Write.BeginTx(unawaited(ctx), nil)
	if err != nil {
		return told("", "", err)
	}
	defer tx.Rollback() //nolint:errcheck // after a commit there is nothing to roll back
	t := s.tables(s.write.in(tx), workspace)
	t.touched = newTouched()
	commit, err := fn(t)
	if err != nil || !commit {
		return err
	}
	if err := t.index(ctx); err != nil {
		return err
	}
	return finish(ctx, tx)
}

// finish commits, and tells a write that was not recorded from one of which nobody knows, since
// the database did not answer any more.
func finish(ctx context.Context, tx *sql.Tx) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	err := tx.Commit()
	if err != nil && (ctx.Err() != nil || isUnavailable(err)) {
		return ledger.UnavailableFor("the database did not say whether this was recorded: repeat it with the same Idempotency-Key, or look", err)
	}
	return told("", "", err)
}

// open takes the next number and writes the transaction's row, to which all others refer.
func (t tables) open(ctx context.Context, entry ledger.Transaction) (ledger.Transaction, error) {
	head, err := t.q.TakeNumber(ctx, sqlc.TakeNumberParams{ID: t.workspace, RecordedAt: micros(entry.RecordedAt)})
	if err != nil {
		return entry, err
	}
	entry.Number, entry.RecordedAt = head.Head, fromMicros(head.RecordedAt)
	return entry, t.q.InsertTransaction(ctx, sqlc.InsertTransactionParams{
		WorkspaceID: t.workspace, Number: entry.Number, RecordedAt: head.RecordedAt, Actor: entry.Actor, Reason: entry.Reason})
}

// Close closes the database.
func (s *Store) Close() error { return s.db.Close() }

func micros(t time.Time) int64 { return t.UnixMicro() }

func fromMicros(n int64) time.Time { return time.UnixMicro(n).UTC() }
