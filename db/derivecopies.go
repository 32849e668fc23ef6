package db

import (
	"context"

	"parley/db/sqlc"
	"parley/internal/ledger"
)

// copiesBatch is for how many texts copies are looked for in one transaction.
const copiesBatch = 32

func missingCopies(ctx context.Context, t tables) ([]lack, error) {
	rows, err := t.q.CountRevisionsUnsearched(ctx)
	lacks := make([]lack, len(rows))
	for i, r := range rows {
		lacks[i] = lack{r.WorkspaceID, r.Revisions}
	}
	return lacks, err
}

// fillCopies takes the texts in the order in which they were recorded, so that each
// is compared with those that were the newest then.
func fillCopies(ctx context.Context, t tables) (int64, error) {
	rows, err := t.q.ListRevisionsUnsearched(ctx, sqlc.ListRevisionsUnsearchedParams{WorkspaceID: t.workspace, Batch: copiesBatch})
	if err != nil {
		return 0, err
	}
	for _, r := range rows {
		v, err := t.Revisions().Get(ctx, r.ArticleID, r.Revision)
		if err != nil {
			return 0, err
		}
		if _, err := ledger.StoreText(ctx, t, &v, t.searched); err != nil {
			return 0, err
		}
	}
	return int64(len(rows)), nil
}

// searched notes of a stored text that it was looked for.
func (t tables) searched(ctx context.Context, v *ledger.Revision) error {
	return t.q.SetTextNumber(ctx, sqlc.SetTextNumberParams{WorkspaceID: t.workspace, ArticleID: v.Article, Revision: v.Revision,
		TextNumber: numbered(v.TextNumber), SearchBounded: v.SearchBounded})
}
