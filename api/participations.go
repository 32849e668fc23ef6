package api

import (
	"github.com/gin-gonic/gin"

	"parley/api/oas"
	"parley/internal/ledger"
)

// ListParticipations answers GET /v1/negotiations/{negotiation}/participations.
func (s *Server) ListParticipations(c *gin.Context, negotiation oas.NegotiationPath, p oas.ListParticipationsParams) {
	l := listing{limit: p.Limit, cursor: p.Cursor, sort: value(p.Sort), fields: texts(p.Fields), retracted: value(p.Retracted)}
	list(s, c, l, ledger.Participation.Key, func(r *ledger.Reader, page ledger.Page) ([]ledger.Participation, error) {
		q := asked{Reader: r}
		filter := ledger.ParticipationFilter{
			Negotiation: q.one(ledger.KindOfNegotiation, negotiation),
			Parties:     q.ids(ledger.KindOfParty, "party", p.Party),
			Roles:       texts(p.Role),
		}
		if q.err != nil {
			return nil, q.err
		}
		return r.Participations(filter, page)
	})
}

// CreateParticipation answers POST to the same path.
func (s *Server) CreateParticipation(c *gin.Context, negotiation oas.NegotiationPath, _ oas.CreateParticipationParams) {
	create(s, c, func(v ledger.Participation) string {
		return "/v1/negotiations/" + negotiation + "/participations/" + v.ID.String()
	}, func(w *ledger.Writer, in ledger.ParticipationFields) (ledger.Participation, error) {
		return w.CreateParticipation(negotiation, in)
	})
}

// GetParticipation answers GET of one.
func (s *Server) GetParticipation(c *gin.Context, negotiation oas.NegotiationPath, participation oas.ParticipationPath, p oas.GetParticipationParams) {
	get(s, c, p.Fields, func(r *ledger.Reader) (ledger.Participation, error) {
		return r.Participation(negotiation, participation)
	})
}

// UpdateParticipation answers PATCH of one.
func (s *Server) UpdateParticipation(c *gin.Context, negotiation oas.NegotiationPath, participation oas.ParticipationPath, _ oas.UpdateParticipationParams) {
	update(s, c, func(w *ledger.Writer, expect ledger.Expect, patch ledger.Patch[ledger.ParticipationFields]) (ledger.Participation, error) {
		return w.UpdateParticipation(negotiation, participation, expect, patch)
	})
}

// RetractParticipation answers POST …/retract.
func (s *Server) RetractParticipation(c *gin.Context, negotiation oas.NegotiationPath, participation oas.ParticipationPath, _ oas.RetractParticipationParams) {
	act(s, c, func(w *ledger.Writer, reason string) (ledger.Participation, error) {
		return w.RetractParticipation(negotiation, participation, reason)
	})
}
