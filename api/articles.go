package api

import (
	"slices"

	"github.com/gin-gonic/gin"

	"parley/api/oas"
	"parley/internal/draft"
	"parley/internal/ledger"
)

// ListArticles answers GET /v1/articles.
func (s *Server) ListArticles(c *gin.Context, p oas.ListArticlesParams) {
	l := listing{limit: p.Limit, cursor: p.Cursor, sort: value(p.Sort), fields: texts(p.Fields), retracted: value(p.Retracted)}
	list(s, c, l, ledger.Article.Key, func(r *ledger.Reader, page ledger.Page) ([]ledger.Article, error) {
		q := asked{Reader: r}
		filter := ledger.ArticleFilter{
			Publishers: texts(p.Publisher),
			Languages:  texts(p.Language),
			Outlets:    texts(p.Outlet),
			URL:        value(p.URL),
			Relays:     q.ids(ledger.KindOfArticle, "relays", p.Relays),
			From:       day(p.PublishedFrom),
			Until:      day(p.PublishedTo),
			Q:          value(p.Q),
		}
		if q.err != nil {
			return nil, q.err
		}
		return r.Articles(filter, page)
	})
}

// CreateArticle answers POST to the same path.
func (s *Server) CreateArticle(c *gin.Context, _ oas.CreateArticleParams) {
	create(s, c, func(v ledger.Article) string { return "/v1/articles/" + v.ID.String() }, (*ledger.Writer).CreateArticle)
}

// GetArticle answers GET of one, with the outlets its text names as its origin.
func (s *Server) GetArticle(c *gin.Context, article oas.ArticlePath, p oas.GetArticleParams) {
	suggest := p.Fields == nil || slices.Contains(*p.Fields, oas.ArticleFieldSuggestedRelays)
	get(s, c, p.Fields, func(r *ledger.Reader) (draft.Article, error) {
		a, err := r.Article(article)
		if err != nil || !suggest {
			return draft.Article{Article: a}, err
		}
		return s.outlets.Suggest(r, a)
	})
}

// UpdateArticle answers PATCH of one.
func (s *Server) UpdateArticle(c *gin.Context, article oas.ArticlePath, _ oas.UpdateArticleParams) {
	update(s, c, func(w *ledger.Writer, expect ledger.Expect, patch ledger.Patch[ledger.ArticleFields]) (ledger.Article, error) {
		return w.UpdateArticle(article, expect, patch)
	})
}

// RetractArticle answers POST …/retract.
func (s *Server) RetractArticle(c *gin.Context, article oas.ArticlePath, _ oas.RetractArticleParams) {
	act(s, c, func(w *ledger.Writer, reason string) (ledger.Article, error) {
		return w.RetractArticle(article, reason)
	})
}
