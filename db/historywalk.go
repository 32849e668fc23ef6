package db

import (
	"context"
	"strings"

	"github.com/google/uuid"

	"parley/db/sqlc"
	"parley/internal/ledger"
	"parley/internal/meanwhile"
)

// historyChunk is how many rows are read at a time while a history is walked; two chunks
// are held, each of 3 MB for 1,000 rows. PostgreSQL plans the statement anew for each, and
// takes twice as long for chunks of 250; to SQLite it is all the same.
func (t tables) historyChunk() int {
	if t.store.db.Engine == SQLite {
		return 250
	}
	return 1000
}

type historyWalk struct {
	tables
	filter ledger.PositionFilter
}

// all goes through the history in chunks, and reads the next while one is handed on.
func (h historyWalk) all(ctx context.Context, page ledger.Page, fn ledger.HistoryFunc) error {
	page.Limit = h.historyChunk()
	ahead := func() func() chunk { return meanwhile.Do(func() chunk { return h.chunk(ctx, page) }) }
	next := ahead()
	defer func() { next() }() // which leaves nothing under way
	for {
		c := next()
		if c.err != nil {
			return c.err
		}
		if c.end != nil {
			page.After = c.end
			next = ahead()
		}
		if err := each(c.rows, fn); err != nil || c.end == nil {
			return err
		}
	}
}

// chunk is a stretch of a history, and where it ends unless the history does.
type chunk struct {
	rows []sqlc.ListHistoryRow
	end  *ledger.Key
	err  error
}

func (h historyWalk) chunk(ctx context.Context, page ledger.Page) chunk {
	rows, err := h.fetch(ctx, page)
	if err != nil || len(rows) < page.Limit {
		return chunk{rows: rows, err: err}
	}
	end, err := keyOf(rows[len(rows)-1])
	return chunk{rows, &end, err}
}

func (h historyWalk) fetch(ctx context.Context, page ledger.Page) ([]sqlc.ListHistoryRow, error) {
	w := h.where("positions.")
	filterPositions(w, h.filter)
	h.after(w, page)
	rows, err := sqlc.New(filtered{h.run, w}).ListHistory(ctx, sqlc.ListHistoryParams{WorkspaceID: h.workspace, At: h.at})
	return rows, told(ledger.KindOfPosition, "", err)
}

// keyOf places a row in the walk.
func keyOf(row sqlc.ListHistoryRow) (ledger.Key, error) {
	p, err := decode[ledger.Position](ledger.KindOfPosition, "", row.Body, nil)
	key := p.Key()
	if err != nil || row.EvidenceBody == "" {
		return key, err
	}
	e, err := decode[ledger.Evidence](ledger.KindOfEvidence, "", row.EvidenceBody, nil)
	key.Evidence = e.ID
	return key, err
}

// after orders by the position and then its evidence. The second predicate
// repeats a part of the first in a form that the index of positions answers.
func (h historyWalk) after(w *where, page ledger.Page) {
	columns := []string{"positions.id", "e.id"}
	if page.Sort == ledger.SortStated || page.Sort == ledger.SortStatedDesc {
		columns = []string{"positions.stated_earliest", "positions.id", "e.id"}
	}
	h.from(w, page)
	w.untilLast(page)
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
func (h historyWalk) from(w *where, page ledger.Page) {
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
