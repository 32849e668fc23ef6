package db

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"slices"

	"github.com/google/uuid"

	"parley/db/sqlc"
	"parley/internal/ledger"
	"parley/internal/search"
)

type searchTable struct{ tables }

// Search finds resources as they are now.
func (t tables) Search() ledger.SearchTable { return searchTable{t} }

// Find asks for what is whole in one piece and for what has several, and takes
// the first of both. The last place comes first.
func (t searchTable) Find(ctx context.Context, q ledger.SearchQuery, page ledger.Page) ([]ledger.Found, error) {
	page, err := t.from(ctx, page)
	if err != nil {
		return nil, err
	}
	a, err := t.articlesAbout(ctx, q.SearchFilter)
	if err != nil {
		return nil, err
	}
	found, err := t.whole(ctx, q, page, a)
	if err != nil {
		return nil, err
	}
	parted, err := t.parted(ctx, q, page)
	if err != nil {
		return nil, err
	}
	found = append(found, parted...)
	slices.SortFunc(found, func(a, b placed) int { return cmp.Compare(b.place, a.place) })
	list := make([]ledger.Found, min(page.Limit, len(found)))
	for i := range list {
		list[i] = found[i].shown()
	}
	return list, nil
}

// placed is an entry with its place.
type placed struct {
	place int64
	kind  ledger.Kind
	id    uuid.UUID
}

func (p placed) shown() ledger.Found {
	return ledger.Found{Kind: p.kind, ID: p.id, Rank: rankAt(p.place)}
}

// from gives the page the place of its key, which is then the only value of it.
func (t searchTable) from(ctx context.Context, page ledger.Page) (ledger.Page, error) {
	page.Sort = ledger.SortStatedDesc
	if page.After == nil {
		return page, nil
	}
	entry, err := t.q.GetSearchEntry(ctx, sqlc.GetSearchEntryParams{WorkspaceID: t.workspace, ID: page.After.ID})
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return page, told("", "", err)
	}
	page.After = &ledger.Key{Value: placeOf(page.After.Value, numberOf(entry.Place))}
	return page, nil
}

// whole finds entries of one piece, which must match all of the query.
func (t searchTable) whole(ctx context.Context, q ledger.SearchQuery, page ledger.Page, about about) ([]placed, error) {
	if !about.few {
		return t.matching(ctx, q, page, narrowed(q.SearchFilter, articlesToo), nil)
	}
	found, err := t.matching(ctx, q, page, narrowed(q.SearchFilter, noArticles), nil)
	if err != nil || len(about.places) == 0 {
		return found, err
	}
	articles, err := t.matching(ctx, q, page, narrowed(q.SearchFilter, articlesOnly), about.places)
	return append(found, articles...), err
}

// matching finds entries of one piece that match, at the places if any are given.
func (t searchTable) matching(ctx context.Context, q ledger.SearchQuery, page ledger.Page, c condition, places []int64) ([]placed, error) {
	words, w := wordsOf(t.tables), t.whereAfter(1, "")
	for _, g := range q.Groups {
		c.any(alternatives(g))
	}
	c.none = append(append(c.none, excluded(q)...), alternative{tag: tagParted})
	w.sql.WriteString("SELECT " + words.place() + ", e.kind, e.id FROM " + words.from(w.bind(words.expression(c)), words.place()))
	in(w, words.place(), places)
	w.belonging(q.SearchFilter)
	w.between(q.SearchFilter, words.place())
	w.keyset(page, []string{words.place()}, placeKey)
	return t.found(ctx, w)
}

