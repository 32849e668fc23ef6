package db

import (
	"context"

	"github.com/google/uuid"

	"parley/db/sqlc"
	"parley/internal/fold"
	"parley/internal/ledger"
)

func (t tables) Passages() ledger.PassageTable {
	return passageTable{table[ledger.Passage, ledger.PassageFilter]{
		tables: t,
		kind:   ledger.KindOfPassage,
		get: func(ctx context.Context, id uuid.UUID) (string, error) {
			return t.q.GetPassage(ctx, sqlc.GetPassageParams{WorkspaceID: t.workspace, ID: id})
		},
		list: (*sqlc.Queries).ListPassages,
		insert: func(ctx context.Context, v *ledger.Passage, body string) error {
			return t.q.InsertPassage(ctx, t.rowPassage(v, body))
		},
		update: func(ctx context.Context, v *ledger.Passage, body string) (int64, error) {
			n, err := t.q.UpdatePassage(ctx, sqlc.UpdatePassageParams{
				WorkspaceID: t.workspace, ID: v.ID, Number: v.Number, Retracted: v.Retracted != nil,
				State: v.State, Reviewed: v.Anchor.Reviewed,
				Search: fold.Joined(v.Exact),
				Body:   body,
			})
			if err != nil {
				return n, err
			}
			return n, t.q.ShowPassage(ctx, sqlc.ShowPassageParams{WorkspaceID: t.workspace, PassageID: v.ID, PassageBody: body, Shown: v.Number})
		},
		filter: filterPassages,
	}}
}

func (t tables) rowPassage(v *ledger.Passage, body string) sqlc.InsertPassageParams {
	return sqlc.InsertPassageParams{
		WorkspaceID: t.workspace, ID: v.ID, Number: v.Number, Retracted: v.Retracted != nil,
		ArticleID: v.Article,
		Revision:  v.Revision,
		State:     v.State,
		Reviewed:  v.Anchor.Reviewed,
		Search:    fold.Joined(v.Exact),
		Body:      body,
	}
}

func filterPassages(w *where, f ledger.PassageFilter) {
	in(w, "article_id", f.Articles)
	in(w, "state", f.States)
	if f.Reviewed != nil {
		w.is("reviewed", *f.Reviewed)
	}
	w.contains(f.Q)
}

type passageTable struct {
	table[ledger.Passage, ledger.PassageFilter]
}

func (t passageTable) InsertAnchor(ctx context.Context, v *ledger.Passage, a ledger.Anchoring) error {
	body, err := encode(a)
	if err != nil {
		return err
	}
	return told(t.kind, "", t.q.InsertPassageAnchor(ctx, sqlc.InsertPassageAnchorParams{
		WorkspaceID: t.workspace, PassageID: v.ID, ArticleID: v.Article, Revision: a.Revision, Number: v.Number, Body: body}))
}

func (t passageTable) Anchors(ctx context.Context, id uuid.UUID, page ledger.Page) ([]ledger.AnchorRecord, error) {
	w := t.whereAfter(1, "a.")
	w.is("passage_id", id)
	w.keyset(page, []string{"revision", "number"}, func(k ledger.Key) []any { return []any{k.Value, k.Number} })
	rows, err := sqlc.New(filtered{t.run, w}).ListPassageAnchors(ctx, t.workspace)
	if err != nil {
		return nil, told(t.kind, "", err)
	}
	list := make([]ledger.AnchorRecord, len(rows))
	for i, r := range rows {
		list[i] = ledger.AnchorRecord{Number: r.Number, RecordedAt: fromMicros(r.RecordedAt), Actor: r.Actor}
		if list[i].Anchoring, err = decode[ledger.Anchoring](t.kind, "", r.Body, nil); err != nil {
			return nil, err
		}
	}
	return list, nil
}

func (t passageTable) Many(ctx context.Context, ids []uuid.UUID) ([]ledger.Passage, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	return t.load(ctx, ids)
}

func (t passageTable) AnchorsIn(ctx context.Context, article uuid.UUID, revision int64) (map[uuid.UUID]ledger.Anchoring, error) {
	rows, err := t.q.ListAnchors(ctx, sqlc.ListAnchorsParams{WorkspaceID: t.workspace, ArticleID: article, Revision: revision})
	if err != nil {
		return nil, told(t.kind, "", err)
	}
	latest := make(map[uuid.UUID]ledger.Anchoring, len(rows))
	for _, r := range rows { // a passage's records in their order
		if latest[r.PassageID], err = decode[ledger.Anchoring](t.kind, "", r.Body, nil); err != nil {
			return nil, err
		}
	}
	return latest, nil
}
