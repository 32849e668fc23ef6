package db

import (
	"context"
	"database/sql"
	"errors"

	"github.com/google/uuid"

	"parley/db/sqlc"
	"parley/internal/ledger"
)

// touched is what a transaction wrote that search finds. It is indexed at the end,
// each resource once, as it then is: a position and its passages are known by
// each other, and one may be written before the other.
type touched struct {
	order []uuid.UUID
	byID  map[uuid.UUID]*touch
	// texts are the texts of new revisions, by article.
	texts map[uuid.UUID]*string
}

// touch is a resource that was written, or whose entry may follow from what was.
type touch struct {
	kind ledger.Kind
	// value is a pointer to it, or nil where it is still to be read.
	value any
	// isNew tells that it has no entry yet, alone that no other follows from it.
	isNew, alone bool
}

func newTouched() *touched {
	return &touched{byID: map[uuid.UUID]*touch{}, texts: map[uuid.UUID]*string{}}
}

// wrote notes a resource that was inserted or updated.
func (t *touched) wrote(v any, isNew bool) {
	if t == nil {
		return
	}
	switch v := v.(type) {
	case *ledger.Party:
		t.note(ledger.KindOfParty, v.ID, new(*v), isNew)
	case *ledger.Issue:
		t.note(ledger.KindOfIssue, v.ID, new(*v), isNew)
	case *ledger.Article:
		t.note(ledger.KindOfArticle, v.ID, new(*v), isNew)
	case *ledger.Passage:
		t.note(ledger.KindOfPassage, v.ID, new(*v), isNew)
	case *ledger.Position:
		t.note(ledger.KindOfPosition, v.ID, new(*v), isNew)
	case *ledger.Revision:
		t.texts[v.Article] = v.Text
		t.note(ledger.KindOfArticle, v.Article, nil, false)
	case *ledger.Evidence:
		if v.Position != nil {
			t.note(ledger.KindOfPosition, *v.Position, nil, false)
			t.note(ledger.KindOfPassage, v.Passage, nil, false)
		}
	}
}

// note keeps the newest value of a resource. What is new stays new to the end.
func (t *touched) note(kind ledger.Kind, id uuid.UUID, value any, isNew bool) {
	known := t.byID[id]
	if known == nil {
		known = &touch{kind: kind, isNew: isNew}
		t.byID[id], t.order = known, append(t.order, id)
	}
	if value != nil {
		known.value = value
	}
}

// follows tells whether what is known by a resource is to be looked at again.
func (t *touch) follows(changed bool) bool { return changed && !t.isNew && !t.alone }

func (t *touched) of(kind ledger.Kind) (ids []uuid.UUID) {
	for _, id := range t.order {
		if t.byID[id].kind == kind {
			ids = append(ids, id)
		}
	}
	return ids
}

// index brings the entries of what was touched up to date.
func (t tables) index(ctx context.Context) error {
	if t.touched == nil || len(t.touched.order) == 0 {
		return nil
	}
	x := indexing{tables: t, words: wordsOf(t)}
	for _, step := range []func(context.Context) error{x.parties, x.issues, x.articles, x.positions, x.passages} {
		if err := step(ctx); err != nil {
			return told("", "", err)
		}
	}
	return nil
}

// indexing is one run of index.
type indexing struct {
	tables
	words   searchWords
	numbers []int64
}

// put writes an entry, and tells whether it is another than before.
func (x *indexing) put(ctx context.Context, e *entry) (changed bool, err error) {
	if e.cut == nil {
		e.cut = func() cut { return x.cut(e) }
	}
	words := e.cut()
	row := sqlc.InsertSearchEntryParams{WorkspaceID: x.workspace, ID: e.id, Kind: string(e.kind), Pieces: int64(len(words.pieces)),
		Earliest: int64(e.earliest), Latest: int64(e.latest), Digest: words.digest}
	if !x.touched.byID[e.id].isNew {
		old, err := x.q.GetSearchEntry(ctx, sqlc.GetSearchEntryParams{WorkspaceID: x.workspace, ID: e.id})
		if err == nil && old.Digest == row.Digest {
			return false, nil
		}
		if err == nil {
			return true, x.replace(ctx, e, row, old, words.pieces)
		}
		if !errors.Is(err, sql.ErrNoRows) {
			return false, err
		}
	}
	number, err := x.number(ctx)
	if err != nil {
		return false, err
	}
	row.Place = placeOf(e.rank, number)
	if err := x.q.InsertSearchEntry(ctx, row); err != nil {
		return false, err
	}
	return true, x.insert(ctx, row.Place, words.pieces)
}

func (x *indexing) replace(ctx context.Context, e *entry, row sqlc.InsertSearchEntryParams, old sqlc.GetSearchEntryRow, pieces []string) error {
	if err := x.words.remove(ctx, old.Place, old.Pieces); err != nil {
		return err
	}
	row.Place = placeOf(e.rank, numberOf(old.Place))
	if err := x.q.UpdateSearchEntry(ctx, sqlc.UpdateSearchEntryParams{WorkspaceID: x.workspace, ID: e.id, Place: row.Place,
		Pieces: row.Pieces, Earliest: row.Earliest, Latest: row.Latest, Digest: row.Digest}); err != nil {
		return err
	}
	return x.insert(ctx, row.Place, pieces)
}

func (x *indexing) insert(ctx context.Context, place int64, pieces []string) error {
	for i, piece := range pieces {
		if err := x.words.insert(ctx, place+int64(i), piece); err != nil {
			return err
		}
	}
	return nil
}

// drop takes the words of an entry away. The entry stays, for a page of results
// may go on from it.
func (x *indexing) drop(ctx context.Context, id uuid.UUID) error {
	old, err := x.q.GetSearchEntry(ctx, sqlc.GetSearchEntryParams{WorkspaceID: x.workspace, ID: id})
	if errors.Is(err, sql.ErrNoRows) {
		return nil
	}
	if err != nil {
		return err
	}
	if err := x.words.remove(ctx, old.Place, old.Pieces); err != nil {
		return err
	}
	return x.q.EmptySearchEntry(ctx, sqlc.EmptySearchEntryParams{WorkspaceID: x.workspace, ID: id})
}

// lacking is how many entries there are surely to be made, or else at most.
func (t *touched) lacking() (n int) {
	for _, touch := range t.byID {
		if touch.isNew {
			n++
		}
	}
	if n == 0 {
		return len(t.byID)
	}
	return n
}

// number gives a number for a new entry. They are taken for several at once.
func (x *indexing) number(ctx context.Context) (int64, error) {
	if len(x.numbers) == 0 {
		var err error
		if x.numbers, err = x.words.take(ctx, x.touched.lacking()); err != nil {
			return 0, err
		}
	}
	first := x.numbers[0]
	x.numbers = x.numbers[1:]
	return first, nil
}
