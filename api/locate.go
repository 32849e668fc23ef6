package api

import (
	"encoding/json"
	"net/http"

	"github.com/gin-gonic/gin"

	"parley/api/oas"
	"parley/internal/ledger"
)

// LocateQuote answers POST /v1/articles/{article}/locate. It only reads; preparing
// a long text takes memory, so lookups wait for their turn as views do.
func (s *Server) LocateQuote(c *gin.Context, article oas.ArticlePath, _ oas.LocateQuoteParams) {
	if isVisitor(grantOf(c)) { // who may not write has nothing kept; the answer is the same
		s.locateQuote(c, article)
		return
	}
	s.onlyOnce(c, func() { s.locateQuote(c, article) })
}

func (s *Server) locateQuote(c *gin.Context, article oas.ArticlePath) {
	var in ledger.PassageInput
	if err := json.Unmarshal(body(c), &in); err != nil {
		fail(c, unreadable(err))
		return
	}
	leave, err := s.views.enter(c.Request.Context(), holderOf(c))
	if err != nil {
		fail(c, err)
		return
	}
	defer leave()
	v, err := s.located(c, article, in)
	if err != nil {
		fail(c, err)
		return
	}
	data(c, http.StatusOK, append(v, '\n'))
}

func (s *Server) located(c *gin.Context, article string, in ledger.PassageInput) ([]byte, error) {
	r, err := s.ledger.Read(c.Request.Context(), workspace(c))
	if err != nil {
		return nil, err
	}
	v, err := r.Locate(article, in)
	if err != nil {
		return nil, err
	}
	return encode(v)
}
