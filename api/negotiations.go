package api

import (
	"github.com/gin-gonic/gin"

	"parley/api/oas"
	"parley/internal/ledger"
)

// ListNegotiations answers GET /v1/negotiations.
func (s *Server) ListNegotiations(c *gin.Context, p oas.ListNegotiationsParams) {
	l := listing{limit: p.Limit, cursor: p.Cursor, sort: value(p.Sort), fields: texts(p.Fields), retracted: value(p.Retracted)}
	list(s, c, l, ledger.Negotiation.Key, func(r *ledger.Reader, page ledger.Page) ([]ledger.Negotiation, error) {
		return r.Negotiations(ledger.NegotiationFilter{Q: value(p.Q)}, page)
	})
}

// CreateNegotiation answers POST to the same path.
func (s *Server) CreateNegotiation(c *gin.Context, _ oas.CreateNegotiationParams) {
	create(s, c, func(v ledger.Negotiation) string { return "/v1/negotiations/" + v.ID.String() }, (*ledger.Writer).CreateNegotiation)
}

// GetNegotiation answers GET of one.
func (s *Server) GetNegotiation(c *gin.Context, negotiation oas.NegotiationPath, p oas.GetNegotiationParams) {
	get(s, c, p.Fields, func(r *ledger.Reader) (ledger.Negotiation, error) { return r.Negotiation(negotiation) })
}

// UpdateNegotiation answers PATCH of one.
func (s *Server) UpdateNegotiation(c *gin.Context, negotiation oas.NegotiationPath, _ oas.UpdateNegotiationParams) {
	update(s, c, func(w *ledger.Writer, expect ledger.Expect, patch ledger.Patch[ledger.NegotiationFields]) (ledger.Negotiation, error) {
		return w.UpdateNegotiation(negotiation, expect, patch)
	})
}

// RetractNegotiation answers POST …/retract.
func (s *Server) RetractNegotiation(c *gin.Context, negotiation oas.NegotiationPath, _ oas.RetractNegotiationParams) {
	act(s, c, func(w *ledger.Writer, reason string) (ledger.Negotiation, error) {
		return w.RetractNegotiation(negotiation, reason)
	})
}
