package api

import (
	"github.com/gin-gonic/gin"
	"github.com/google/uuid"

	"parley/api/oas"
	"parley/internal/codebook"
	"parley/internal/ledger"
)

// ListPassages answers GET /v1/passages.
func (s *Server) ListPassages(c *gin.Context, p oas.ListPassagesParams) {
	l := listing{limit: p.Limit, cursor: p.Cursor, sort: value(p.Sort), fields: texts(p.Fields), retracted: value(p.Retracted)}
	list(s, c, l, ledger.Passage.Key, func(r *ledger.Reader, page ledger.Page) ([]ledger.Passage, error) {
		q := asked{Reader: r}
		filter := ledger.PassageFilter{
			Articles: q.ids(ledger.KindOfArticle, "article", p.Article),
			States:   texts(p.State),
			Reviewed: p.Reviewed,
			Q:        value(p.Q),
		}
		if q.err != nil {
			return nil, q.err
		}
		return passages(r, filter, page, p.Expand)
	})
}

// ListArticlePassages answers GET /v1/articles/{article}/passages.
func (s *Server) ListArticlePassages(c *gin.Context, article oas.ArticlePath, p oas.ListArticlePassagesParams) {
	l := listing{limit: p.Limit, cursor: p.Cursor, sort: value(p.Sort), fields: texts(p.Fields), retracted: value(p.Retracted)}
	list(s, c, l, ledger.Passage.Key, func(r *ledger.Reader, page ledger.Page) ([]ledger.Passage, error) {
		q := asked{Reader: r}
		id := q.one(ledger.KindOfArticle, article)
		if q.err != nil {
			return nil, q.err
		}
		filter := ledger.PassageFilter{Articles: []uuid.UUID{id}, States: texts(p.State), Reviewed: p.Reviewed, Q: value(p.Q)}
		return passages(r, filter, page, p.Expand)
	})
}

// passages lists passages with what is to be shown beside them.
func passages(r *ledger.Reader, filter ledger.PassageFilter, page ledger.Page, expand *oas.ExpandOfPassage) ([]ledger.Passage, error) {
	list, err := r.Passages(filter, page)
	if err == nil && expand != nil {
		// The row that only tells whether there is another page is not shown.
		err = r.ExpandPassages(list[:min(len(list), page.Limit-1)])
	}
	return list, err
}

// ExportPassages answers GET /v1/exports/passages.{format}.
func (s *Server) ExportPassages(c *gin.Context, format oas.ExportFormatPath, p oas.ExportPassagesParams) {
	s.exportPassages(c, p, written{string(format), p.Guard, p.Bom, p.Manifest})
}

// ExportPassagesByAccept answers GET /v1/exports/passages.
func (s *Server) ExportPassagesByAccept(c *gin.Context, p oas.ExportPassagesByAcceptParams) {
	s.exportPassages(c, oas.ExportPassagesParams(p), written{"", p.Guard, p.Bom, p.Manifest})
}

func (s *Server) exportPassages(c *gin.Context, p oas.ExportPassagesParams, w written) {
	x, r, err := s.recordedAs(c, "passages", w, p.KnownAt)
	if err != nil {
		fail(c, err)
		return
	}
	q := asked{Reader: r}
	filter := ledger.PassageFilter{Articles: q.ids(ledger.KindOfArticle, "article", p.Article), States: texts(p.State), Q: value(p.Q)}
	if q.err != nil {
		fail(c, q.err)
		return
	}
	sendRecorded(s, x, r, map[string][]uuid.UUID{"article": filter.Articles}, codebook.Export("passages"),
		func(fn func(ledger.PassageRow) error) error {
			return r.EachPassageRow(filter, retracted(p.Retracted), fn)
		})
}

// CreatePassage answers POST /v1/articles/{article}/passages.
func (s *Server) CreatePassage(c *gin.Context, article oas.ArticlePath, _ oas.CreatePassageParams) {
	path := func(v ledger.Passage) string { return "/v1/passages/" + v.ID.String() }
	create(s, c, path, func(w *ledger.Writer, in ledger.PassageInput) (ledger.Passage, error) {
		return w.CreatePassage(article, in)
	})
}

// GetPassage answers GET /v1/passages/{passage}.
func (s *Server) GetPassage(c *gin.Context, passage oas.PassagePath, p oas.GetPassageParams) {
	get(s, c, p.Fields, func(r *ledger.Reader) (ledger.Passage, error) {
		v, err := r.Passage(passage)
		if err != nil || p.Expand == nil {
			return v, err
		}
		one := []ledger.Passage{v}
		err = r.ExpandPassages(one)
		return one[0], err
	})
}

// UpdatePassage answers PATCH of one.
func (s *Server) UpdatePassage(c *gin.Context, passage oas.PassagePath, _ oas.UpdatePassageParams) {
	update(s, c, func(w *ledger.Writer, expect ledger.Expect, patch ledger.Patch[ledger.PassageFields]) (ledger.Passage, error) {
		return w.UpdatePassage(passage, expect, patch)
	})
}

// RetractPassage answers POST …/retract.
func (s *Server) RetractPassage(c *gin.Context, passage oas.PassagePath, _ oas.RetractPassageParams) {
	act(s, c, func(w *ledger.Writer, reason string) (ledger.Passage, error) {
		return w.RetractPassage(passage, reason)
	})
}
