package main

import (
	"context"
	"database/sql"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"parley/db"
	"parley/internal/ledger"
)

// rawSQL runs the least that answers a question from the product's own tables:
// hand-written queries, prepared once, scanned and forgotten.
type rawSQL struct {
	*db.DB
	statements sync.Map
}

// rows runs a query and reads every cell of its rows; keep sees the first one.
func (r *rawSQL) rows(ctx context.Context, keep func(string), query string, args ...any) (int, error) {
	kept, ok := r.statements.Load(query)
	if !ok {
		made, err := r.Read.Prepare(query)
		if err != nil {
			return 0, err
		}
		kept, _ = r.statements.LoadOrStore(query, made)
	}
	rows, err := kept.(*sql.Stmt).QueryContext(ctx, args...)
	if err != nil {
		return 0, err
	}
	defer rows.Close()
	columns, err := rows.Columns()
	if err != nil {
		return 0, err
	}
	cells, targets := make([]*string, len(columns)), make([]any, len(columns))
	for i := range cells {
		targets[i] = &cells[i]
	}
	n := 0
	for rows.Next() {
		if err := rows.Scan(targets...); err != nil {
			return n, err
		}
		if n++; keep != nil {
			keep(*cells[0])
		}
	}
	return n, rows.Err()
}

func marks(n int) string {
	list := make([]string, n)
	for i := range list {
		list[i] = "$" + strconv.Itoa(i+1)
	}
	return strings.Join(list, ", ")
}

func args(list []string) []any {
	out := make([]any, len(list))
	for i, v := range list {
		out[i] = v
	}
	return out
}

const rawEvidence = `SELECT e.body, p.body FROM evidence e JOIN passages p ON p.workspace_id = e.workspace_id AND p.id = e.passage_id
	WHERE e.workspace_id = 1 AND NOT e.retracted AND e.position_id IN (`

func (r *rawSQL) page(ctx context.Context, party string) error {
	var found []string
	_, err := r.rows(ctx, func(id string) { found = append(found, id) }, `SELECT positions.id, positions.body, parties.body, issues.body FROM positions
		JOIN parties ON parties.workspace_id = 1 AND parties.id = positions.party_id
		JOIN issues ON issues.workspace_id = 1 AND issues.id = positions.issue_id
		WHERE positions.workspace_id = 1 AND positions.party_id = $1 AND positions.status = 'accepted'
		ORDER BY positions.stated_earliest DESC, positions.id DESC LIMIT 50`, party)
	if err != nil || len(found) == 0 {
		return err
	}
	_, err = r.rows(ctx, nil, rawEvidence+marks(len(found))+")", args(found)...)
	return err
}

func (r *rawSQL) one(ctx context.Context, id string) error {
	if _, err := r.rows(ctx, nil, "SELECT body FROM positions WHERE workspace_id = 1 AND id = $1", id); err != nil {
		return err
	}
	_, err := r.rows(ctx, nil, rawEvidence+"$1)", id)
	return err
}

const rawHistory = `SELECT positions.body, e.body, p.body, a.body, i.body, t.body FROM positions
	JOIN issues i ON i.workspace_id = 1 AND i.id = positions.issue_id
	JOIN parties t ON t.workspace_id = 1 AND t.id = positions.party_id
	LEFT JOIN evidence e ON e.workspace_id = 1 AND e.position_id = positions.id AND e.relation = 'supports' AND NOT e.retracted
	LEFT JOIN passages p ON p.workspace_id = 1 AND p.id = e.passage_id
	LEFT JOIN articles a ON a.workspace_id = 1 AND a.id = e.article_id
	WHERE positions.workspace_id = 1 AND positions.status = 'accepted'`

func (r *rawSQL) history(ctx context.Context, p pair) error {
	_, err := r.rows(ctx, nil, rawHistory+` AND positions.issue_id = $1 AND positions.party_id = $2
		ORDER BY positions.stated_earliest, positions.id, e.id LIMIT 50`, p.issue, p.party)
	return err
}

func (r *rawSQL) export(ctx context.Context) (int, error) {
	return r.rows(ctx, nil, rawHistory+" ORDER BY positions.stated_earliest, positions.id, e.id")
}

// rawCreate writes the product's rows for a position with one new passage, one
// transaction each, and checks nothing.
func rawCreate(l *loader) func(context.Context) error {
	var mu sync.Mutex // the generator of the set is not safe for concurrent use
	return func(ctx context.Context) error {
		entry := ledger.Transaction{RecordedAt: time.Now().UTC().Truncate(time.Microsecond), Actor: "bench"}
		return l.store.Write(ctx, "default", entry, func(t ledger.Tables, entry ledger.Transaction) (bool, error) {
			mu.Lock()
			defer mu.Unlock()
			one := &loader{set: l.set, store: l.store, ctx: ctx, tables: t, entry: entry}
			if err := one.addPosition(0); err != nil {
				return false, err
			}
			return true, t.Transactions().InsertChanges(ctx, entry.Number, one.changes)
		})
	}
}

// loop calls fn from as many goroutines as the load generator has connections.
func loop(ctx context.Context, n int, warm, length time.Duration, fn func(context.Context) error) (result, error) {
	begin, before, calls := time.Now().Add(warm), cpuTime(), 0
	end := begin.Add(length)
	var mu sync.Mutex
	var wg sync.WaitGroup
	var all []time.Duration
	var failed error
	for range n {
		wg.Go(func() {
			var mine []time.Duration
			var err error
			n := 0
			for start := time.Now(); start.Before(end) && err == nil; start = time.Now() {
				n++
				if err = fn(ctx); err == nil && start.After(begin) {
					mine = append(mine, time.Since(start))
				}
			}
			mu.Lock()
			defer mu.Unlock()
			all = append(all, mine...)
			calls += n
			if err != nil {
				failed = err
			}
		})
	}
	wg.Wait()
	if failed != nil || len(all) == 0 {
		return result{}, failed
	}
	slices.Sort(all)
	return result{Requests: len(all), Seconds: length.Seconds(), P50: all[len(all)/2], P99: all[len(all)*99/100],
		Answered: calls, CPU: cpuTime() - before}, nil
}

func pick[T any](list []T) T { return list[rand.IntN(len(list))] }
