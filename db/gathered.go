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
	entrances *kept[string, access.Entrance]
	keys      *kept[keyName, access.Found]
	moments   *kept[int64, ledger.Moment]
	positions *gather.Calls[int64, uuid.UUID, []sqlc.ListWholePositionsRow]
}

type keyName struct{ workspace, prefix string }

func gatheredBy(s *Store) gathered {
	return gathered{
		entrances: newKept(s.db.watch, s.entrance),
		keys:      newKept(s.db.watch, s.findKey),
		moments:   newKept(s.db.watch, s.newest),
		positions: gather.New(func(ctx context.Context, workspace int64, ids []uuid.UUID) (map[uuid.UUID][]sqlc.ListWholePositionsRow, error) {
			return s.tables(s.read, workspace).wholes(ctx, ids)
		}),
	}
}
