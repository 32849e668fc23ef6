package db

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/google/uuid"

	"parley/db/sqlc"
	"parley/internal/ledger"
)

type revisionTable struct{ tables }

func (t tables) Revisions() ledger.RevisionTable { return revisionTable{t} }

func (t revisionTable) Insert(ctx context.Context, v *ledger.Revision) error {
	return told(ledger.KindOfRevision, "", t.q.InsertRevision(ctx, sqlc.InsertRevisionParams{
		WorkspaceID: t.workspace, ArticleID: v.Article, Revision: v.Revision, Number: v.Number,
		RecordedAt: micros(v.RecordedAt), Sha256: v.SHA256, Length: v.Length, Text: text(v.Text), Runs: v.Runs}))
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
	w := t.whereAfter(1, "")
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

// runsPiece is of how many texts one query asks for the runs.
const runsPiece = 128

func (t revisionTable) Runs(ctx context.Context, revisions []ledger.RevisionID) (map[ledger.RevisionID]ledger.StoredRuns, error) {
	found := make(map[ledger.RevisionID]ledger.StoredRuns, len(revisions))
	for piece := range slices.Chunk(revisions, runsPiece) {
		w := t.whereAfter(1, "")
		w.revisions(rounded(piece))
		rows, err := sqlc.New(filtered{t.run, w}).ListRevisionRuns(ctx, t.workspace)
		if err != nil {
			return nil, told(ledger.KindOfRevision, "", err)
		}
		for _, r := range rows {
			found[ledger.RevisionID{Article: r.ArticleID, Revision: r.Revision}] = ledger.StoredRuns{Runs: r.Runs, Text: r.Text}
		}
	}
	return found, nil
}

// revisions asks for each by its key. A list of row values is not written alike
// on both engines.
func (w *where) revisions(list []ledger.RevisionID) {
	keys := make([]string, len(list))
	for i, r := range list {
		keys[i] = "(article_id = " + w.bind(r.Article) + " AND revision = " + w.bind(r.Revision) + ")"
	}
	w.sql.WriteString(" AND (" + strings.Join(keys, " OR ") + ")")
}
