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
	showPicture(c, v.Clock, drawn.Bytes())
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

// ExportMatrix answers GET /v1/exports/matrix.{format}.
func (s *Server) ExportMatrix(c *gin.Context, format oas.ExportFormatPath, p oas.ExportMatrixParams) {
	s.exportMatrix(c, p, written{string(format), p.Guard, p.Bom, p.Manifest})
}

// ExportMatrixByAccept answers GET /v1/exports/matrix.
func (s *Server) ExportMatrixByAccept(c *gin.Context, p oas.ExportMatrixByAcceptParams) {
	s.exportMatrix(c, oas.ExportMatrixParams(p), written{"", p.Guard, p.Bom, p.Manifest})
}

func (s *Server) exportMatrix(c *gin.Context, p oas.ExportMatrixParams, w written) {
	q := scope{p.Negotiation, p.Issue, p.Party, p.Subtree, clocks{p.AsOf, p.Match, p.KnownAt}}
	x, err := s.viewingAs(c, "matrix", w, tables, q)
	if err != nil {
		fail(c, err)
		return
	}
	v, err := inTurn(s, c, func() (views.Matrix, error) { return s.matrix(c, x.scope, p.LapseAfter) })
	if err != nil {
		fail(c, err)
		return
	}
	sendView(s, x, v.Head, nil, v.Rows())
}
