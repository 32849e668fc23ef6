package db

import (
	"context"
	"slices"

	"github.com/google/uuid"

	"parley/db/sqlc"
	"parley/internal/ledger"
)

func (t copyTable) Insert(ctx context.Context, l ledger.Likeness) error {
	return told(ledger.KindOfRevision, "", t.q.InsertLikeness(ctx, sqlc.InsertLikenessParams{
		WorkspaceID: t.workspace, ArticleID: l.A.Article, Revision: l.A.Revision, OtherID: l.B.Article, OtherRevision: l.B.Revision,
		Number: l.Number, Runs: l.RunsA, OtherRuns: l.RunsB, Shared: l.Shared, Score: l.Score()}))
}

// fewArticles is up to how many articles both sides of a likeness are looked up by
// index: of more, the pairs that might be are more than those that are.
const fewArticles = 64

func (t copyTable) Among(ctx context.Context, articles []uuid.UUID) (list []ledger.Likeness, err error) {
	asked := make(map[uuid.UUID]bool, len(articles))
	for _, id := range articles {
		asked[id] = true
	}
	for piece := range slices.Chunk(articles, pastPiece) {
		w := t.whereAfter(1, "")
		in(w, "article_id", piece)
		if len(articles) <= fewArticles {
			in(w, "other_id", articles)
		}
		if t.at != present {
			w.and("number <= ?", t.at)
		}
		rows, err := sqlc.New(filtered{t.run, w}).ListLikenesses(ctx, t.workspace)
		if err != nil {
			return nil, told(ledger.KindOfRevision, "", err)
		}
		for _, r := range rows {
			if asked[r.OtherID] {
				list = append(list, likenessOf(r))
			}
		}
	}
	return list, nil
}

func likenessOf(r sqlc.ListLikenessesRow) ledger.Likeness {
	return ledger.Likeness{A: ledger.RevisionID{Article: r.ArticleID, Revision: r.Revision},
		B:     ledger.RevisionID{Article: r.OtherID, Revision: r.OtherRevision},
		RunsA: r.Runs, RunsB: r.OtherRuns, Shared: r.Shared, Number: r.Number}
}

func (t copyTable) Of(ctx context.Context, text ledger.RevisionID, page ledger.Page) ([]ledger.Likeness, error) {
	w := t.whereAfter(4, "s.")
	page.Sort = ledger.SortRecordedDesc
	w.keyset(page, []string{"score", "other_id"}, func(k ledger.Key) []any { return []any{k.Value, k.ID} })
	rows, err := sqlc.New(filtered{t.run, w}).ListSimilar(ctx, sqlc.ListSimilarParams{
		WorkspaceID: t.workspace, ArticleID: text.Article, Revision: text.Revision, At: t.at})
	if err != nil {
		return nil, told(ledger.KindOfRevision, "", err)
	}
	list := make([]ledger.Likeness, len(rows))
	for i, r := range rows {
		list[i] = ledger.Likeness{A: text, B: ledger.RevisionID{Article: r.OtherID, Revision: r.OtherRevision},
			RunsA: r.Runs, RunsB: r.OtherRuns, Shared: r.Shared, Number: r.Number}
	}
	return list, nil
}
