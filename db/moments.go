package db

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"parley/db/sqlc"
	"parley/internal/ledger"
)

// At gives the tables of a workspace as they were when the moment asked for was
// the newest. Nothing they show is ever rewritten, so reading them needs no
// transaction: whatever is written meanwhile, all of it is of one state.
func (s *Store) At(ctx context.Context, workspace string, asked ledger.KnownAt) (ledger.Tables, ledger.Moment, error) {
	id, err := s.workspace(ctx, workspace)
	if err != nil {
		return nil, ledger.Moment{}, err
	}
	t := s.tables(s.read, id)
	found, err := t.moment(ctx, asked)
	t.at = found.Number
	if found.RecordedAt != nil && asked != (ledger.KnownAt{}) {
		t.last = ledger.LastID(*found.RecordedAt)
	}
	return t, found, err
}

// AsOf gives the tables as of a number that is known to be recorded.
func (s *Store) AsOf(ctx context.Context, workspace string, number int64) (ledger.Tables, error) {
	id, err := s.workspace(ctx, workspace)
	t := s.tables(s.read, id)
	t.at = number
	return t, err
}

// moment finds the newest number recorded by the moment asked for.
func (t tables) moment(ctx context.Context, asked ledger.KnownAt) (ledger.Moment, error) {
	switch {
	case asked.Number != nil:
		return t.momentByNumber(ctx, *asked.Number)
	case asked.Time != nil:
		row, err := t.q.GetMomentByTime(ctx, sqlc.GetMomentByTimeParams{WorkspaceID: t.workspace, RecordedAt: micros(*asked.Time)})
		if errors.Is(err, sql.ErrNoRows) {
			return ledger.Moment{}, nil
		}
		return at(row.Number, row.RecordedAt), told("", "", err)
	}
	return t.store.gathered.moments.get(ctx, t.workspace)
}

// newest is the head of a workspace.
func (s *Store) newest(ctx context.Context, workspace int64) (ledger.Moment, error) {
	head, err := s.reading.GetMoment(ctx, workspace)
	return at(head.Head, head.RecordedAt), told("", "", err)
}

func (t tables) momentByNumber(ctx context.Context, number int64) (ledger.Moment, error) {
	if number == 0 {
		return ledger.Moment{}, nil
	}
	row, err := t.q.GetTransaction(ctx, sqlc.GetTransactionParams{WorkspaceID: t.workspace, Number: number})
	return at(row.Number, row.RecordedAt), told(ledger.KindOfTransaction, fmt.Sprint(number), err)
}

func at(number, recorded int64) ledger.Moment {
	if number == 0 {
		return ledger.Moment{}
	}
	when := fromMicros(recorded)
	return ledger.Moment{Number: number, RecordedAt: &when}
}
