package db

import (
	"context"

	"github.com/google/uuid"

	"parley/db/sqlc"
	"parley/internal/fold"
	"parley/internal/ledger"
)

func (t tables) Articles() ledger.SluggedTable[ledger.Article, ledger.ArticleFilter] {
	return slugged[ledger.Article, ledger.ArticleFilter]{
		table: t.articles(),
		find: func(ctx context.Context, slug string) (string, error) {
			return t.q.FindArticle(ctx, sqlc.FindArticleParams{WorkspaceID: t.workspace, Slug: &slug})
		},
		id: func(v *ledger.Article) uuid.UUID { return v.ID },
	}
}

func (t tables) articles() table[ledger.Article, ledger.ArticleFilter] {
	return table[ledger.Article, ledger.ArticleFilter]{
		tables: t,
		kind:   ledger.KindOfArticle,
		get: func(ctx context.Context, id uuid.UUID) (string, error) {
			return t.q.GetArticle(ctx, sqlc.GetArticleParams{WorkspaceID: t.workspace, ID: id})
		},
		list: (*sqlc.Queries).ListArticles,
		insert: func(ctx context.Context, v *ledger.Article, body string) error {
			return t.q.InsertArticle(ctx, t.rowArticle(v, body))
		},
		update: func(ctx context.Context, v *ledger.Article, body string) (int64, error) {
			n, err := t.q.UpdateArticle(ctx, sqlc.UpdateArticleParams(t.rowArticle(v, body)))
			if err != nil {
				return n, err
			}
			return n, t.q.ShowArticle(ctx, sqlc.ShowArticleParams{WorkspaceID: t.workspace, ArticleID: v.ID, ArticleBody: body, Shown: v.Number})
		},
		filter: filterArticles,
	}
}

func (t tables) rowArticle(v *ledger.Article, body string) sqlc.InsertArticleParams {
	urlKey, canonicalKey := v.Addresses()
	return sqlc.InsertArticleParams{
		WorkspaceID: t.workspace, ID: v.ID, Number: v.Number, Retracted: v.Retracted != nil,
		Slug:              v.Slug,
		Publisher:         v.Publisher,
		URL:               v.URL,
		CanonicalURL:      v.CanonicalURL,
		Language:          v.Language,
		PublishedEarliest: earliest(v.Published),
		PublishedLatest:   latest(v.Published),
		RelaysID:          relayed(v),
		RelaysOutlet:      outlet(v),
		Search:            articleSearch(v),
		Body:              body,
		URLKey:            &urlKey,
		CanonicalKey:      &canonicalKey,
	}
}

func articleSearch(v *ledger.Article) string {
	return fold.Joined(text(v.Title), text(v.Publisher), text(v.Byline), text(v.URL), text(v.Slug))
}

// filterArticles chooses among the articles of now, matchesArticle (walks.go)
// among those of then.
func filterArticles(w *where, f ledger.ArticleFilter) {
	in(w, "publisher", f.Publishers)
	in(w, "language", f.Languages)
	in(w, "relays_outlet", f.Outlets)
	in(w, "relays_id", f.Relays)
	if f.URL != "" {
		w.and("(url = ? OR canonical_url = ?)", f.URL, f.URL)
	}
	if len(f.Addresses) > 0 {
		keys := anys(f.Addresses)
		w.and("(url_key IN (" + w.list(keys) + ") OR canonical_key IN (" + w.list(keys) + "))")
	}
	if f.From != nil {
		w.and("published_latest >= ?", int64(*f.From))
	}
	if f.Until != nil {
		w.and("published_earliest <= ?", int64(*f.Until))
	}
	w.few = f.URL != "" || len(f.Addresses) > 0 || f.From != nil || f.Until != nil
	w.contains(f.Q)
}

func relayed(v *ledger.Article) *uuid.UUID {
	if v.Relays == nil {
		return nil
	}
	return optional(v.Relays.Article)
}

func outlet(v *ledger.Article) *string {
	if v.Relays == nil {
		return nil
	}
	return v.Relays.Outlet
}
