package db

import (
	"context"

	"github.com/google/uuid"

	"parley/db/sqlc"
	"parley/internal/ledger"
)

// historyChunk is how many rows are held at a time while a history is walked.
const historyChunk = 1000

// EachHistoryRow walks the history in chunks inside one snapshot, so that a
// long export neither fills the memory nor sees a write that came after its start.
func (t positionTable) EachHistoryRow(ctx context.Context, f ledger.PositionFilter, page ledger.Page, fn func(ledger.Position, *ledger.Evidence, *ledger.Article) error) error {
	tx, err := t.store.snapshot(ctx)
	if err != nil {
		return told(t.kind, "", err)
	}
	defer tx.Rollback() //nolint:errcheck // it only read
	walk := historyWalk{tables: t.store.tables(t.store.read.in(tx), t.workspace), filter: f, articles: map[uuid.UUID]*ledger.Article{}}
	for left := page.Limit; ; left -= historyChunk {
		chunk := page
		chunk.Limit = historyChunk
		if page.Limit > 0 {
			chunk.Limit = min(left, historyChunk)
		}
		n, err := walk.chunk(ctx, chunk, fn)
		if err != nil || n < historyChunk {
			return err
		}
		page.After = &walk.last
	}
}

type historyWalk struct {
	tables
	filter   ledger.PositionFilter
	last     ledger.Key
	articles map[uuid.UUID]*ledger.Article
}

func (h *historyWalk) chunk(ctx context.Context, page ledger.Page, fn func(ledger.Position, *ledger.Evidence, *ledger.Article) error) (int, error) {
	w := &where{prefix: "positions."}
	filterPositions(w, h.filter)
	h.after(w, page)
	rows, err := sqlc.New(filtered{h.run, w}).ListHistory(ctx, h.workspace)
	if err != nil {
		return 0, told(ledger.KindOfPosition, "", err)
	}
	for _, row := range rows {
		if err := h.row(ctx, row, fn); err != nil {
			return 0, err
		}
	}
	return len(rows), nil
}

// after orders by the position and then its evidence. The second predicate
// repeats a part of the first in a form that the index of positions answers.
func (h *historyWalk) after(w *where, page ledger.Page) {
	columns := []string{"positions.id", "e.id"}
	if page.Sort == ledger.SortStated || page.Sort == ledger.SortStatedDesc {
		columns = []string{"positions.stated_earliest", "positions.id", "e.id"}
	}
	w.prefix = ""
	if page.After != nil && page.After.Evidence == uuid.Nil {
		columns = columns[:len(columns)-1]
	}
	w.keyset(page, columns, func(k ledger.Key) []any {
		values := []any{k.Value, k.ID, k.Evidence}
		if columns[0] == "positions.id" {
			values = values[1:]
		}
		return values[:len(columns)]
	})
}

func (h *historyWalk) row(ctx context.Context, row sqlc.ListHistoryRow, fn func(ledger.Position, *ledger.Evidence, *ledger.Article) error) error {
	p, err := decode[ledger.Position](ledger.KindOfPosition, "", row.Body, nil)
	if err != nil {
		return err
	}
	h.last = ledger.Key{Value: int64(p.Stated.Earliest()), ID: p.ID}
	if row.EvidenceBody == "" {
		return fn(p, nil, nil)
	}
	e, err := evidenceOf(row.EvidenceBody, row.PassageBody)
	if err != nil {
		return err
	}
	h.last.Evidence = e.ID
	a, err := h.article(ctx, e.Article.ID)
	if err != nil {
		return err
	}
	return fn(p, &e, a)
}

// article reads each article once for a walk; many passages stand in one.
func (h *historyWalk) article(ctx context.Context, id uuid.UUID) (*ledger.Article, error) {
	if a, ok := h.articles[id]; ok {
		return a, nil
	}
	a, err := h.Articles().Get(ctx, id)
	if err != nil {
		return nil, err
	}
	h.articles[id] = &a
	return &a, nil
}
