package api

import (
	"github.com/gin-gonic/gin"

	"parley/api/oas"
	"parley/internal/ledger"
)

// ListRounds answers GET /v1/negotiations/{negotiation}/rounds.
func (s *Server) ListRounds(c *gin.Context, negotiation oas.NegotiationPath, p oas.ListRoundsParams) {
	l := listing{limit: p.Limit, cursor: p.Cursor, sort: value(p.Sort), fields: texts(p.Fields), retracted: value(p.Retracted)}
	list(s, c, l, ledger.Round.Key, func(r *ledger.Reader, page ledger.Page) ([]ledger.Round, error) {
		q := asked{Reader: r}
		filter := ledger.RoundFilter{Negotiation: q.one(ledger.KindOfNegotiation, negotiation)}
		if q.err != nil {
			return nil, q.err
		}
		return r.Rounds(filter, page)
	})
}

// CreateRound answers POST to the same path.
func (s *Server) CreateRound(c *gin.Context, negotiation oas.NegotiationPath, _ oas.CreateRoundParams) {
	create(s, c, func(v ledger.Round) string { return "/v1/negotiations/" + negotiation + "/rounds/" + v.ID.String() }, func(w *ledger.Writer, in ledger.RoundFields) (ledger.Round, error) {
		return w.CreateRound(negotiation, in)
	})
}

// GetRound answers GET of one.
func (s *Server) GetRound(c *gin.Context, negotiation oas.NegotiationPath, round oas.RoundPath, p oas.GetRoundParams) {
	get(s, c, p.Fields, func(r *ledger.Reader) (ledger.Round, error) { return r.Round(negotiation, round) })
}

// UpdateRound answers PATCH of one.
func (s *Server) UpdateRound(c *gin.Context, negotiation oas.NegotiationPath, round oas.RoundPath, _ oas.UpdateRoundParams) {
	update(s, c, func(w *ledger.Writer, expect ledger.Expect, patch ledger.Patch[ledger.RoundFields]) (ledger.Round, error) {
		return w.UpdateRound(negotiation, round, expect, patch)
	})
}

// RetractRound answers POST …/retract.
func (s *Server) RetractRound(c *gin.Context, negotiation oas.NegotiationPath, round oas.RoundPath, _ oas.RetractRoundParams) {
	act(s, c, func(w *ledger.Writer, reason string) (ledger.Round, error) {
		return w.RetractRound(negotiation, round, reason)
	})
}
