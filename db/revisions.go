package db

import (
	"context"
	"fmt"

	"github.com/google/uuid"

	"parley/db/sqlc"
	"parley/internal/ledger"
)

type revisionTable struct{ tables }

func (t tables) Revisions() ledger.RevisionTable { return revisionTable{t} }

func (t revisionTable) Insert(ctx context.Context, v *ledger.Revision) error {
	return told(ledger.KindOfRevision, "", t.q.InsertRevision(ctx, sqlc.InsertRevisionParams{
		WorkspaceID: t.workspace, ArticleID: v.Article, Revision: v.Revision, Number: v.Number,
		RecordedAt: micros(v.RecordedAt), Sha256: v.SHA256, Length: v.Length, Text: text(v.Text)}))
}

func (t revisionTable) Get(ctx context.Context, article uuid.UUID, revision int64) (ledger.Revision, error) {
	r, err := t.q.GetRevision(ctx, sqlc.GetRevisionParams{WorkspaceID: t.workspace, ArticleID: article, Revision: revision})
	if err != nil {
		return ledger.Revision{}, told(ledger.KindOfRevision, fmt.Sprint(revision), err)
	}
	return ledger.Revision{Article: r.ArticleID, Revision: r.Revision, SHA256: r.Sha256, Length: r.Length,
		Text: &r.Text, Number: r.Number, RecordedAt: fromMicros(r.RecordedAt)}, nil
}

func (t revisionTable) List(ctx context.Context, article uuid.UUID, page ledger.Page) ([]ledger.Revision, error) {
	w := &where{}
	w.is("article_id", article)
	w.numbered("revision", page)
	rows, err := sqlc.New(filtered{t.run, w}).ListRevisions(ctx, t.workspace)
	if err != nil {
		return nil, told(ledger.KindOfRevision, "", err)
	}
	list := make([]ledger.Revision, len(rows))
	for i, r := range rows {
		list[i] = ledger.Revision{Article: r.ArticleID, Revision: r.Revision, SHA256: r.Sha256, Length: r.Length,
			Number: r.Number, RecordedAt: fromMicros(r.RecordedAt)}
	}
	return list, nil
}
