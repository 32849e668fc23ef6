package api

import (
	"github.com/gin-gonic/gin"

	"parley/api/oas"
	"parley/internal/ledger"
)

// ListSalience answers GET /v1/salience.
func (s *Server) ListSalience(c *gin.Context, p oas.ListSalienceParams) {
	l := listing{limit: p.Limit, cursor: p.Cursor, sort: value(p.Sort), fields: texts(p.Fields), retracted: value(p.Retracted)}
	list(s, c, l, ledger.Salience.Key, func(r *ledger.Reader, page ledger.Page) ([]ledger.Salience, error) {
		q := asked{Reader: r}
		filter := ledger.SalienceFilter{
			Parties: q.ids(ledger.KindOfParty, "party", p.Party),
			Issues:  q.ids(ledger.KindOfIssue, "issue", p.Issue),
		}
		if q.err != nil {
			return nil, q.err
		}
		return r.Saliences(filter, page)
	})
}

// CreateSalience answers POST to the same path.
func (s *Server) CreateSalience(c *gin.Context, _ oas.CreateSalienceParams) {
	create(s, c, func(v ledger.Salience) string { return "/v1/salience/" + v.ID.String() }, (*ledger.Writer).CreateSalience)
}

// GetSalience answers GET of one, with its evidence.
func (s *Server) GetSalience(c *gin.Context, salience oas.SaliencePath, p oas.GetSalienceParams) {
	get(s, c, p.Fields, func(r *ledger.Reader) (ledger.Salience, error) { return r.Salience(salience) })
}

// UpdateSalience answers PATCH of one.
func (s *Server) UpdateSalience(c *gin.Context, salience oas.SaliencePath, _ oas.UpdateSalienceParams) {
	update(s, c, func(w *ledger.Writer, expect ledger.Expect, patch ledger.Patch[ledger.SalienceFields]) (ledger.Salience, error) {
		return w.UpdateSalience(salience, expect, patch)
	})
}

// RetractSalience answers POST …/retract.
func (s *Server) RetractSalience(c *gin.Context, salience oas.SaliencePath, _ oas.RetractSalienceParams) {
	act(s, c, func(w *ledger.Writer, reason string) (ledger.Salience, error) {
		return w.RetractSalience(salience, reason)
	})
}
