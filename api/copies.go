package api

import (
	"slices"
	"strconv"

	"github.com/gin-gonic/gin"

	"parley/api/oas"
	"parley/internal/views"
)

// defaultSimilar is how many similar articles a page has where nothing is asked:
// fewer than elsewhere, as each brings its shared passages.
const defaultSimilar = int64(10)

// FindSimilarArticles answers GET /v1/articles/{article}/similar. Comparing long texts
// takes memory, so it waits for its turn as views do.
func (s *Server) FindSimilarArticles(c *gin.Context, article oas.ArticlePath, p oas.FindSimilarArticlesParams) {
	leave, err := s.views.enter(c.Request.Context(), holderOf(c))
	if err != nil {
		fail(c, err)
		return
	}
	defer leave()
	l := listing{limit: p.Limit, cursor: p.Cursor, fields: texts(p.Fields)}
	if l.limit == nil {
		l.limit = new(defaultSimilar)
	}
	page, from, err := l.page(c)
	if err != nil {
		fail(c, err)
		return
	}
	r, err := s.readAt(c, clocks{knownAt: p.KnownAt}, from)
	if err != nil {
		fail(c, err)
		return
	}
	passages := l.size()
	if l.fields != nil && !slices.Contains(l.fields, "passages") {
		passages = 0
	}
	head, rows, err := views.Similar(r, article, page, passages)
	if err != nil {
		fail(c, err)
		return
	}
	next := func(v views.SimilarArticle) cursor { return cursor{Key: v.Key(), At: &head.KnownAt.Number} }
	if err := showPage(c, l, rows, next, head); err != nil {
		fail(c, err)
	}
}

// tellSimilar says of a text that was recorded how many others are like it.
func tellSimilar(c *gin.Context, n int) { c.Header("Parley-Similar", strconv.Itoa(n)) }
