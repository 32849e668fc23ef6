package api

import (
	"github.com/gin-gonic/gin"

	"parley/api/oas"
)

// GetConflicts answers GET /v1/negotiations/{negotiation}/conflicts.
func (s *Server) GetConflicts(c *gin.Context, negotiation oas.NegotiationPath, p oas.GetConflictsParams) {
	m, err := s.material(c, scope{negotiation, p.Issue, p.Party, p.Subtree, clocks{p.AsOf, p.Match, p.KnownAt}})
	if err != nil {
		fail(c, err)
		return
	}
	v := m.Conflicts(texts(p.Kind))
	showView(c, p.Format, v.Clock, "conflicts", v, v.Rows)
}
