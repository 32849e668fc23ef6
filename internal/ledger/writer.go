package ledger

import (
	"context"
	"encoding/json"
	"time"

	"github.com/google/uuid"

	"parley/internal/anchor"
)

// Ledger is the record: it reads and writes workspaces of a store.
type Ledger struct {
	store Store
	now   func() time.Time
	news  news
}

// New makes a ledger on a store.
func New(store Store) *Ledger { return &Ledger{store: store, now: time.Now} }

// Caller says in whose name and why a write happens.
type Caller struct {
	Workspace string
	Actor     string
	Reason    *string
	// Limited is set for those who may propose, and change only what they created.
	Limited bool
	Once    *Once
}

// Once makes a write happen at most once for its key. Hash identifies the
// request, so that the same key with another request is refused.
type Once struct{ Key, Hash string }

// OnceLifetime is how long an idempotency key is remembered.
const OnceLifetime = 24 * time.Hour

// Reader reads one workspace for the length of one call, whose context it carries.
type Reader struct {
	ctx    context.Context
	tables Tables
	clock  Clock
	past   bool // an earlier moment was asked for
}

// Read opens a workspace for reading.
func (l *Ledger) Read(ctx context.Context, workspace string) (*Reader, error) {
	tables, err := l.store.Read(ctx, workspace)
	return &Reader{ctx: ctx, tables: tables}, err
}

// Writer is one transaction of the ledger under way.
type Writer struct {
	Reader
	entry   Transaction
	changes []Change
	limited bool   // Caller.Limited
	made    uint64 // ids so far
	texts   map[textKey]*anchor.Text
	held    int // characters of texts
	copies  int // how many texts those recorded so far are like
}

// Changes is how many changes the transaction made so far.
func (w *Writer) Changes() int { return len(w.changes) }

// Copies is how many texts of other articles those recorded by this writer are like.
func (w *Writer) Copies() int { return w.copies }

type textKey struct {
	article  uuid.UUID
	revision int64
}

// Write runs fn as one transaction and returns its result. Either all of it is
// recorded under one number, or nothing: also when fn changed nothing. With
// Caller.Once a repeated request gets the first answer again.
func Write[T any](ctx context.Context, l *Ledger, by Caller, fn func(*Writer) (T, error)) (T, error) {
	var result T
	unchanged := false
	entry := l.entry(by)
	err := l.store.Write(ctx, by.Workspace, entry, func(tables Tables, entry Transaction) (bool, error) {
		w := newWriter(ctx, tables, entry)
		w.limited = by.Limited
		if answered, err := w.answered(by.Once, &result); answered || err != nil {
			return false, err
		}
		var err error
		if result, err = fn(w); err != nil {
			return false, err
		}
		commit, err := w.finish(by.Once, result)
		unchanged = !commit
		return commit, err
	})
	if err == nil && !unchanged {
		l.news.tell(by.Workspace)
	}
	if err != nil || !unchanged || by.Once == nil {
		return result, err
	}
	return result, l.store.Note(ctx, by.Workspace, func(tables Tables) error {
		return newWriter(ctx, tables, entry).remember(by.Once, result)
	})
}

// Together runs fn, in which each call of write is a transaction of the ledger, and
// records all of them when fn says so, or else none. It needs memory for one at a time.
func Together(ctx context.Context, l *Ledger, workspace string, fn func(write func(Caller, func(*Writer) error) error) (commit bool, err error)) error {
	recorded := false
	err := l.store.Together(ctx, workspace, func(part Part) (commit bool, err error) {
		recorded, err = fn(func(by Caller, do func(*Writer) error) error {
			return part(l.entry(by), func(tables Tables, entry Transaction) (bool, error) {
				w := newWriter(ctx, tables, entry)
				w.limited = by.Limited
				if err := do(w); err != nil {
					return false, err
				}
				return w.finish(nil, nil)
			})
		})
		return recorded, err
	})
	if err == nil && recorded {
		l.news.tell(workspace)
	}
	return err
}

func (l *Ledger) entry(by Caller) Transaction {
	return Transaction{RecordedAt: l.now().UTC().Truncate(time.Microsecond), Actor: by.Actor, Reason: by.Reason}
}

func newWriter(ctx context.Context, tables Tables, entry Transaction) *Writer {
	return &Writer{
		Reader: Reader{ctx: ctx, tables: tables},
		entry:  entry,
		texts:  map[textKey]*anchor.Text{},
	}
}

// answered looks whether the key was used, and then fills in the first answer.
func (w *Writer) answered(once *Once, result any) (bool, error) {
	if once == nil {
		return false, nil
	}
	hash, answer, found, err := w.tables.Answers().Get(w.ctx, once.Key, w.entry.RecordedAt.Add(-OnceLifetime))
	if err != nil || !found {
		return false, err
	}
	if hash != once.Hash {
		return false, &Error{Kind: KindKeyReused, Detail: "this Idempotency-Key was already used with another request; use a new key for a new request"}
	}
	return true, json.Unmarshal([]byte(answer), result)
}

// finish writes what the transaction did into the ledger.
func (w *Writer) finish(once *Once, result any) (commit bool, err error) {
	if len(w.changes) == 0 {
		return false, nil
	}
	if err := w.tables.Transactions().InsertChanges(w.ctx, w.entry.Number, w.changes); err != nil {
		return false, err
	}
	if once == nil {
		return true, nil
	}
	return true, w.remember(once, result)
}

func (w *Writer) remember(once *Once, result any) error {
	if err := w.tables.Answers().DeleteBefore(w.ctx, w.entry.RecordedAt.Add(-OnceLifetime)); err != nil {
		return err
	}
	answer, err := json.Marshal(result)
	if err != nil {
		return err
	}
	return w.tables.Answers().Insert(w.ctx, once.Key, once.Hash, string(answer), w.entry.RecordedAt)
}

// changed notes what was done to a resource. Positions and evidence keep their
// versions elsewhere, so of them before and after are not kept again.
func (w *Writer) changed(kind Kind, id uuid.UUID, action string, before, after any) error {
	c := Change{Kind: string(kind), ID: id, Action: action}
	if kind == KindOfPosition || kind == KindOfEvidence {
		w.changes = append(w.changes, c)
		return nil
	}
	var err error
	if before != nil {
		if c.Before, err = json.Marshal(before); err != nil {
			return err
		}
	}
	if after != nil {
		if c.After, err = json.Marshal(after); err != nil {
			return err
		}
	}
	w.changes = append(w.changes, c)
	return nil
}
