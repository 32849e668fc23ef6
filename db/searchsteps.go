package db

import (
	"context"

	"github.com/google/uuid"

	"parley/db/sqlc"
	"parley/internal/edtf"
	"parley/internal/ledger"
)

// The steps of indexing, in an order in which what follows from another comes
// after it.

func (x *indexing) parties(ctx context.Context) error {
	for _, id := range x.touched.of(ledger.KindOfParty) {
		touch := x.touched.byID[id]
		v := touch.value.(*ledger.Party)
		if err := x.searchNames(ctx, v, touch.isNew); err != nil {
			return err
		}
		if v.MergedInto != nil { // its names are the other party's now
			if err := x.drop(ctx, id); err != nil {
				return err
			}
			continue
		}
		if _, err := x.put(ctx, entryOfParty(v)); err != nil {
			return err
		}
	}
	return nil
}

// searchNames writes the names a query can name a party by anew.
func (x *indexing) searchNames(ctx context.Context, v *ledger.Party, isNew bool) error {
	if !isNew {
		if err := x.q.DeleteSearchNames(ctx, sqlc.DeleteSearchNamesParams{WorkspaceID: x.workspace, PartyID: v.ID}); err != nil {
			return err
		}
	}
	if v.MergedInto != nil || v.Retracted != nil {
		return nil
	}
	for _, name := range v.SearchNames() {
		if err := x.q.InsertSearchName(ctx, sqlc.InsertSearchNameParams{WorkspaceID: x.workspace, Words: name, PartyID: v.ID}); err != nil {
			return err
		}
	}
	return nil
}

func (x *indexing) issues(ctx context.Context) error {
	for _, id := range x.touched.of(ledger.KindOfIssue) {
		if _, err := x.put(ctx, entryOfIssue(x.touched.byID[id].value.(*ledger.Issue))); err != nil {
			return err
		}
	}
	return nil
}

// articles also notes what shows the publisher or date of an article that changed.
func (x *indexing) articles(ctx context.Context) error {
	ids := x.touched.of(ledger.KindOfArticle)
	if err := load(ctx, x.touched, ids, x.tables.Articles().Many); err != nil {
		return err
	}
	sortByDay(ids, func(id uuid.UUID) *edtf.Date { return x.touched.byID[id].value.(*ledger.Article).Published })
	entryOf := func(id uuid.UUID) (*entry, error) {
		v := x.touched.byID[id].value.(*ledger.Article)
		text, err := x.newestText(ctx, v)
		return entryOfArticle(v, text), err
	}
	return x.putAll(ctx, ids, entryOf, func(id uuid.UUID) error { return x.spread(ctx, id) })
}

func (x *indexing) newestText(ctx context.Context, v *ledger.Article) (*string, error) {
	if text := x.touched.texts[v.ID]; text != nil || v.LatestRevision == 0 {
		return text, nil
	}
	stored, err := x.tables.Revisions().Get(ctx, v.ID, v.LatestRevision)
	return stored.Text, err
}

// spread notes the passages of an article and the positions that rest on it.
func (x *indexing) spread(ctx context.Context, article uuid.UUID) error {
	list, err := x.tables.Passages().List(ctx, ledger.PassageFilter{Articles: []uuid.UUID{article}}, ledger.Page{Retracted: ledger.RetractedInclude})
	if err != nil {
		return err
	}
	for i := range list {
		x.touched.note(ledger.KindOfPassage, list[i].ID, &list[i], false)
	}
	positions, err := x.q.ListArticlePositions(ctx, sqlc.ListArticlePositionsParams{WorkspaceID: x.workspace, ArticleID: article, Open: forever})
	for _, id := range positions {
		x.touched.note(ledger.KindOfPosition, *id, nil, false)
	}
	return err
}

