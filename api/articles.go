package api

import (
	"encoding/json"
	"fmt"
	"net/http"
	"slices"

	"github.com/gin-gonic/gin"
	"github.com/google/uuid"

	"parley/api/oas"
	"parley/internal/codebook"
	"parley/internal/draft"
	"parley/internal/ledger"
)

// ListArticles answers GET /v1/articles.
func (s *Server) ListArticles(c *gin.Context, p oas.ListArticlesParams) {
	l := listing{limit: p.Limit, cursor: p.Cursor, sort: value(p.Sort), fields: texts(p.Fields), retracted: value(p.Retracted)}
	list(s, c, l, ledger.Article.Key, func(r *ledger.Reader, page ledger.Page) ([]ledger.Article, error) {
		filter, err := articleFilter(r, oas.ExportArticlesParams{Publisher: p.Publisher, Language: p.Language, URL: p.URL,
			Relays: p.Relays, Outlet: p.Outlet, PublishedFrom: p.PublishedFrom, PublishedTo: p.PublishedTo, Q: p.Q})
		if err != nil {
			return nil, err
		}
		return r.Articles(filter, page)
	})
}

// articleFilter reads the filters that the list of articles and its export share.
func articleFilter(r *ledger.Reader, p oas.ExportArticlesParams) (ledger.ArticleFilter, error) {
	q := asked{Reader: r}
	filter := ledger.ArticleFilter{
		Publishers: texts(p.Publisher),
		Languages:  texts(p.Language),
		Outlets:    texts(p.Outlet),
		Relays:     q.ids(ledger.KindOfArticle, "relays", p.Relays),
		From:       day(p.PublishedFrom),
		Until:      day(p.PublishedTo),
		Q:          value(p.Q),
	}
	if key := ledger.AddressKey(value(p.URL)); key != "" {
		filter.Addresses = []string{key}
	} else {
		filter.URL = value(p.URL)
	}
	return filter, q.err
}

// ExportArticles answers GET /v1/exports/articles.{format}.
func (s *Server) ExportArticles(c *gin.Context, format oas.ExportFormatPath, p oas.ExportArticlesParams) {
	s.exportArticles(c, p, written{string(format), p.Guard, p.Bom, p.Manifest})
}

// ExportArticlesByAccept answers GET /v1/exports/articles.
func (s *Server) ExportArticlesByAccept(c *gin.Context, p oas.ExportArticlesByAcceptParams) {
	s.exportArticles(c, oas.ExportArticlesParams(p), written{"", p.Guard, p.Bom, p.Manifest})
}

func (s *Server) exportArticles(c *gin.Context, p oas.ExportArticlesParams, w written) {
	x, r, err := s.recordedAs(c, "articles", w, p.KnownAt)
	if err != nil {
		fail(c, err)
		return
	}
	filter, err := articleFilter(r, p)
	if err != nil {
		fail(c, err)
		return
	}
	withText, options := yes(p.Text), []string{}
	if withText {
		options = append(options, "text=true")
	}
	sendRecorded(s, x, r, map[string][]uuid.UUID{"relays": filter.Relays}, codebook.Export("articles", options...),
		func(fn func(ledger.ArticleRow) error) error {
			return r.EachArticleRow(filter, retracted(p.Retracted), withText, fn)
		})
}

// CreateArticle answers POST to the same path: 201 for a new article, and where
// its address is known and a revision is asked for then, 201 with where the new
// revision is, or 200 where that has no other text.
func (s *Server) CreateArticle(c *gin.Context, p oas.CreateArticleParams) {
	in, err := s.article(c)
	if err != nil {
		fail(c, err)
		return
	}
	run := func(w *ledger.Writer) (filed, error) {
		if value(p.OnDuplicate) == string(oas.CreateArticleParamsOnDuplicateRevision) {
			v, revision, isNew, err := w.CreateOrRevise(in)
			return filed{v, revision, isNew, w.Copies()}, err
		}
		v, err := w.CreateArticle(in)
		return filed{v, v.LatestRevision, true, w.Copies()}, err
	}
	write(s, c, run, func(v filed) { v.show(c) })
}

// filed is an article and what became of posting it; remembered for an
// Idempotency-Key, so it has all that the answer depends on.
type filed struct {
	ledger.Article
	Filed   int64 // the revision that was recorded, 0 for none
	IsNew   bool
	Similar int
}

func (v filed) show(c *gin.Context) {
	status, path := http.StatusCreated, "/v1/articles/"+v.ID.String()
	switch {
	case v.IsNew:
	case v.Filed > 0:
		path += fmt.Sprintf("/revisions/%d", v.Filed)
	default:
		status = http.StatusOK
	}
	c.Header("Location", path)
	if v.Filed > 0 {
		tellSimilar(c, v.Similar)
	}
	show(c, status, v.Article, nil)
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
	var given map[string]json.RawMessage
	if err := json.Unmarshal(body(c), &given); err != nil {
		fail(c, badRequest(err))
		return
	}
	update(s, c, func(w *ledger.Writer, expect ledger.Expect, patch ledger.Patch[ledger.ArticleFields]) (ledger.Article, error) {
		return w.UpdateArticle(article, expect, keys(given), patch)
	})
}

// RetractArticle answers POST …/retract.
func (s *Server) RetractArticle(c *gin.Context, article oas.ArticlePath, _ oas.RetractArticleParams) {
	act(s, c, func(w *ledger.Writer, reason string) (ledger.Article, error) {
		return w.RetractArticle(article, reason)
	})
}
