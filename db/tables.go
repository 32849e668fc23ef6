package db

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"

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
	// at is the number these tables are as of, or present.
	at int64
	// last is the greatest id there was at that number, where it is not the newest.
	last uuid.UUID
	// names is what is remembered of the workspace.
	names *names
	// found is what a transaction with a number has read, and nil elsewhere.
	found *found
	// growth is of a transaction of several parts, and nil elsewhere.
	growth *growth
	// touched is what is to be indexed for search at the end of a transaction, and
	// nil outside of one.
	touched *touched
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
	// versioned is set where get and find heed tables.at themselves, since the
	// kind has a table of versions; the past of all others is in the ledger.
	versioned bool
	// after runs when a row was inserted or updated, for the tables beside it.
	after func(ctx context.Context, v *T, body string, isNew bool) error
}

func (t table[T, F]) Get(ctx context.Context, id uuid.UUID) (T, error) {
	return t.one(id.String(), func() (string, error) { return t.bodyByID(ctx, id) })
}

// one gives a row from memory or else from its body.
func (t table[T, F]) one(ref string, body func() (string, error)) (T, error) {
	if v, known := t.remembered(ref); known {
		return v, nil
	}
	text, err := t.found.read(t.kind, ref, body)
	v, err := decode[T](t.kind, ref, text, err)
	if err == nil {
		t.remember(ref, v)
	}
	return v, err
}

func (t table[T, F]) List(ctx context.Context, filter F, page ledger.Page) ([]T, error) {
	if t.at != present {
		return nil, fmt.Errorf("a list of %s by %+v is of the present only", t.kind, filter)
	}
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
	t.touched.wrote(v, isNew)
	t.found.wrote(t.kind)
	t.growth.wrote(t.kind)
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
	return t.one(slug, func() (string, error) { return t.bodyBySlug(ctx, slug) })
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
		return ledger.Conflict("another %s with the same name was recorded at the same moment; read again and retry", cmp.Or(kind, "resource"))
	case isDiskFull(err):
		return ledger.UnavailableFor("the disk of the database is full, so nothing can be recorded until there is room", err)
	case isReadOnly(err):
		return ledger.UnavailableFor("the database is read-only now, so nothing can be recorded", err)
	case isBusy(err), isUnavailable(err):
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
