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
			return t.q.UpdatePassage(ctx, sqlc.UpdatePassageParams{
				WorkspaceID: t.workspace, ID: v.ID, Number: v.Number, Retracted: v.Retracted != nil,
				State:  v.State,
				Search: fold.Joined(v.Exact),
				Body:   body,
			})
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
		Search:    fold.Joined(v.Exact),
		Body:      body,
	}
}

func filterPassages(w *where, f ledger.PassageFilter) {
	in(w, "article_id", f.Articles)
	in(w, "state", f.States)
	w.contains(f.Q)
}

type passageTable struct {
	table[ledger.Passage, ledger.PassageFilter]
}

func (t passageTable) InsertAnchor(ctx context.Context, v *ledger.Passage) error {
	a := v.Anchor
	return told(t.kind, "", t.q.InsertPassageAnchor(ctx, sqlc.InsertPassageAnchorParams{
		WorkspaceID: t.workspace, PassageID: v.ID, ArticleID: v.Article, Revision: a.Revision, Number: v.Number,
		State: a.State, StartOffset: a.Start, EndOffset: a.End, Exact: a.Exact, Score: a.Score}))
}
