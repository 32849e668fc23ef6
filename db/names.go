package db

import (
	"context"
	"sync"

	"github.com/google/uuid"

	"parley/db/sqlc"
	"parley/internal/ledger"
)

// maxNames bounds what is remembered of a workspace.
const maxNames = 20_000

// names remembers the parties, issues and other things that lists name again
// and again, as they are at one ledger number. Whatever is written moves the
// head on, and then everything is forgotten: no answer is older than the head
// that its reader saw.
type names struct {
	mu   sync.RWMutex
	head int64
	rows map[string]any
}

func (n *names) find(head int64, key string) (any, bool) {
	n.mu.RLock()
	defer n.mu.RUnlock()
	if n.head != head {
		return nil, false
	}
	v, ok := n.rows[key]
	return v, ok
}

func (n *names) keep(head int64, key string, v any) {
	n.mu.Lock()
	defer n.mu.Unlock()
	if head < n.head {
		return
	}
	if head > n.head || len(n.rows) >= maxNames {
		n.head, n.rows = head, map[string]any{}
	}
	n.rows[key] = v
}

// reading is one reader's view of the names. The head is asked for at the first
// name: many requests need none.
type reading struct {
	names *names
	head  func() (int64, error)
}

func (s *Store) reading(ctx context.Context, run sqlc.DBTX, workspace int64) *reading {
	kept, _ := s.names.LoadOrStore(workspace, &names{})
	return &reading{names: kept.(*names), head: sync.OnceValues(func() (int64, error) {
		return sqlc.New(run).GetHead(ctx, workspace)
	})}
}

// named gives a row from memory or else through load.
func named[T any](t tables, kind ledger.Kind, ref string, load func() (T, error)) (T, error) {
	if t.reading == nil {
		return load()
	}
	head, err := t.reading.head()
	if err != nil {
		return load()
	}
	key := string(kind) + "/" + ref
	if v, ok := t.reading.names.find(head, key); ok {
		return v.(T), nil
	}
	v, err := load()
	if err == nil {
		t.reading.names.keep(head, key, v)
	}
	return v, err
}

// Many gives the rows of ids, in any order; those already in memory are not
// asked for again, and the others with one query.
func (t slugged[T, F]) Many(ctx context.Context, ids []uuid.UUID) ([]T, error) {
	var list []T
	var missing []uuid.UUID
	head := int64(-1)
	if t.named && t.reading != nil {
		if h, err := t.reading.head(); err == nil {
			head = h
		}
	}
	for _, id := range ids {
		if v, ok := t.remembered(head, id); ok {
			list = append(list, v)
			continue
		}
		missing = append(missing, id)
	}
	if len(missing) == 0 {
		return list, nil
	}
	found, err := t.load(ctx, missing)
	for i := range found {
		if head >= 0 {
			t.reading.names.keep(head, string(t.kind)+"/"+t.id(&found[i]).String(), found[i])
		}
	}
	return append(list, found...), err
}

func (t slugged[T, F]) remembered(head int64, id uuid.UUID) (T, bool) {
	var none T
	if head < 0 {
		return none, false
	}
	v, ok := t.reading.names.find(head, string(t.kind)+"/"+id.String())
	if !ok {
		return none, false
	}
	return v.(T), true
}

func (t slugged[T, F]) load(ctx context.Context, ids []uuid.UUID) ([]T, error) {
	w := t.where("")
	in(w, "id", ids)
	bodies, err := t.list(sqlc.New(filtered{t.run, w}), ctx, t.workspace)
	if err != nil {
		return nil, told(t.kind, "", err)
	}
	return decodeAll[T](bodies)
}

// loadNames loads every name of the workspace for a long walk, each kind with
// one query; nil when there are too many to hold.
func (t tables) loadNames(ctx context.Context) (*reading, error) {
	kept := &names{rows: map[string]any{}}
	full := false
	for _, load := range []func() (int, error){
		func() (int, error) {
			return loadAll(ctx, t.negotiations(), kept, func(v *ledger.Negotiation) uuid.UUID { return v.ID })
		},
		func() (int, error) {
			return loadAll(ctx, t.parties(), kept, func(v *ledger.Party) uuid.UUID { return v.ID })
		},
		func() (int, error) {
			return loadAll(ctx, t.issues(), kept, func(v *ledger.Issue) uuid.UUID { return v.ID })
		},
		func() (int, error) {
			return loadAll(ctx, t.proposals(), kept, func(v *ledger.Proposal) uuid.UUID { return v.ID })
		},
	} {
		n, err := load()
		if err != nil {
			return nil, err
		}
		full = full || n >= maxNames/4
	}
	if full {
		return nil, nil
	}
	return &reading{names: kept, head: func() (int64, error) { return kept.head, nil }}, nil
}

func loadAll[T, F any](ctx context.Context, t table[T, F], kept *names, id func(*T) uuid.UUID) (int, error) {
	var all F
	list, err := t.List(ctx, all, ledger.Page{Limit: maxNames / 4, Sort: ledger.SortRecorded, Retracted: ledger.RetractedInclude})
	for i := range list {
		kept.keep(kept.head, string(t.kind)+"/"+id(&list[i]).String(), list[i])
	}
	return len(list), err
}
