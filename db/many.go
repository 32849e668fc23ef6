package db

import (
	"context"

	"github.com/google/uuid"

	"parley/db/sqlc"
)

// Many gives the rows of ids, in any order; those already in memory are not
// asked for again, and the others with one query.
func (t slugged[T, F]) Many(ctx context.Context, ids []uuid.UUID) ([]T, error) {
	var list []T
	var missing []uuid.UUID
	for _, id := range ids {
		if v, ok := t.remembered(id.String()); ok {
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
		t.remember(t.id(&found[i]).String(), found[i])
	}
	return append(list, found...), err
}

// load gives the rows of ids with one query, or with several of pastPiece.
func (t table[T, F]) load(ctx context.Context, ids []uuid.UUID) ([]T, error) {
	if t.at != present {
		return t.pieces(ctx, "resource_id", ids)
	}
	w := t.where("")
	in(w, "id", ids)
	bodies, err := t.list(sqlc.New(filtered{t.run, w}), ctx, t.workspace)
	if err != nil {
		return nil, told(t.kind, "", err)
	}
	return decodeAll[T](bodies)
}
