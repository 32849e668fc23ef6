package db

import (
	"context"
	"database/sql"
	"errors"

	"parley/db/sqlc"
	"parley/internal/ledger"
)

// Seen is a query as it reaches the database, with its values.
type Seen struct {
	SQL  string
	Args []any
}

// ErrSeen answers every query of a spy: it was noted and not run.
var ErrSeen = errors.New("seen")

// spy notes the queries that ask for rows.
type spy struct {
	sqlc.DBTX
	seen func(Seen)
}

func (s spy) QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	s.seen(Seen{query, args})
	return nil, ErrSeen
}

// Spied gives the tables of the first workspace and notes what they ask.
func Spied(s *Store, seen func(Seen)) ledger.Tables { return s.tables(spy{s.read, seen}, 1) }

// SpiedAt gives them as of a number.
func SpiedAt(s *Store, number int64, seen func(Seen)) ledger.Tables {
	t := s.tables(spy{s.read, seen}, 1)
	t.at = number
	return t
}

// History asks for one chunk of a history.
func History(ctx context.Context, t ledger.Tables, f ledger.PositionFilter, page ledger.Page, fn ledger.HistoryFunc) error {
	walk := historyWalk{tables: t.(tables), filter: f}
	rows, err := walk.fetch(ctx, page)
	if err != nil {
		return err
	}
	return each(rows, fn)
}
