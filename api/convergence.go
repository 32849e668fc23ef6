package api

import (
	"github.com/gin-gonic/gin"

	"parley/api/oas"
)

// GetConvergence answers GET /v1/negotiations/{negotiation}/convergence.
func (s *Server) GetConvergence(c *gin.Context, negotiation oas.NegotiationPath, p oas.GetConvergenceParams) {
	m, err := s.material(c, scope{negotiation, p.Issue, p.Party, p.Subtree, clocks{p.AsOf, p.Match, p.KnownAt}})
	if err != nil {
		fail(c, err)
		return
	}
	if err := m.CheckCompared(); err != nil {
		fail(c, err)
		return
	}
	from, to, err := window(m, p.From, p.To)
	if err != nil {
		fail(c, err)
		return
	}
	v := m.Convergence(from, to, p.Weight != nil)
	showView(c, p.Format, v.Clock, "convergence", v, v.Rows)
}
