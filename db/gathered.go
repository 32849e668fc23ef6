package db

import (
	"context"

	"github.com/google/uuid"

	"parley/db/sqlc"
	"parley/internal/access"
	"parley/internal/gather"
	"parley/internal/ledger"
)

// gathered are the statements that requests need most, each run once for all who need it at
// the same time. To begin a statement costs PostgreSQL, and the way to it, more than the rows
// of one more request do.
type gathered struct {
	entrances *gather.Calls[string, struct{}, access.Entrance]
	keys      *gather.Calls[keyName, struct{}, access.Found]
	moments   *gather.Calls[int64, struct{}, ledger.Moment]
	positions *gather.Calls[int64, uuid.UUID, []sqlc.ListWholePositionsRow]
}

type keyName struct{ workspace, prefix string }

func gatheredBy(s *Store) gathered {
	return gathered{
		entrances: same(s.entrance),
		keys:      same(s.findKey),
		moments:   same(s.newest),
		positions: gather.New(func(ctx context.Context, workspace int64, ids []uuid.UUID) (map[uuid.UUID][]sqlc.ListWholePositionsRow, error) {
			return s.tables(s.read, workspace).wholes(ctx, ids)
		}),
	}
}

// same gathers those who ask the same.
func same[L comparable, V any](ask func(context.Context, L) (V, error)) *gather.Calls[L, struct{}, V] {
	return gather.New(func(ctx context.Context, about L, _ []struct{}) (map[struct{}]V, error) {
		v, err := ask(ctx, about)
		return map[struct{}]V{{}: v}, err
	})
}
