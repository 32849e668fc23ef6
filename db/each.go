package db

import (
	"context"
	"errors"

	"github.com/google/uuid"

	"parley/internal/ledger"
)

// Each walks the rows there are and gives of each what was recorded of it by the
// number of the tables. What was recorded later is not there then.
func (t table[T, F]) Each(ctx context.Context, fn func(T) error) error {
	if t.at == present {
		return errors.New("all of a kind are walked as of a number only")
	}
	now := t
	now.at = present
	next := func(page ledger.Page) ([]T, error) {
		var all F
		page.Retracted = ledger.RetractedInclude
		return now.List(ctx, all, page)
	}
	chunk := make([]uuid.UUID, 0, walkChunk)
	flush := func() error {
		then, err := t.load(ctx, chunk)
		chunk = chunk[:0]
		for _, v := range then {
			if err == nil {
				err = fn(v)
			}
		}
		return err
	}
	err := walk(firstRecorded, next, idOf[T], func(v T) error {
		if chunk = append(chunk, idOf(v)); len(chunk) < walkChunk {
			return nil
		}
		return flush()
	})
	if err != nil || len(chunk) == 0 {
		return err
	}
	return flush()
}

// Each walks the versions in force at the number.
func (t positionTable) Each(ctx context.Context, fn func(ledger.Position) error) error {
	return walk(firstRecorded, func(page ledger.Page) ([]ledger.Position, error) {
		return t.List(ctx, ledger.PositionFilter{}, page)
	}, idOf[ledger.Position], fn)
}

// Each walks the versions in force at the number.
func (t evidenceTable) Each(ctx context.Context, fn func(ledger.Evidence) error) error {
	all := firstRecorded
	all.Retracted = ledger.RetractedInclude
	return walk(all, func(page ledger.Page) ([]ledger.Evidence, error) {
		return t.List(ctx, ledger.EvidenceFilter{}, page)
	}, idOf[ledger.Evidence], fn)
}

func idOf[T any](v T) uuid.UUID { return any(v).(interface{ Key() ledger.Key }).Key().ID }
