package db

import (
	"context"

	"parley/db/sqlc"
	"parley/internal/shingle"
)

// runsBatch is of how many texts the runs are filled in one transaction. The
// texts are read one by one, as each may have megabytes.
const runsBatch = 64

func missingRuns(ctx context.Context, t tables) ([]lack, error) {
	rows, err := t.q.CountRevisionsWithoutRuns(ctx)
	lacks := make([]lack, len(rows))
	for i, r := range rows {
		lacks[i] = lack{r.WorkspaceID, r.Revisions}
	}
	return lacks, err
}

func fillRuns(ctx context.Context, t tables) (int64, error) {
	rows, err := t.q.ListRevisionsWithoutRuns(ctx, sqlc.ListRevisionsWithoutRunsParams{WorkspaceID: t.workspace, Batch: runsBatch})
	if err != nil {
		return 0, err
	}
	for _, r := range rows {
		v, err := t.q.GetRevision(ctx, sqlc.GetRevisionParams{WorkspaceID: t.workspace, ArticleID: r.ArticleID, Revision: r.Revision})
		if err != nil {
			return 0, err
		}
		if err := t.q.SetRevisionRuns(ctx, sqlc.SetRevisionRunsParams{WorkspaceID: t.workspace, ArticleID: r.ArticleID,
			Revision: r.Revision, Runs: shingle.Of(v.Text).Bytes()}); err != nil {
			return 0, err
		}
	}
	return int64(len(rows)), nil
}