// positions also notes the passages that are evidence for a position that changed.
func (x *indexing) positions(ctx context.Context) error {
	ids := x.touched.of(ledger.KindOfPosition)
	if len(ids) == 0 {
		return nil
	}
	if err := load(ctx, x.touched, ids, x.tables.Positions().Many); err != nil {
		return err
	}
	sources, err := x.sources(ctx, ids)
	if err != nil {
		return err
	}
	sortByDay(ids, func(id uuid.UUID) *edtf.Date { return &x.touched.byID[id].value.(*ledger.Position).Stated })
	entryOf := func(id uuid.UUID) (*entry, error) {
		return entryOfPosition(x.touched.byID[id].value.(*ledger.Position), sources[id].publishers), nil
	}
	return x.putAll(ctx, ids, entryOf, func(id uuid.UUID) error {
		for _, passage := range sources[id].passages {
			x.touched.note(ledger.KindOfPassage, passage, nil, false)
		}
		return nil
	})
}

// sourced is what positions rest on.
type sourced struct {
	publishers []string
	passages   []uuid.UUID
}

func (x *indexing) sources(ctx context.Context, positions []uuid.UUID) (map[uuid.UUID]sourced, error) {
	found := map[uuid.UUID]sourced{}
	err := inPieces(positions, func(piece []uuid.UUID) error {
		w := x.whereAfter(1, "e.")
		in(w, "position_id", piece)
		rows, err := sqlc.New(filtered{x.run, w}).ListPositionSources(ctx, x.workspace)
		for _, r := range rows {
			s := found[*r.PositionID]
			if s.passages = append(s.passages, r.PassageID); r.Publisher != nil {
				s.publishers = append(s.publishers, *r.Publisher)
			}
			found[*r.PositionID] = s
		}
		return err
	})
	return found, err
}

func (x *indexing) passages(ctx context.Context) error {
	ids := x.touched.of(ledger.KindOfPassage)
	if len(ids) == 0 {
		return nil
	}
	if err := load(ctx, x.touched, ids, x.tables.Passages().Many); err != nil {
		return err
	}
	articles, err := x.articlesOf(ctx, ids)
	if err != nil {
		return err
	}
	statements, err := x.tables.Search().Statements(ctx, ids)
	if err != nil {
		return err
	}
	sortByDay(ids, func(id uuid.UUID) *edtf.Date {
		return articles[x.touched.byID[id].value.(*ledger.Passage).Article].Published
	})
	entryOf := func(id uuid.UUID) (*entry, error) {
		v := x.touched.byID[id].value.(*ledger.Passage)
		return entryOfPassage(v, articles[v.Article], statements[id]), nil
	}
	return x.putAll(ctx, ids, entryOf, func(uuid.UUID) error { return nil })
}

func (x *indexing) articlesOf(ctx context.Context, passages []uuid.UUID) (map[uuid.UUID]*ledger.Article, error) {
	found := map[uuid.UUID]*ledger.Article{}
	var missing []uuid.UUID
	for _, id := range passages {
		article := x.touched.byID[id].value.(*ledger.Passage).Article
		if touch := x.touched.byID[article]; touch != nil && touch.value != nil {
			found[article] = touch.value.(*ledger.Article)
		} else if found[article] == nil {
			missing = append(missing, article)
		}
	}
	list, err := x.tables.Articles().Many(ctx, column(missing, func(id uuid.UUID) uuid.UUID { return id }))
	for i := range list {
		found[list[i].ID] = &list[i]
	}
	return found, err
}

// load reads what was noted without its value.
func load[T any](ctx context.Context, t *touched, ids []uuid.UUID, many func(context.Context, []uuid.UUID) ([]T, error)) error {
	var missing []uuid.UUID
	for _, id := range ids {
		if t.byID[id].value == nil {
			missing = append(missing, id)
		}
	}
	return inPieces(missing, func(piece []uuid.UUID) error {
		list, err := many(ctx, piece)
		for i := range list {
			t.wrote(&list[i], false)
		}
		return err
	})
}
