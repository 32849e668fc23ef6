package db

import (
	"context"

	"parley/internal/ledger"
)

// maxAbout is up to how many articles are listed before they are searched.
const maxAbout = 1000

// about are the articles that a filter by negotiation, issue or party leaves,
// where they are few.
type about struct {
	few    bool
	places []int64
}

// articlesAbout lists the articles whose passages are evidence for what a filter
// names. An article's words do not say so (they would have to be indexed anew with
// every evidence), and to look at each article that has a common word would take
// long if few of them are about something rare. Where more are, whoever walks
// all articles meets one soon.
func (t searchTable) articlesAbout(ctx context.Context, f ledger.SearchFilter) (about, error) {
	if !belongs(f) {
		return about{}, nil
	}
	words, w := wordsOf(t.tables), t.whereAfter(1, "")
	var c condition
	c.any(tagAlternatives([]ledger.Kind{ledger.KindOfPassage}, kindTag))
	c.any(tagAlternatives(f.Negotiations, idTag))
	c.any(tagAlternatives(f.Issues, idTag))
	c.any(tagAlternatives(f.Parties, idTag))
	w.sql.WriteString("SELECT DISTINCT a.place, a.kind, a.id FROM (SELECT e.workspace_id, e.id FROM " + words.from(w.bind(words.expression(c)), words.place()) +
		") e JOIN passages p ON p.workspace_id = e.workspace_id AND p.id = e.id" +
		" JOIN search_entries a ON a.workspace_id = p.workspace_id AND a.id = p.article_id LIMIT CAST(" + w.bind(int64(maxAbout+1)) + " AS BIGINT)")
	list, err := t.found(ctx, w)
	places := make([]int64, len(list))
	for i, a := range list {
		places[i] = a.place
	}
	return about{few: len(list) <= maxAbout, places: places}, err
}

func belongs(f ledger.SearchFilter) bool {
	return len(f.Negotiations)+len(f.Issues)+len(f.Parties) > 0
}
