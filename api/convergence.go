package api

import (
	"github.com/gin-gonic/gin"

	"parley/api/oas"
	"parley/internal/views"
)

// GetConvergence answers GET /v1/negotiations/{negotiation}/convergence.
func (s *Server) GetConvergence(c *gin.Context, negotiation oas.NegotiationPath, p oas.GetConvergenceParams) {
	m, err := s.compared(c, negotiation, p)
	if err != nil {
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

// compared reads what a convergence is computed from. Who compares parties says
// parties where all views say party: both are taken, but not together, since nobody
// could tell whether one adds to the other or narrows it.
func (s *Server) compared(c *gin.Context, negotiation string, p oas.GetConvergenceParams) (*views.Material, error) {
	q := scope{negotiation, p.Issue, p.Party, p.Subtree, clocks{p.AsOf, p.Match, p.KnownAt}}
	if p.Parties == nil {
		return s.comparedOf(c, q)
	}
	if p.Party != nil {
		return nil, badParameter("parties", "twice", "parties is another spelling of party; give all of them in one of the two")
	}
	q.party = p.Parties
	m, err := s.comparedOf(c, q)
	return m, renamed(err, "party", "parties")
}

func (s *Server) comparedOf(c *gin.Context, q scope) (*views.Material, error) {
	m, err := s.material(c, q)
	if err != nil {
		return nil, err
	}
	return m, m.CheckCompared()
}
