package db

import (
	"context"
	"strconv"
	"strings"

	"github.com/jackc/pgx/v5"

	"parley/internal/search"
)

// postgresWords is a table with a tsvector for each piece and a GIN index.
type postgresWords struct{ wordIndex }

func (s postgresWords) take(ctx context.Context, n int) ([]int64, error) {
	rows, err := s.run.QueryContext(ctx, "SELECT nextval('search_numbers') FROM generate_series(1, CAST($1 AS BIGINT))", n)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var numbers []int64
	for rows.Next() {
		var number int64
		if err := rows.Scan(&number); err != nil {
			return nil, err
		}
		numbers = append(numbers, number)
	}
	return numbers, rows.Err()
}

// row gives each word its position; none has the one where a text ends.
func (s postgresWords) row(piece, tags []string) string {
	var b strings.Builder
	for i, w := range piece {
		if w != search.Between {
			b.WriteString("'" + word(s.workspace, w) + "':" + strconv.Itoa(i+1) + " ")
		}
	}
	for _, tag := range tags {
		b.WriteString("'" + tagged(s.workspace, tag) + "' ")
	}
	return b.String()
}

func (s postgresWords) insert(ctx context.Context, place int64, row string) error {
	_, err := s.run.ExecContext(ctx, "INSERT INTO search_words (workspace_id, place, words) VALUES ($1, $2, CAST(CAST($3 AS TEXT) AS TSVECTOR))",
		s.workspace, place, row)
	return err
}

func (s postgresWords) remove(ctx context.Context, place, pieces int64) error {
	_, err := s.run.ExecContext(ctx, "DELETE FROM search_words WHERE workspace_id = $1 AND place >= $2 AND place < $3", s.workspace, place, place+pieces)
	return err
}

func (s postgresWords) from(expression, entryPlace string) string {
	return "search_words w JOIN search_entries e ON e.workspace_id = w.workspace_id AND e.place = " + entryPlace +
		" WHERE w.workspace_id = $1 AND w.words @@ CAST(CAST(" + expression + " AS TEXT) AS TSQUERY)"
}

func (s postgresWords) count() string {
	return "(SELECT COUNT(*) FROM search_words w WHERE w.workspace_id = e.workspace_id AND w.place >= e.place AND w.place < e.place + e.pieces)"
}

func (s postgresWords) place() string { return "w.place" }

// values has the query planned for its own words: a plan for any words takes each
// to be rather common, and so to be met soon on a walk through all there is.
func (s postgresWords) values(values []any) []any {
	return append([]any{pgx.QueryExecModeDescribeExec}, values...)
}

func (s postgresWords) expression(c condition) string {
	tag := func(t string) string { return "'" + tagged(s.workspace, t) + "'" }
	term := func(t search.Term) string {
		words := make([]string, len(t.Words))
		for i, w := range t.Words {
			words[i] = "'" + word(s.workspace, w) + "'"
		}
		phrase := strings.Join(words, " <-> ")
		if t.Prefix {
			phrase += ":*"
		}
		return "(" + phrase + ")"
	}
	var parts []string
	for _, list := range c.all {
		parts = append(parts, written(list, "&", "|", tag, term))
	}
	text := joined("&", parts)
	if len(c.none) > 0 {
		text += " & !" + written(c.none, "&", "|", tag, term)
	}
	return text
}
