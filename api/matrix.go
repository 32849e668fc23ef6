package api

import (
	"bytes"

	"github.com/gin-gonic/gin"

	"parley/api/oas"
	"parley/internal/picture"
	"parley/internal/views"
)

// GetMatrix answers GET /v1/negotiations/{negotiation}/matrix.
func (s *Server) GetMatrix(c *gin.Context, negotiation oas.NegotiationPath, p oas.GetMatrixParams) {
	q := scope{negotiation, p.Issue, p.Party, p.Subtree, clocks{p.AsOf, p.Match, p.KnownAt}}
	v, err := s.matrix(c, q, p.LapseAfter)
	if err != nil {
		fail(c, err)
		return
	}
	showView(c, p.Format, v.Clock, "matrix", v, v.Rows)
}

// GetMatrixPicture answers GET /v1/negotiations/{negotiation}/matrix.svg.
func (s *Server) GetMatrixPicture(c *gin.Context, negotiation oas.NegotiationPath, p oas.GetMatrixPictureParams) {
	q := scope{negotiation, p.Issue, p.Party, p.Subtree, clocks{p.AsOf, p.Match, p.KnownAt}}
	v, err := s.matrix(c, q, p.LapseAfter)
	if err != nil {
		fail(c, err)
		return
	}
	var drawn bytes.Buffer
	if err := picture.Matrix(&drawn, v); err != nil {
		fail(c, err)
		return
	}
	showAt(c, v.Clock, "image/svg+xml", drawn.Bytes())
}

func (s *Server) matrix(c *gin.Context, q scope, lapseAfter *oas.LapseAfter) (views.Matrix, error) {
	lapse, err := period(lapseAfter)
	if err != nil {
		return views.Matrix{}, err
	}
	m, err := s.material(c, q)
	if err != nil {
		return views.Matrix{}, err
	}
	return m.Matrix(lapse), nil
}
