package db

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"
)

// columns are those of a table that are held against the ledger.
type columns []string

func (c columns) list() string { return strings.Join(c, ", ") }

// columnsOf asks the table itself, so that a column which is new is looked at as well.
func (v *verification) columnsOf(ctx context.Context, table string) (columns, error) {
	if known, ok := v.columns[table]; ok {
		return known, nil
	}
	rows, err := v.run.QueryContext(ctx, "SELECT * FROM "+table+" LIMIT 0")
	if err != nil {
		return nil, err
	}
	defer rows.Close() //nolint:errcheck // it has none
	all, err := rows.Columns()
	if err != nil {
		return nil, err
	}
	v.columns[table] = slices.DeleteFunc(all, func(name string) bool {
		return name == "workspace_id" || elsewhere[table+"."+name] != ""
	})
	return v.columns[table], rows.Err()
}

func (c columns) scan(rows *sql.Rows) (map[string]any, error) {
	values, into := make([]any, len(c)), make([]any, len(c))
	for i := range values {
		into[i] = &values[i]
	}
	if err := rows.Scan(into...); err != nil {
		return nil, err
	}
	found := make(map[string]any, len(c))
	for i, name := range c {
		found[name] = values[i]
	}
	return found, nil
}

// keyOf names a row among those of its table.
func (s shelf) keyOf(values map[string]any) string {
	parts := make([]string, len(s.key))
	for i, column := range s.key {
		parts[i] = fmt.Sprint(alike(s.table, column, values[column]))
	}
	return strings.Join(parts, " ")
}

// told is how much of a text is shown, in bytes, and before how much the first
// difference stands.
const toldOfText, toldBefore = 60, 15

// apart shows two different values; of long texts, from where they differ.
func apart(is, should any) (string, string) {
	a, isText := is.(string)
	b, bothText := should.(string)
	if !isText || !bothText {
		return showValue(is), showValue(should)
	}
	same := 0
	for same < len(a) && same < len(b) && a[same] == b[same] {
		same++
	}
	if max(len(a), len(b)) <= toldOfText {
		same = 0
	}
	return excerpt(a, same-toldBefore), excerpt(b, same-toldBefore)
}

func showValue(value any) string {
	switch v := value.(type) {
	case nil:
		return "null"
	case string:
		return excerpt(v, 0)
	}
	return fmt.Sprint(value)
}

func excerpt(text string, from int) string {
	from = min(max(from, 0), len(text))
	for from > 0 && from < len(text) && !utf8.RuneStart(text[from]) {
		from--
	}
	until := min(from+toldOfText, len(text))
	for until < len(text) && !utf8.RuneStart(text[until]) {
		until++
	}
	shown := fmt.Sprintf("%q", text[from:until])
	if from > 0 {
		shown = "…" + shown
	}
	if until < len(text) {
		shown += "…"
	}
	return shown
}

func sorted[K cmp.Ordered, V any](m map[K]V) []K { return slices.Sorted(maps.Keys(m)) }
