package db

import (
	"context"
	"database/sql"
	"sync"
)

// maxStatements bounds what is kept prepared. The store has fewer shapes;
// filters put together at run time are what could grow without end. Beyond
// the bound a query runs unprepared, which is slower and always right.
const maxStatements = 500

// statements runs queries for sqlc, on a pool or inside one transaction, and
// prepares each text once. SQLite compiles a query on every call that is not
// prepared, which can cost more than running it. pgx keeps prepared statements
// for each connection itself, so on PostgreSQL everything passes through.
//
// As with any prepared statement on one connection, a transaction must close
// the rows of a query before it runs the same text again.
type statements struct {
	kept *prepared // nil: pass everything through
	pool *sql.DB
	tx   *sql.Tx // nil: outside of a transaction

	mu   sync.Mutex
	mine map[string]*sql.Stmt // bound to tx; database/sql closes them with it
}

func newStatements(pool *sql.DB, cache bool) *statements {
	s := &statements{pool: pool}
	if cache {
		s.kept = &prepared{pool: pool, limit: maxStatements, byText: map[string]*sql.Stmt{}}
	}
	return s
}

// in is the same cache seen from inside a transaction of the same pool.
func (s *statements) in(tx *sql.Tx) *statements {
	return &statements{kept: s.kept, pool: s.pool, tx: tx, mine: map[string]*sql.Stmt{}}
}

// ExecContext in a transaction on SQLite looks whether the caller went away, and then does not
// watch for it: the driver would start a goroutine for each of the many short
// writes, a tenth of the work of an import.
func (s *statements) ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error) {
	if stmt := s.stmt(ctx, query); stmt != nil {
		if s.tx != nil {
			if ctx.Err() != nil {
				return nil, ctx.Err()
			}
			ctx = context.WithoutCancel(ctx)
		}
		return stmt.ExecContext(ctx, args...)
	}
	return s.plain().ExecContext(ctx, query, args...)
}

func (s *statements) QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	if stmt := s.stmt(ctx, query); stmt != nil {
		return stmt.QueryContext(ctx, args...)
	}
	return s.plain().QueryContext(ctx, query, args...)
}

func (s *statements) QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row {
	if stmt := s.stmt(ctx, query); stmt != nil {
		return stmt.QueryRowContext(ctx, args...)
	}
	return s.plain().QueryRowContext(ctx, query, args...)
}

// PrepareContext prepares for the caller, who also closes the statement.
func (s *statements) PrepareContext(ctx context.Context, query string) (*sql.Stmt, error) {
	return s.plain().PrepareContext(ctx, query)
}

// runner is what sql.DB and sql.Tx have in common here.
type runner interface {
	ExecContext(context.Context, string, ...any) (sql.Result, error)
	PrepareContext(context.Context, string) (*sql.Stmt, error)
	QueryContext(context.Context, string, ...any) (*sql.Rows, error)
	QueryRowContext(context.Context, string, ...any) *sql.Row
}

func (s *statements) plain() runner {
	if s.tx != nil {
		return s.tx
	}
	return s.pool
}

// stmt is the prepared form of a query, or nil where it is to run as text.
// An error of preparing gives nil too: the text then meets it again and
// reports it to the caller in the usual way.
func (s *statements) stmt(ctx context.Context, query string) *sql.Stmt {
	switch {
	case s.kept == nil:
		return nil
	case s.tx == nil:
		return s.kept.prepare(ctx, query)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if stmt := s.mine[query]; stmt != nil {
		return stmt
	}
	stmt := s.bind(ctx, query)
	if stmt != nil && len(s.mine) < maxStatements {
		s.mine[query] = stmt
	}
	return stmt
}

// bind finds a statement for the transaction without taking a connection: on
// the one-connection writer the transaction itself holds the only one, and
// preparing on the pool would wait for it forever. So a text the pool does not
// know yet is prepared in the transaction, and for later ones in the
// background, as soon as this transaction lets go of the connection.
func (s *statements) bind(ctx context.Context, query string) *sql.Stmt {
	stmt, room := s.kept.find(query)
	if stmt != nil {
		return s.tx.StmtContext(ctx, stmt)
	}
	if !room {
		return nil
	}
	stmt, err := s.tx.PrepareContext(ctx, settled(query))
	if err != nil {
		return nil
	}
	s.kept.prepareLater(query)
	return stmt
}
