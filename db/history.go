package db

import (
	"context"
	"strings"

	"github.com/google/uuid"

	"parley/db/sqlc"
	"parley/internal/ledger"
)

// historyChunk is how many rows are held at a time while a history is walked.
const historyChunk = 1000

// EachHistoryRow walks the history in chunks inside one snapshot, so that a
// long export neither fills the memory nor sees a write that came after its
// start. What fits in one chunk is one statement and needs no snapshot.
func (t positionTable) EachHistoryRow(ctx context.Context, f ledger.PositionFilter, page ledger.Page, fn ledger.HistoryFunc) error {
	if page.Limit > 0 && page.Limit <= historyChunk {
		walk := historyWalk{tables: t.tables, filter: f}
		_, err := walk.chunk(ctx, page, fn)
		return err
	}
	tx, err := t.store.snapshot(ctx)
	if err != nil {
		return told(t.kind, "", err)
	}
	defer tx.Rollback() //nolint:errcheck // it only read
	walk := historyWalk{tables: t.store.readTables(ctx, t.store.read.in(tx), t.workspace), filter: f}
	for left := page.Limit; page.Limit == 0 || left > 0; left -= historyChunk {
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
	return nil
}

type historyWalk struct {
	tables
	filter ledger.PositionFilter
	last   ledger.Key
}

func (h *historyWalk) chunk(ctx context.Context, page ledger.Page, fn ledger.HistoryFunc) (int, error) {
	w := h.where("positions.")
	filterPositions(w, h.filter)
	h.after(w, page)
	rows, err := sqlc.New(filtered{h.run, w}).ListHistory(ctx, h.workspace)
	if err != nil {
		return 0, told(ledger.KindOfPosition, "", err)
	}
	for _, row := range rows {
		if err := h.row(row, fn); err != nil {
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
	h.from(w, page)
	w.prefix = ""
	if page.After != nil && page.After.Evidence == uuid.Nil {
		page.After = nil // its position had this one row, and from has left it behind
	}
	w.keyset(page, columns, func(k ledger.Key) []any {
		return []any{k.Value, k.ID, k.Evidence}[3-len(columns):]
	})
}

// from starts at the position of the key. The row value of the key spans two
// tables, so PostgreSQL would read all that comes before it for each chunk.
func (h *historyWalk) from(w *where, page ledger.Page) {
	if page.After == nil {
		return
	}
	than := ">"
	if strings.HasPrefix(string(page.Sort), "-") {
		than = "<"
	}
	if page.After.Evidence != uuid.Nil {
		than += "="
	}
	if page.Sort == ledger.SortStated || page.Sort == ledger.SortStatedDesc {
		w.and("(positions.stated_earliest, positions.id) "+than+" (?, ?)", page.After.Value, page.After.ID)
		return
	}
	w.and("positions.id "+than+" ?", page.After.ID)
}

func (h *historyWalk) row(row sqlc.ListHistoryRow, fn ledger.HistoryFunc) error {
	p, err := decode[ledger.Position](ledger.KindOfPosition, "", row.Body, nil)
	if err != nil {
		return err
	}
	h.last = ledger.Key{Value: int64(p.Stated.Earliest()), ID: p.ID}
	if row.EvidenceBody == "" {
		return fn(h.tables, p, nil, nil)
	}
	e, err := evidenceOf(row.EvidenceBody, row.PassageBody)
	if err != nil {
		return err
	}
	h.last.Evidence = e.ID
	a, err := decode[ledger.Article](ledger.KindOfArticle, "", row.ArticleBody, nil)
	if err != nil {
		return err
	}
	return fn(h.tables, p, &e, &a)
}
