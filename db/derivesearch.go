package db

import (
	"context"
	"database/sql"
	"errors"
	"fmt"

	"github.com/google/uuid"

	"parley/db/sqlc"
	"parley/internal/ledger"
)

// searchBatch is how many resources are indexed in one transaction; articles come
// with texts, of which each may have megabytes.
const (
	searchBatch        = 500
	searchBatchOfTexts = 20
)

// backlogTables are what is counted of each kind that search finds.
var backlogTables = map[ledger.Kind]string{ledger.KindOfParty: "parties", ledger.KindOfIssue: "issues", ledger.KindOfArticle: "articles",
	ledger.KindOfPosition: "positions", ledger.KindOfPassage: "passages"}

// missingEntries counts what was recorded before there was search, or was found by
// less. The backlog is empty but after the migrations that filled it (7 and 11).
func missingEntries(ctx context.Context, t tables) ([]lack, error) {
	rows, err := t.q.ListSearchBacklog(ctx)
	if err != nil {
		return nil, err
	}
	var lacks []lack
	for _, r := range rows {
		n, err := t.countAfter(ctx, r)
		if err != nil {
			return nil, err
		}
		if last := len(lacks) - 1; last >= 0 && lacks[last].workspace == r.WorkspaceID {
			lacks[last].rows += n
		} else {
			lacks = append(lacks, lack{r.WorkspaceID, n})
		}
	}
	return lacks, nil
}

func (t tables) countAfter(ctx context.Context, r sqlc.SearchBacklog) (n int64, err error) {
	query := "SELECT count(*) FROM " + backlogTables[ledger.Kind(r.Kind)] + " WHERE workspace_id = $1 AND id > $2"
	return n, t.run.QueryRowContext(ctx, query, r.WorkspaceID, r.After).Scan(&n)
}

// fillEntries indexes the next batch of the first kind in the backlog.
func fillEntries(ctx context.Context, t tables) (int64, error) {
	for {
		next, err := t.q.GetSearchBacklog(ctx, t.workspace)
		if errors.Is(err, sql.ErrNoRows) {
			return 0, nil
		}
		if err != nil {
			return 0, err
		}
		ids, err := t.fillAfter(ctx, ledger.Kind(next.Kind), next.After)
		if err != nil {
			return 0, err
		}
		if len(ids) > 0 {
			return int64(len(ids)), t.q.UpdateSearchBacklog(ctx, sqlc.UpdateSearchBacklogParams{WorkspaceID: t.workspace, Kind: next.Kind, After: ids[len(ids)-1]})
		}
		if err := t.q.DeleteSearchBacklog(ctx, sqlc.DeleteSearchBacklogParams{WorkspaceID: t.workspace, Kind: next.Kind}); err != nil {
			return 0, err
		}
	}
}

// fillAfter indexes resources of a kind in the order of their ids.
func (t tables) fillAfter(ctx context.Context, kind ledger.Kind, after uuid.UUID) ([]uuid.UUID, error) {
	page := ledger.Page{Limit: searchBatch, Sort: ledger.SortRecorded, After: &ledger.Key{ID: after}, Retracted: ledger.RetractedInclude}
	switch kind {
	case ledger.KindOfParty:
		return older(ctx, t, page, t.Parties().List)
	case ledger.KindOfIssue:
		return older(ctx, t, page, t.Issues().List)
	case ledger.KindOfPosition:
		return older(ctx, t, page, t.Positions().List)
	case ledger.KindOfPassage:
		return older(ctx, t, page, t.Passages().List)
	case ledger.KindOfArticle:
		page.Limit = searchBatchOfTexts
		return older(ctx, t, page, t.Articles().List)
	}
	return nil, fmt.Errorf("the backlog of search has a kind %q", kind)
}

// older notes a page of what is older than search, to be indexed at the end of
// the transaction.
func older[T, F any](ctx context.Context, t tables, page ledger.Page, list func(context.Context, F, ledger.Page) ([]T, error)) ([]uuid.UUID, error) {
	var all F
	rows, err := list(ctx, all, page)
	for i := range rows {
		t.touched.wrote(&rows[i], false)
	}
	for _, touch := range t.touched.byID {
		touch.alone = true
	}
	return t.touched.order, err
}