// parted finds entries of several pieces. Each part of the query may match in
// another of them, so they are the entries that have all parts, less those that
// have what is excluded.
func (t searchTable) parted(ctx context.Context, q ledger.SearchQuery, page ledger.Page) ([]placed, error) {
	words, w := wordsOf(t.tables), t.whereAfter(1, "")
	w.sql.WriteString("SELECT place, kind, id FROM (")
	for i, g := range q.Groups {
		var c condition
		if i == 0 {
			c = narrowed(q.SearchFilter, articlesToo)
		} else {
			w.sql.WriteString(" INTERSECT ")
		}
		c.any(alternatives(g))
		w.entries(words, c)
		if i == 0 {
			w.belonging(q.SearchFilter)
			w.between(q.SearchFilter, words.place())
		}
	}
	for _, a := range excluded(q) {
		w.sql.WriteString(" EXCEPT ")
		w.entries(words, condition{all: [][]alternative{{a}}})
	}
	w.sql.WriteString(") found WHERE place > 0")
	w.keyset(page, []string{"place"}, placeKey)
	return t.found(ctx, w)
}

// entries selects those with a piece that matches.
func (w *where) entries(words searchWords, c condition) {
	c.any([]alternative{{tag: tagParted}})
	place := "(" + words.place() + " & " + firstPieces + ")"
	w.sql.WriteString("SELECT DISTINCT e.place, e.kind, e.id FROM " + words.from(w.bind(words.expression(c)), place))
}

func excluded(q ledger.SearchQuery) (list []alternative) {
	for _, term := range q.Excluded {
		list = append(list, alternative{terms: []search.Term{term}})
	}
	return list
}

func placeKey(k ledger.Key) []any { return []any{k.Value} }

// findSearchEntries names the query where queries are told of, as sqlc does.
const findSearchEntries = "-- name: FindSearchEntries :many\n"

func (t searchTable) found(ctx context.Context, w *where) ([]placed, error) {
	values := append([]any{t.workspace}, w.args...)
	rows, err := t.run.QueryContext(ctx, findSearchEntries+w.sql.String(), wordsOf(t.tables).values(values)...)
	if err != nil {
		return nil, told("", "", err)
	}
	defer rows.Close()
	var list []placed
	for rows.Next() {
		var p placed
		if err := rows.Scan(&p.place, &p.kind, &p.id); err != nil {
			return nil, err
		}
		list = append(list, p)
	}
	return list, told("", "", rows.Err())
}

func (t searchTable) Named(ctx context.Context, names []string) (map[string][]uuid.UUID, error) {
	found := map[string][]uuid.UUID{}
	err := inPieces(names, func(piece []string) error {
		w := t.whereAfter(1, "")
		in(w, "words", piece)
		w.sql.WriteString(" ORDER BY words, party_id")
		rows, err := sqlc.New(filtered{t.run, w}).ListSearchNames(ctx, t.workspace)
		for _, r := range rows {
			found[r.Words] = append(found[r.Words], r.PartyID)
		}
		return err
	})
	return found, told(ledger.KindOfParty, "", err)
}

func (t searchTable) Statements(ctx context.Context, passages []uuid.UUID) (map[uuid.UUID][]ledger.Position, error) {
	found := map[uuid.UUID][]ledger.Position{}
	err := inPieces(passages, func(piece []uuid.UUID) error {
		w := t.whereAfter(1, "e.")
		in(w, "passage_id", piece)
		rows, err := sqlc.New(filtered{t.run, w}).ListPassageStatements(ctx, t.workspace)
		if err != nil {
			return err
		}
		for _, r := range rows {
			p, err := decode[ledger.Position](ledger.KindOfPosition, "", r.Body, nil)
			if err != nil {
				return err
			}
			if list := found[r.PassageID]; len(list) == 0 || list[len(list)-1].ID != p.ID {
				found[r.PassageID] = append(list, p)
			}
		}
		return nil
	})
	return found, told(ledger.KindOfPosition, "", err)
}

// inPieces asks for a list in pieces that a query can bind.
func inPieces[T any](list []T, ask func([]T) error) error {
	for piece := range slices.Chunk(list, pastPiece) {
		if err := ask(piece); err != nil {
			return err
		}
	}
	return nil
}
