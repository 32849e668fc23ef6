package db

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"

	"github.com/google/uuid"

	"parley/db/sqlc"
	"parley/internal/codec"
	"parley/internal/ledger"
)

// tables are the tables of one workspace, in a transaction or outside any.
type tables struct {
	store     *Store
	run       sqlc.DBTX
	q         *sqlc.Queries
	workspace int64
	// reading is set outside of write transactions, which look up what is there now.
	reading *reading
}

// table is what all kinds of resource share: rows whose body is the resource
// as JSON, found by id or by a filter.
type table[T, F any] struct {
	tables
	kind   ledger.Kind
	get    func(ctx context.Context, id uuid.UUID) (string, error)
	list   func(q *sqlc.Queries, ctx context.Context, workspace int64) ([]string, error)
	insert func(ctx context.Context, v *T, body string) error
	update func(ctx context.Context, v *T, body string) (int64, error)
	filter func(w *where, f F)
	// named is set for what lists name again and again (names.go).
	named bool
	// after runs when a row was inserted or updated, for the tables beside it.
	after func(ctx context.Context, v *T, body string, isNew bool) error
}

func (t table[T, F]) Get(ctx context.Context, id uuid.UUID) (T, error) {
	load := func() (T, error) {
		body, err := t.get(ctx, id)
		return decode[T](t.kind, id.String(), body, err)
	}
	if !t.named {
		return load()
	}
	return named(t.tables, t.kind, id.String(), load)
}

func (t table[T, F]) List(ctx context.Context, filter F, page ledger.Page) ([]T, error) {
	w := t.where("")
	t.filter(w, filter)
	w.retracted(page.Retracted)
	w.page(page)
	bodies, err := t.list(sqlc.New(filtered{t.run, w}), ctx, t.workspace)
	if err != nil {
		return nil, told(t.kind, "", err)
	}
	return decodeAll[T](bodies)
}

func (t table[T, F]) Insert(ctx context.Context, v *T) error {
	body, err := encode(v)
	if err != nil {
		return err
	}
	if err := t.insert(ctx, v, body); err != nil {
		return told(t.kind, "", err)
	}
	return t.beside(ctx, v, body, true)
}

func (t table[T, F]) Update(ctx context.Context, v *T) error {
	body, err := encode(v)
	if err != nil {
		return err
	}
	n, err := t.update(ctx, v, body)
	if err == nil && n != 1 {
		err = sql.ErrNoRows
	}
	if err != nil {
		return told(t.kind, "", err)
	}
	return t.beside(ctx, v, body, false)
}

func (t table[T, F]) beside(ctx context.Context, v *T, body string, isNew bool) error {
	if t.after == nil {
		return nil
	}
	return told(t.kind, "", t.after(ctx, v, body, isNew))
}

// slugged is a table whose rows can also be found by slug.
type slugged[T, F any] struct {
	table[T, F]
	find func(ctx context.Context, slug string) (string, error)
	id   func(v *T) uuid.UUID
}

func (t slugged[T, F]) Find(ctx context.Context, slug string) (T, error) {
	load := func() (T, error) {
		body, err := t.find(ctx, slug)
		return decode[T](t.kind, slug, body, err)
	}
	if !t.named {
		return load()
	}
	return named(t.tables, t.kind, slug, load)
}

func decode[T any](kind ledger.Kind, ref, body string, err error) (T, error) {
	var v T
	if err != nil {
		return v, told(kind, ref, err)
	}
	return v, codec.Unmarshal(body, &v)
}

func decodeAll[T any](bodies []string) ([]T, error) {
	list := make([]T, len(bodies))
	for i, body := range bodies {
		if err := codec.Unmarshal(body, &list[i]); err != nil {
			return nil, err
		}
	}
	return list, nil
}

func encode(v any) (string, error) {
	body, err := json.Marshal(v)
	return string(body), err
}

// told turns an error of the database into one the core knows.
func told(kind ledger.Kind, ref string, err error) error {
	switch {
	case err == nil:
		return nil
	case errors.Is(err, sql.ErrNoRows):
		return ledger.NotFound(kind, ref)
	case isUnique(err):
		return ledger.Conflict("another %s with the same name was recorded at the same moment; read again and retry", kind)
	case isBusy(err), isUnavailable(err), isDiskFull(err), isReadOnly(err):
		return ledger.Unavailable(err)
	}
	return err
}

func optional(ref *ledger.Reference) *uuid.UUID {
	if ref == nil {
		return nil
	}
	return &ref.ID
}
