package db

import (
	"context"
	"errors"
	"slices"
	"sync"

	"github.com/google/uuid"

	"parley/internal/ledger"
)

// maxNames bounds what is remembered of a workspace at one number, maxMoments
// for how many numbers.
const (
	maxNames   = 20_000
	maxMoments = 8
)

// names remembers the parties, issues and other things that lists name again
// and again, as they are at a ledger number. What was recorded at a number never
// changes, so nothing remembered grows old; the numbers first asked for are
// forgotten first.
type names struct {
	mu       sync.RWMutex
	moments  []int64
	byMoment map[int64]map[string]any
}

func newNames() *names { return &names{byMoment: map[int64]map[string]any{}} }

func (n *names) find(number int64, key string) (any, bool) {
	n.mu.RLock()
	defer n.mu.RUnlock()
	v, ok := n.byMoment[number][key]
	return v, ok
}

func (n *names) keep(number int64, key string, v any) {
	n.mu.Lock()
	defer n.mu.Unlock()
	rows := n.byMoment[number]
	if rows == nil {
		rows = n.begin(number)
	}
	if len(rows) < maxNames {
		rows[key] = v
	}
}

func (n *names) begin(number int64) map[string]any {
	if len(n.moments) == maxMoments {
		delete(n.byMoment, n.moments[0])
		n.moments = slices.Delete(n.moments, 0, 1)
	}
	n.moments = append(n.moments, number)
	n.byMoment[number] = map[string]any{}
	return n.byMoment[number]
}

// namesOf gives what is remembered of a workspace.
func (s *Store) namesOf(workspace int64) *names {
	kept, known := s.names.Load(workspace)
	if !known {
		kept, _ = s.names.LoadOrStore(workspace, newNames())
	}
	return kept.(*names)
}

// remembers tells whether rows are kept in memory. Those of the present are not:
// they may be newer than the number that was the head when it was asked for.
func (t table[T, F]) remembers() bool { return t.named && t.at != present }

func (t table[T, F]) remembered(ref string) (v T, known bool) {
	if !t.remembers() {
		return v, false
	}
	kept, known := t.names.find(t.at, string(t.kind)+"/"+ref)
	if known {
		v = kept.(T)
	}
	return v, known
}

func (t table[T, F]) remember(ref string, v T) {
	if t.remembers() {
		t.names.keep(t.at, string(t.kind)+"/"+ref, v)
	}
}

// preload reads every name of the workspace for a long walk, each kind with one
// query, rather than one after the other as rows name them.
func (t tables) preload(ctx context.Context) error {
	return errors.Join(
		rememberAll(ctx, t.negotiations(), func(v *ledger.Negotiation) uuid.UUID { return v.ID }),
		rememberAll(ctx, t.parties(), func(v *ledger.Party) uuid.UUID { return v.ID }),
		rememberAll(ctx, t.issues(), func(v *ledger.Issue) uuid.UUID { return v.ID }),
		rememberAll(ctx, t.proposals(), func(v *ledger.Proposal) uuid.UUID { return v.ID }))
}

func rememberAll[T, F any](ctx context.Context, t table[T, F], id func(*T) uuid.UUID) error {
	list, err := t.past(ctx, func(*where) {})
	for i := range list {
		t.remember(id(&list[i]).String(), list[i])
	}
	return err
}
