package api

import (
	"github.com/gin-gonic/gin"

	"parley/api/oas"
)

// GetCorroboration answers GET /v1/negotiations/{negotiation}/corroboration.
func (s *Server) GetCorroboration(c *gin.Context, negotiation oas.NegotiationPath, p oas.GetCorroborationParams) {
	m, err := s.material(c, scope{negotiation, p.Issue, p.Party, p.Subtree, clocks{p.AsOf, p.Match, p.KnownAt}})
	if err != nil {
		fail(c, err)
		return
	}
	v := m.CorroborationView()
	showView(c, p.Format, v.Clock, "corroboration", v, v.Rows)
}
