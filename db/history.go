package db

import (
	"context"
	"errors"

	"parley/db/sqlc"
	"parley/internal/ledger"
)

// EachHistoryRow walks the history as of the number of the tables. A page is one
// statement; a walk without a limit goes in chunks, so that a long export does
// not fill the memory, and reads the next chunk while the last is handed on.
func (t positionTable) EachHistoryRow(ctx context.Context, f ledger.PositionFilter, page ledger.Page, fn ledger.HistoryFunc) error {
	if t.at == present {
		return errors.New("the history is walked as of a number only")
	}
	walk := historyWalk{tables: t.tables, filter: f}
	if page.Limit > 0 {
		rows, err := walk.fetch(ctx, page)
		if err != nil {
			return err
		}
		return each(rows, fn)
	}
	if err := t.preload(ctx); err != nil {
		return err
	}
	return walk.all(ctx, page, fn)
}

// CountHistory counts the rows of a walk.
func (t positionTable) CountHistory(ctx context.Context, f ledger.PositionFilter) (int64, error) {
	w := t.where("positions.")
	filterPositions(w, f)
	n, err := sqlc.New(filtered{t.run, w}).CountHistory(ctx, sqlc.CountHistoryParams{WorkspaceID: t.workspace, FromNumber: t.at})
	return n, told(t.kind, "", err)
}

// Count counts the positions in them, by themselves: to tell them apart among the rows, SQLite
// would keep the ids of all in memory.
func (t positionTable) Count(ctx context.Context, f ledger.PositionFilter) (int64, error) {
	w := t.where("positions.")
	filterPositions(w, f)
	n, err := sqlc.New(filtered{t.run, w}).CountPositions(ctx, sqlc.CountPositionsParams{WorkspaceID: t.workspace, FromNumber: t.at})
	return n, told(t.kind, "", err)
}

// each hands on the rows, and keeps none that was handed on.
func each(rows []sqlc.ListHistoryRow, fn ledger.HistoryFunc) error {
	var last positionRead
	for i := range rows {
		if err := last.one(rows[i], fn); err != nil {
			return err
		}
		rows[i] = sqlc.ListHistoryRow{}
	}
	return nil
}

// positionRead is the position that was read last. A position with several
// passages has as many rows, one after the other.
type positionRead struct {
	body     string
	position ledger.Position
}

func (r *positionRead) read(body string) (ledger.Position, error) {
	if body == r.body {
		return r.position, nil
	}
	p, err := decode[ledger.Position](ledger.KindOfPosition, "", body, nil)
	if err == nil {
		*r = positionRead{body, p}
	}
	return p, err
}

func (r *positionRead) one(row sqlc.ListHistoryRow, fn ledger.HistoryFunc) error {
	p, err := r.read(row.Body)
	if err != nil {
		return err
	}
	if row.EvidenceBody == "" {
		return fn(p, nil, nil)
	}
	e, err := evidenceOf(row.EvidenceBody, row.PassageBody)
	if err != nil {
		return err
	}
	a, err := decode[ledger.Article](ledger.KindOfArticle, "", row.ArticleBody, nil)
	if err != nil {
		return err
	}
	return fn(p, &e, &a)
}
