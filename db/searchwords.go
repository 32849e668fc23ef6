package db

import (
	"context"
	"strconv"
	"strings"

	"parley/internal/search"
)

// searchWords is the index of words, by place: FTS5 on SQLite, tsvector on
// PostgreSQL. What is a word, and what matches, is decided outside of both
// (internal/search), so that they find alike.
//
// Each word begins with its workspace: "1:talks". So the lists of places that an
// index keeps for a word are of one workspace alone, whose search neither finds
// nor passes what is in others. Tags are kept among the words as "1=kindissue".
// No word has a : or = in it, nor quotation marks or spaces.
type searchWords interface {
	// take gives n numbers for new entries.
	take(ctx context.Context, n int) ([]int64, error)
	// row is what is stored of a piece and its tags.
	row(piece, tags []string) string
	insert(ctx context.Context, place int64, row string) error
	// remove takes the words of an entry's pieces away.
	remove(ctx context.Context, place, pieces int64) error
	// from joins entries e to the pieces w whose words match a bound expression;
	// the place of w is wPlace, and e is found at the place that is given.
	from(expression, entryPlace string) string
	// count is how many pieces of an entry e are in the index.
	count() string
	// place is the place of w.
	place() string
	// expression is the engine's form of a condition.
	expression(c condition) string
	// values is how the values of a query are passed.
	values(values []any) []any
}

func wordsOf(t tables) searchWords {
	shared := wordIndex{t.run, t.workspace}
	if t.store.db.Engine == SQLite {
		return sqliteWords{shared}
	}
	return postgresWords{shared}
}

func word(workspace int64, w string) string { return strconv.FormatInt(workspace, 10) + ":" + w }

func tagged(workspace int64, tag string) string { return strconv.FormatInt(workspace, 10) + "=" + tag }

// condition is what pieces must match: one alternative of each of all, and none
// of the alternatives of none.
type condition struct {
	all  [][]alternative
	none []alternative
}

// alternative is a tag or else terms that must all be there.
type alternative struct {
	tag   string
	terms []search.Term
}

func tagAlternatives[T any](values []T, tag func(T) string) []alternative {
	var list []alternative
	for _, v := range values {
		list = append(list, alternative{tag: tag(v)})
	}
	return list
}

// joined writes parts with an operator between them, in parentheses.
func joined(operator string, parts []string) string {
	return "(" + strings.Join(parts, " "+operator+" ") + ")"
}

// written writes alternatives with an engine's operators and its form of a leaf.
func written(list []alternative, and, or string, tag func(string) string, term func(search.Term) string) string {
	var parts []string
	for _, a := range list {
		if a.tag != "" {
			parts = append(parts, tag(a.tag))
			continue
		}
		var terms []string
		for _, t := range a.terms {
			terms = append(terms, term(t))
		}
		parts = append(parts, joined(and, terms))
	}
	return joined(or, parts)
}
