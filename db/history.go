package db

import (
	"context"
	"errors"
	"strings"

	"github.com/google/uuid"

	"parley/db/sqlc"
	"parley/internal/ledger"
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

type historyWalk struct {
	tables
	filter ledger.PositionFilter
}

func (h historyWalk) all(ctx context.Context, page ledger.Page, fn ledger.HistoryFunc) error {
	size := h.historyChunk()
	page.Limit = size
	next, stop := ahead(h.chunks(ctx, page), size)
	defer stop()
	for {
		rows, err := next()
		if err != nil {
			return err
		}
		if err := each(rows, fn); err != nil || len(rows) < size {
			return err
		}
	}
}

// nextChunk gives the rows that follow those it gave before; fewer than
// asked for are the last.
type nextChunk func() ([]sqlc.ListHistoryRow, error)

func (h historyWalk) chunks(ctx context.Context, page ledger.Page) nextChunk {
	return func() ([]sqlc.ListHistoryRow, error) {
		rows, err := h.fetch(ctx, page)
		if err != nil || len(rows) == 0 {
			return nil, err
		}
		key, err := keyOf(rows[len(rows)-1])
		page.After = &key
		return rows, err
	}
}

// ahead calls next before it is asked to, one chunk of a size in advance. stop waits until
// nothing is under way any more.
func ahead(next nextChunk, size int) (taken nextChunk, stop func()) {
	type chunk struct {
		rows []sqlc.ListHistoryRow
		err  error
	}
	results, done := make(chan chunk), make(chan struct{})
	go func() {
		defer close(results)
		for more := true; more; {
			var c chunk
			c.rows, c.err = next()
			more = c.err == nil && len(c.rows) == size
			select {
			case results <- c:
			case <-done:
				return
			}
		}
	}()
	taken = func() ([]sqlc.ListHistoryRow, error) { c := <-results; return c.rows, c.err }
	return taken, func() {
		close(done)
		for range results {
		}
	}
}

func (h historyWalk) fetch(ctx context.Context, page ledger.Page) ([]sqlc.ListHistoryRow, error) {
	w := h.where("positions.")
	filterPositions(w, h.filter)
	h.after(w, page)
	rows, err := sqlc.New(filtered{h.run, w}).ListHistory(ctx, sqlc.ListHistoryParams{WorkspaceID: h.workspace, FromNumber: h.at})
	return rows, told(ledger.KindOfPosition, "", err)
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
