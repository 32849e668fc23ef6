package api

import (
	"encoding/json"
	"fmt"
	"net/http"

	"github.com/gin-gonic/gin"

	"parley/api/oas"
	"parley/internal/ledger"
)

// ListRevisions answers GET /v1/articles/{article}/revisions.
func (s *Server) ListRevisions(c *gin.Context, article oas.ArticlePath, p oas.ListRevisionsParams) {
	l := listing{limit: p.Limit, cursor: p.Cursor, sort: value(p.Sort), fields: texts(p.Fields)}
	key := func(v ledger.Revision) ledger.Key { return ledger.Key{Value: v.Revision} }
	list(s, c, l, key, func(r *ledger.Reader, page ledger.Page) ([]ledger.Revision, error) {
		return r.Revisions(article, page)
	})
}

// CreateRevision answers POST to the same path: 201 for a new revision, 200
// with the newest one where the text is the same.
func (s *Server) CreateRevision(c *gin.Context, article oas.ArticlePath, _ oas.CreateRevisionParams) {
	in, err := s.revision(c)
	if err != nil {
		fail(c, err)
		return
	}
	run := func(w *ledger.Writer) (revised, error) {
		v, isNew, err := w.CreateRevision(article, in)
		return revised{v, isNew, w.Copies()}, err
	}
	write(s, c, run, func(v revised) {
		c.Header("Location", fmt.Sprintf("/v1/articles/%s/revisions/%d", v.Article, v.Revision.Revision))
		if !v.IsNew {
			show(c, http.StatusOK, v.Revision, nil)
			return
		}
		tellSimilar(c, v.Similar)
		show(c, http.StatusCreated, v.Revision, nil)
	})
}

// revision reads the text of a new revision, in whichever form it was sent.
func (s *Server) revision(c *gin.Context) (in ledger.RevisionFields, err error) {
	var d *document
	switch kind := c.ContentType(); {
	case kind == formType:
		f, err := readForm(c, "file")
		if d = f.file; err != nil {
			return in, err
		}
	case isDocument(kind):
		d = bodyDocument(c)
	default:
		var t givenText
		if err := json.Unmarshal(body(c), &t); err != nil {
			return in, unreadable(err)
		}
		if d, err = t.document(); d == nil || err != nil {
			return ledger.RevisionFields{Text: value(t.Text)}, err
		}
	}
	r, err := s.extract(c.Request.Context(), d)
	return ledger.RevisionFields{Text: r.Text, Original: original(r)}, err
}

// revised is remembered for an Idempotency-Key, so it has all that the answer
// depends on.
type revised struct {
	ledger.Revision
	IsNew   bool
	Similar int
}

// GetRevisionText answers GET …/text with the stored bytes.
func (s *Server) GetRevisionText(c *gin.Context, article oas.ArticlePath, revision oas.RevisionPath, _ oas.GetRevisionTextParams) {
	r, err := s.ledger.Read(c.Request.Context(), workspace(c))
	if err != nil {
		fail(c, err)
		return
	}
	v, err := r.Revision(article, revision)
	if err != nil {
		fail(c, err)
		return
	}
	showBytes(c, v.Number, "text/plain; charset=utf-8", []byte(*v.Text))
}

// GetRevision answers GET of one revision, with its text.
func (s *Server) GetRevision(c *gin.Context, article oas.ArticlePath, revision oas.RevisionPath, p oas.GetRevisionParams) {
	get(s, c, p.Fields, func(r *ledger.Reader) (ledger.Revision, error) { return r.Revision(article, revision) })
}
