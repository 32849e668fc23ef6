package db

import (
	"context"
	"strings"

	"parley/db/sqlc"
	"parley/internal/search"
)

// wordIndex is what both engines' indexes know.
type wordIndex struct {
	run       sqlc.DBTX
	workspace int64
}

// sqliteWords is a table of FTS5 that keeps no texts. Its rowid is the place, so
// it walks matches from the newest on without sorting them.
type sqliteWords struct{ wordIndex }

func (s sqliteWords) take(ctx context.Context, n int) ([]int64, error) {
	var taken int64
	err := s.run.QueryRowContext(ctx, "UPDATE search_numbers SET taken = taken + $1 RETURNING taken", n).Scan(&taken)
	numbers := make([]int64, n)
	for i := range numbers {
		numbers[i] = taken - int64(n) + int64(i) + 1
	}
	return numbers, err
}

// row gives each word the next position; a bar stands where a text ends.
func (s sqliteWords) row(piece, tags []string) string {
	var b strings.Builder
	for _, w := range piece {
		if w == search.Between {
			b.WriteString("| ")
			continue
		}
		b.WriteString(word(s.workspace, w) + " ")
	}
	for _, tag := range tags {
		b.WriteString("| " + tagged(s.workspace, tag) + " ")
	}
	return b.String()
}

func (s sqliteWords) insert(ctx context.Context, place int64, row string) error {
	_, err := s.run.ExecContext(ctx, "INSERT INTO search_words (rowid, words) VALUES ($1, $2)", place, row)
	return err
}

func (s sqliteWords) remove(ctx context.Context, place, pieces int64) error {
	for i := range pieces {
		if _, err := s.run.ExecContext(ctx, "DELETE FROM search_words WHERE rowid = $1", place+i); err != nil {
			return err
		}
	}
	return nil
}

// from keeps FTS5 in the lead: only it knows what matches.
func (s sqliteWords) from(expression, entryPlace string) string {
	return "search_words w CROSS JOIN search_entries e ON e.workspace_id = $1 AND e.place = " + entryPlace +
		" WHERE w.search_words MATCH " + expression
}

// count asks the table in which FTS5 has a row for each piece.
func (s sqliteWords) count() string {
	return "(SELECT COUNT(*) FROM search_words_docsize w WHERE w.id >= e.place AND w.id < e.place + e.pieces)"
}

func (s sqliteWords) place() string { return "w.rowid" }

func (s sqliteWords) values(values []any) []any { return values }

func (s sqliteWords) expression(c condition) string {
	tag := func(t string) string { return `"` + tagged(s.workspace, t) + `"` }
	term := func(t search.Term) string {
		words := make([]string, len(t.Words))
		for i, w := range t.Words {
			words[i] = word(s.workspace, w)
		}
		phrase := `"` + strings.Join(words, " ") + `"`
		if t.Prefix {
			phrase += " *"
		}
		return phrase
	}
	var parts []string
	for _, list := range c.all {
		parts = append(parts, written(list, "AND", "OR", tag, term))
	}
	text := joined("AND", parts)
	if len(c.none) > 0 {
		text += " NOT " + written(c.none, "AND", "OR", tag, term)
	}
	return text
}
