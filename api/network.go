package api

import (
	"github.com/gin-gonic/gin"

	"parley/api/oas"
	"parley/internal/views"
)

// GetNetwork answers GET /v1/negotiations/{negotiation}/network.
func (s *Server) GetNetwork(c *gin.Context, negotiation oas.NegotiationPath, p oas.GetNetworkParams) {
	m, err := s.material(c, scope{negotiation, p.Issue, p.Party, p.Subtree, clocks{p.AsOf, p.Match, p.KnownAt}})
	if err != nil {
		fail(c, err)
		return
	}
	from, to, err := window(m, p.From, p.To)
	if err != nil {
		fail(c, err)
		return
	}
	duplicates := views.DuplicatesNone
	if p.Duplicates != nil {
		duplicates = string(*p.Duplicates)
	}
	v := m.Network(from, to, duplicates)
	showView(c, p.Format, v.Clock, "network", v, v.Rows)
}
