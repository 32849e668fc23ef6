package api

import (
	"github.com/gin-gonic/gin"

	"parley/api/oas"
)

// GetCoverage answers GET /v1/negotiations/{negotiation}/coverage.
func (s *Server) GetCoverage(c *gin.Context, negotiation oas.NegotiationPath, p oas.GetCoverageParams) {
	m, err := s.material(c, scope{negotiation, p.Issue, p.Party, p.Subtree, clocks{p.AsOf, p.Match, p.KnownAt}})
	if err != nil {
		fail(c, err)
		return
	}
	v := m.Coverage()
	showView(c, p.Format, v.Clock, "coverage", v, v.Flat)
}
