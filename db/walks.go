package db

import (
	"context"
	"slices"
	"strings"

	"github.com/google/uuid"

	"parley/db/sqlc"
	"parley/internal/fold"
	"parley/internal/ledger"
)

// walkChunk is how many rows of articles or passages are held at a time.
const walkChunk = 250

// walk reads chunk after chunk in the order of ids. next gives the rows after a
// key; idOf tells where a row stands.
func walk[R any](page ledger.Page, next func(ledger.Page) ([]R, error), idOf func(R) uuid.UUID, fn func(R) error) error {
	page.Limit = walkChunk
	for {
		rows, err := next(page)
		if err != nil {
			return err
		}
		for _, row := range rows {
			if err := fn(row); err != nil {
				return err
			}
		}
		if len(rows) < walkChunk {
			return nil
		}
		page.After = &ledger.Key{ID: idOf(rows[len(rows)-1])}
	}
}

var firstRecorded = ledger.Page{Sort: ledger.SortRecorded}

// EachArticle walks all articles there are and judges each by what was recorded of
// it then: the columns that lists find articles by are of the present.
func (t pastTable) EachArticle(ctx context.Context, f ledger.ArticleFilter, retracted ledger.Retracted, fn func(ledger.ArticleThen) error) error {
	next := func(page ledger.Page) ([]ledger.ArticleThen, error) { return t.articlesThen(ctx, page) }
	return walk(firstRecorded, next, func(a ledger.ArticleThen) uuid.UUID { return a.ID }, func(a ledger.ArticleThen) error {
		if !shows(retracted, a.Retracted) || !matchesArticle(f, a.Article) {
			return nil
		}
		return fn(a)
	})
}

func (t pastTable) articlesThen(ctx context.Context, page ledger.Page) ([]ledger.ArticleThen, error) {
	w := t.where("articles.")
	w.page(page)
	rows, err := sqlc.New(filtered{t.run, w}).ListArticlesAt(ctx, sqlc.ListArticlesAtParams{WorkspaceID: t.workspace, Number: t.at})
	list := make([]ledger.ArticleThen, len(rows))
	for i, row := range rows {
		list[i].Length, list[i].SHA256 = row.Length, row.Sha256
		if list[i].Article, err = decode[ledger.Article](ledger.KindOfArticle, "", row.Body, nil); err != nil {
			break
		}
	}
	return list, told(ledger.KindOfArticle, "", err)
}

// EachPassage does so with passages; the article of a passage never changes, so
// that it can be asked for in SQL.
func (t pastTable) EachPassage(ctx context.Context, f ledger.PassageFilter, retracted ledger.Retracted, fn func(ledger.PassageThen) error) error {
	next := func(page ledger.Page) ([]ledger.PassageThen, error) { return t.passagesThen(ctx, f.Articles, page) }
	return walk(firstRecorded, next, func(p ledger.PassageThen) uuid.UUID { return p.ID }, func(p ledger.PassageThen) error {
		if !shows(retracted, p.Retracted) || !oneOf(f.States, &p.State) || !folded(f.Q, fold.Joined(p.Exact)) {
			return nil
		}
		return fn(p)
	})
}

func (t pastTable) passagesThen(ctx context.Context, articles []uuid.UUID, page ledger.Page) ([]ledger.PassageThen, error) {
	w := t.where("passages.")
	in(w, "article_id", articles)
	w.few = len(articles) > 0
	w.page(page)
	rows, err := sqlc.New(filtered{t.run, w}).ListPassagesAt(ctx, sqlc.ListPassagesAtParams{WorkspaceID: t.workspace, Number: t.at})
	list := make([]ledger.PassageThen, len(rows))
	for i, row := range rows {
		if list[i].Passage, err = decode[ledger.Passage](ledger.KindOfPassage, "", row.Body, nil); err != nil {
			break
		}
		if list[i].From, err = decode[ledger.Article](ledger.KindOfArticle, "", row.ArticleBody, nil); err != nil {
			break
		}
	}
	return list, told(ledger.KindOfPassage, "", err)
}

// matchesArticle judges as filterArticles does in SQL.
func matchesArticle(f ledger.ArticleFilter, a ledger.Article) bool {
	return oneOf(f.Publishers, a.Publisher) && oneOf(f.Languages, a.Language) && oneOf(f.Outlets, outlet(&a)) && oneOf(f.Relays, relayed(&a)) &&
		(f.URL == "" || f.URL == text(a.URL) || f.URL == text(a.CanonicalURL)) && (len(f.Addresses) == 0 || hasAddress(f.Addresses, a)) &&
		(f.From == nil || latest(a.Published) >= int64(*f.From)) && (f.Until == nil || earliest(a.Published) <= int64(*f.Until)) &&
		folded(f.Q, articleSearch(&a))
}

func hasAddress(keys []string, a ledger.Article) bool {
	url, canonical := a.Addresses()
	return slices.Contains(keys, url) || slices.Contains(keys, canonical)
}

// oneOf tells whether a value is one of those wanted; all are, where none is named.
func oneOf[T comparable](wanted []T, v *T) bool {
	return len(wanted) == 0 || v != nil && slices.Contains(wanted, *v)
}

// folded tells whether folded text holds another, as where.contains asks.
func folded(q, search string) bool { return q == "" || strings.Contains(search, fold.Text(q)) }

func shows(asked ledger.Retracted, r *ledger.Retraction) bool {
	switch asked {
	case ledger.RetractedExclude:
		return r == nil
	case ledger.RetractedOnly:
		return r != nil
	}
	return true
}
