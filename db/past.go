package db

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/google/uuid"

	"parley/db/sqlc"
	"parley/internal/ledger"
)

// present marks tables that show what is there now rather than at a number.
const present = -1

// bodyByID reads one resource, now or at the number of the tables.
func (t table[T, F]) bodyByID(ctx context.Context, id uuid.UUID) (string, error) {
	if t.at == present || t.versioned {
		return t.get(ctx, id)
	}
	return t.q.GetBodyAt(ctx, sqlc.GetBodyAtParams{WorkspaceID: t.workspace, ResourceID: id, Kind: string(t.kind), At: t.at})
}

func (t slugged[T, F]) bodyBySlug(ctx context.Context, slug string) (string, error) {
	if t.at == present || t.versioned {
		return t.find(ctx, slug)
	}
	return t.q.FindBodyAt(ctx, sqlc.FindBodyAtParams{WorkspaceID: t.workspace, Kind: string(t.kind), Slug: &slug, At: t.at})
}

// past lists what the predicates choose of the resources in force at the number
// of the tables.
func (t table[T, F]) past(ctx context.Context, choose func(*where)) ([]T, error) {
	w := t.whereAfter(3, "")
	choose(w)
	w.sql.WriteString(" ORDER BY resource_id")
	bodies, err := sqlc.New(filtered{t.run, w}).ListBodiesAt(ctx, sqlc.ListBodiesAtParams{
		WorkspaceID: t.workspace, Number: t.at, Kind: string(t.kind)})
	if err != nil {
		return nil, told(t.kind, "", err)
	}
	return decodeAll[T](bodies)
}

// Of lists what belongs to the owners, as of the number of the tables: to a
// negotiation its issues and participations, to a member its memberships, to an
// issue its saliences.
func (t table[T, F]) Of(ctx context.Context, owners ...uuid.UUID) ([]T, error) {
	if t.at == present {
		return nil, fmt.Errorf("what belongs to %v is listed as of a number only", owners)
	}
	return t.pieces(ctx, "owner_id", owners)
}

// pastPiece is for how many values one query asks.
const pastPiece = 512

func (t table[T, F]) pieces(ctx context.Context, column string, values []uuid.UUID) (list []T, err error) {
	for piece := range slices.Chunk(values, pastPiece) {
		found, err := t.past(ctx, func(w *where) { in(w, column, piece) })
		if err != nil {
			return nil, err
		}
		list = append(list, found...)
	}
	return list, nil
}

// All lists what was recorded by the number of the tables, retracted or not.
func (t table[T, F]) All(ctx context.Context) ([]T, error) {
	if t.at == present {
		return nil, errors.New("all of a kind are listed as of a number only")
	}
	return t.past(ctx, func(*where) {})
}

type pastTable struct{ tables }

// Past answers what views ask of the record beyond single resources.
func (t tables) Past() ledger.PastTable { return pastTable{t} }

func (t pastTable) ChangedPositions(ctx context.Context, negotiation uuid.UUID, from, to int64, limit int) ([]uuid.UUID, error) {
	ids, err := t.q.ListChangedPositions(ctx, sqlc.ListChangedPositionsParams{
		WorkspaceID: t.workspace, Negotiation: negotiation, After: from, Until: to, Most: int64(limit)})
	return ids, told(ledger.KindOfPosition, "", err)
}

func (t pastTable) Acceptances(ctx context.Context, positions []uuid.UUID) (map[uuid.UUID]ledger.Moment, error) {
	found := make(map[uuid.UUID]ledger.Moment, len(positions))
	for piece := range slices.Chunk(positions, pastPiece) {
		w := t.where("v.")
		in(w, "id", piece)
		rows, err := sqlc.New(filtered{t.run, w}).ListAcceptances(ctx, sqlc.ListAcceptancesParams{WorkspaceID: t.workspace, FromNumber: t.at})
		if err != nil {
			return nil, told(ledger.KindOfPosition, "", err)
		}
		for _, r := range rows {
			found[r.ID] = at(r.Number, r.RecordedAt)
		}
	}
	return found, nil
}
