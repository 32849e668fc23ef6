package db

import (
	"context"

	"parley/db/sqlc"
	"parley/internal/ledger"
)

// keysBatch is of how many articles the keys of addresses are filled in one transaction.
const keysBatch = 1000

func missingKeys(ctx context.Context, t tables) ([]lack, error) {
	rows, err := t.q.CountArticlesWithoutKeys(ctx)
	lacks := make([]lack, len(rows))
	for i, r := range rows {
		lacks[i] = lack{r.WorkspaceID, r.Articles}
	}
	return lacks, err
}

func fillKeys(ctx context.Context, t tables) (int64, error) {
	rows, err := t.q.ListArticlesWithoutKeys(ctx, sqlc.ListArticlesWithoutKeysParams{WorkspaceID: t.workspace, Batch: keysBatch})
	if err != nil {
		return 0, err
	}
	for _, r := range rows {
		v, err := decode[ledger.Article](ledger.KindOfArticle, r.ID.String(), r.Body, nil)
		if err != nil {
			return 0, err
		}
		url, canonical := v.Addresses()
		if err := t.q.SetArticleKeys(ctx, sqlc.SetArticleKeysParams{WorkspaceID: t.workspace, ID: r.ID, URLKey: &url, CanonicalKey: &canonical}); err != nil {
			return 0, err
		}
	}
	return int64(len(rows)), nil
}
