package db

import (
	"context"
	"database/sql"
	"regexp"
	"sync"
)

// prepared keeps the statements of one pool by their text. It only grows: a
// statement in use elsewhere must never be closed to make room. All of them end
// with the pool.
type prepared struct {
	pool  *sql.DB
	limit int

	mu     sync.RWMutex
	byText map[string]*sql.Stmt // nil while it is prepared in the background
}

// find gives the kept statement, if there is one, and whether another text
// would still find room.
func (p *prepared) find(query string) (stmt *sql.Stmt, room bool) {
	p.mu.RLock()
	defer p.mu.RUnlock()
	return p.byText[query], len(p.byText) < p.limit
}

// prepare gives the kept statement or prepares it now. It may take a
// connection of the pool, so it is not for callers who hold one.
func (p *prepared) prepare(ctx context.Context, query string) *sql.Stmt {
	stmt, room := p.find(query)
	if stmt != nil || !room {
		return stmt
	}
	stmt, err := p.pool.PrepareContext(ctx, settled(query))
	if err != nil {
		return nil
	}
	return p.keep(query, stmt)
}

// keep stores a statement unless another goroutine was first, and gives the
// one that stays. A full cache gives nil.
func (p *prepared) keep(query string, stmt *sql.Stmt) *sql.Stmt {
	p.mu.Lock()
	defer p.mu.Unlock()
	first, known := p.byText[query]
	if first == nil && (known || len(p.byText) < p.limit) {
		p.byText[query] = stmt
		return stmt
	}
	stmt.Close()
	return first
}

// prepareLater prepares a text once a connection is free. Its place is taken
// at once, so that every text is asked for by one goroutine only. These
// goroutines end with the pool: closing it answers whoever waits for it.
func (p *prepared) prepareLater(query string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if _, known := p.byText[query]; known || len(p.byText) >= p.limit {
		return
	}
	p.byText[query] = nil
	go func() {
		stmt, err := p.pool.PrepareContext(context.Background(), settled(query))
		if err != nil {
			p.forget(query)
			return
		}
		p.keep(query, stmt)
	}()
}

// settled keeps SQLite from planning a prepared query anew at every call. This
// build of it looks at the value bound to the first column of an index and then
// takes the plan to hold for that value alone, which costs five times what
// running a short query does. Behind a + it does not look, and there is nothing
// to be seen: the workspace comes first in every index, and is found by its slug. It
// looks at the bounds of ranges as well, of which the number that a list is as of is
// one in every query.
func settled(query string) string {
	query = firstColumn.ReplaceAllString(query, "$1 = +$2")
	return asOfBound.ReplaceAllString(query, "$1 +$2")
}

var firstColumn = regexp.MustCompile(`(workspace_id|\bw\.slug) = (\$1)`)

var asOfBound = regexp.MustCompile(`(number (?:<=|>)) (\$\d)`)

// forget gives back the place of a text that could not be prepared.
func (p *prepared) forget(query string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.byText[query] == nil {
		delete(p.byText, query)
	}
}
