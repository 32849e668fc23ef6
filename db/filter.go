package db

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"

	"github.com/google/uuid"

	"parley/db/sqlc"
	"parley/internal/fold"
	"parley/internal/ledger"
)

// where collects the predicates a list really uses, its order and its limit.
// Only those in use reach the database, so each can be answered from an index;
// values are always bound. The query it completes binds the workspace as $1.
type where struct {
	sql  strings.Builder
	args []any
	// prefix qualifies column names, for queries over several tables.
	prefix string
	// at is the number the rows are to be in force at, or present; fixed is how
	// many arguments the query has of its own, the workspace first and, where it
	// is as of a number, that number second.
	at    int64
	fixed int
	// last is the greatest id of that number, or nil.
	last uuid.UUID
	// sqlite is set on that engine, and few once a predicate is there that an
	// index answers with few rows.
	sqlite, few bool
	// walked is set where the order alone is to choose the index.
	walked bool
}

func (t tables) where(prefix string) *where {
	fixed := 1
	if t.at != present {
		fixed = 2
	}
	return t.whereAfter(fixed, prefix)
}

// whereAfter is where for a query with that many arguments of its own.
func (t tables) whereAfter(fixed int, prefix string) *where {
	return &where{prefix: prefix, at: t.at, last: t.last, fixed: fixed, sqlite: t.store.db.Engine == SQLite}
}

// bind adds a value and gives its placeholder.
func (w *where) bind(v any) string {
	w.args = append(w.args, v)
	return fmt.Sprintf("$%d", len(w.args)+w.fixed)
}

// and adds a predicate in which every ? stands for the next value.
func (w *where) and(predicate string, values ...any) {
	for _, v := range values {
		predicate = strings.Replace(predicate, "?", w.bind(v), 1)
	}
	w.sql.WriteString(" AND " + predicate)
}

func (w *where) column(name string) string { return w.prefix + name }

func (w *where) is(column string, v any) { w.and(w.column(column)+" = ?", v) }

func in[T any](w *where, column string, values []T) {
	if len(values) > 0 {
		w.and(w.column(column) + " IN (" + w.list(anys(rounded(values))) + ")")
	}
}

// rounded repeats the last value until there is a power of two of them, so that
// lists of every length are asked for by few texts, each prepared once.
func rounded[T any](values []T) []T {
	n := len(values)
	if n > maxRounded {
		return values
	}
	values = slices.Clip(values)
	for ; n&(n-1) != 0; n++ {
		values = append(values, values[n-1])
	}
	return values
}

// maxRounded keeps rounding below the 32,766 values that SQLite binds.
const maxRounded = 8192

// negotiations keeps SQLite from the index of negotiations where the list is walked.
func (w *where) negotiations(ids []uuid.UUID) {
	if w.walked && w.sqlite && len(ids) > 0 {
		w.and("+" + w.column("negotiation_id") + " IN (" + w.list(anys(rounded(ids))) + ")")
		return
	}
	in(w, "negotiation_id", ids)
}

func (w *where) id(column string, id uuid.UUID) {
	if id != uuid.Nil {
		w.is(column, id)
	}
}

// list binds values and gives their placeholders, for IN (...).
func (w *where) list(values []any) string {
	marks := make([]string, len(values))
	for i, v := range values {
		marks[i] = w.bind(v)
	}
	return strings.Join(marks, ", ")
}

var likeEscape = strings.NewReplacer(`\`, `\\`, `%`, `\%`, `_`, `\_`)

// contains matches folded text anywhere in the search column.
func (w *where) contains(q string) {
	if q != "" {
		w.and(w.column("search")+` LIKE ? ESCAPE '\'`, "%"+likeEscape.Replace(fold.Text(q))+"%")
	}
}

func (w *where) retracted(r ledger.Retracted) {
	switch r {
	case ledger.RetractedExclude:
		w.is("retracted", false)
	case ledger.RetractedOnly:
		w.is("retracted", true)
	}
}

// page orders, continues after a key and limits.
func (w *where) page(p ledger.Page) {
	columns := []string{"id"}
	w.untilLast(p)
	if p.Sort == ledger.SortStated || p.Sort == ledger.SortStatedDesc {
		columns = []string{"stated_earliest", "id"}
	}
	if p.Sort == ledger.SortChangedDesc {
		columns = []string{"from_number", "id"}
	}
	w.keyset(p, columns, func(k ledger.Key) []any {
		if len(columns) == 1 {
			return []any{k.ID}
		}
		return []any{k.Value, k.ID}
	})
}

// untilLast leaves out what was recorded later by its id, which every index of
// positions holds, rather than by its number, for which each row would be read. In
// a list by id it also is where the walk begins; elsewhere the + keeps SQLite from
// walking by id.
func (w *where) untilLast(p ledger.Page) {
	if w.last == uuid.Nil {
		return
	}
	column := w.column("id")
	if byID := p.Sort == ledger.SortRecorded || p.Sort == ledger.SortRecordedDesc; w.sqlite && (w.few || !byID) {
		column = "+" + column
	}
	w.and(column+" <= ?", w.last)
}

// keyset compares whole rows, so that a page starts right after the last row
// of the one before, whatever was written meanwhile.
func (w *where) keyset(p ledger.Page, columns []string, values func(ledger.Key) []any) {
	than, direction := ">", ""
	if strings.HasPrefix(string(p.Sort), "-") {
		than, direction = "<", " DESC"
	}
	for i, c := range columns {
		columns[i] = w.column(c)
	}
	if p.After != nil {
		w.and("(" + strings.Join(columns, ", ") + ") " + than + " (" + w.list(values(*p.After)) + ")")
	}
	w.order(p, columns, direction)
}

// order keeps SQLite from walking all rows by id in search of few: behind a +
// it sorts the few instead. PostgreSQL weighs that by its statistics.
func (w *where) order(p ledger.Page, columns []string, direction string) {
	if w.sqlite && w.few && strings.HasSuffix(columns[0], "id") {
		columns[0] = "+" + columns[0]
	}
	w.sql.WriteString(" ORDER BY " + strings.Join(columns, direction+", ") + direction)
	if p.Limit > 0 {
		// Bare, SQLite would take the bound limit into its plan and plan anew at every call.
		w.sql.WriteString(" LIMIT CAST(" + w.bind(int64(p.Limit)) + " AS BIGINT)")
	}
}

// filtered completes the generated query at its /*filter*/ mark.
type filtered struct {
	sqlc.DBTX
	where *where
}

func (f filtered) QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	return f.DBTX.QueryContext(ctx, f.complete(query), append(args, f.where.args...)...)
}

func (f filtered) QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row {
	return f.DBTX.QueryRowContext(ctx, f.complete(query), append(args, f.where.args...)...)
}

func (f filtered) complete(query string) string {
	return strings.Replace(query, "/*filter*/", f.where.sql.String(), 1)
}

func (f filtered) ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error) {
	query = strings.Replace(query, "/*filter*/", f.where.sql.String(), 1)
	return f.DBTX.ExecContext(ctx, query, append(args, f.where.args...)...)
}

func anys[T any](values []T) []any {
	list := make([]any, len(values))
	for i, v := range values {
		list[i] = v
	}
	return list
}
