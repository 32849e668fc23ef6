package api

import (
	"io"
	"net/url"
	"slices"

	"github.com/gin-gonic/gin"
	openapi_types "github.com/oapi-codegen/runtime/types"

	"parley/api/oas"
	"parley/internal/edtf"
	"parley/internal/export"
	"parley/internal/views"
)

// GetNetwork answers GET /v1/negotiations/{negotiation}/network.
func (s *Server) GetNetwork(c *gin.Context, negotiation oas.NegotiationPath, p oas.GetNetworkParams) {
	q := scope{negotiation, p.Issue, p.Party, p.Subtree, clocks{p.AsOf, p.Match, p.KnownAt}}
	v, err := counting(s, c, q, stretch{p.From, p.To, p.Duplicates}, (*views.Material).Network)
	if err != nil {
		fail(c, err)
		return
	}
	showView(c, p.Format, v.Clock, "network", v, v.Rows)
}

// ExportNetwork answers GET /v1/exports/network.{format}.
func (s *Server) ExportNetwork(c *gin.Context, format oas.NetworkFormatPath, p oas.ExportNetworkParams) {
	s.exportNetwork(c, p, written{string(format), p.Guard, p.Bom, p.Manifest})
}

// ExportNetworkByAccept answers GET /v1/exports/network.
func (s *Server) ExportNetworkByAccept(c *gin.Context, p oas.ExportNetworkByAcceptParams) {
	s.exportNetwork(c, oas.ExportNetworkParams(p), written{"", p.Guard, p.Bom, p.Manifest})
}

func (s *Server) exportNetwork(c *gin.Context, p oas.ExportNetworkParams, w written) {
	q := scope{p.Negotiation, p.Issue, p.Party, p.Subtree, clocks{p.AsOf, p.Match, p.KnownAt}}
	x, err := s.viewingAs(c, "network", w, append(slices.Clip(tables), export.GraphML), q)
	if err != nil {
		fail(c, err)
		return
	}
	v, err := inTurn(s, c, func() (views.Network, error) {
		return counting(s, c, x.scope, stretch{p.From, p.To, p.Duplicates}, (*views.Material).Network)
	})
	if err != nil {
		fail(c, err)
		return
	}
	v = v.Only(texts(p.Kind))
	pins := url.Values{"from": {v.From}, "to": {v.To}}
	if x.format.Name != export.GraphML.Name {
		sendView(s, x, v.Head, pins, v.Rows())
		return
	}
	x.tellView(s, v.Head, pins)
	s.send(x.exporting, func(w io.Writer) (export.Sum, error) { return export.WriteGraph(w, x.about, v) })
}

// ExportActorConcept answers GET /v1/exports/actor-concept.csv.
func (s *Server) ExportActorConcept(c *gin.Context, p oas.ExportActorConceptParams) {
	q := scope{p.Negotiation, p.Issue, p.Party, p.Subtree, clocks{p.AsOf, p.Match, p.KnownAt}}
	x, err := s.viewingAs(c, "actor-concept", written{export.CSV.Name, p.Guard, p.Bom, p.Manifest}, []export.Format{export.CSV}, q)
	if err != nil {
		fail(c, err)
		return
	}
	v, err := inTurn(s, c, func() (views.Affiliations, error) {
		return counting(s, c, x.scope, stretch{p.From, p.To, p.Duplicates}, (*views.Material).Affiliations)
	})
	if err != nil {
		fail(c, err)
		return
	}
	x.tellView(s, v.Head, url.Values{"from": {v.From}, "to": {v.To}})
	s.send(x.exporting, func(w io.Writer) (export.Sum, error) {
		return export.WriteActorConcept(w, x.options, v, value(p.Count))
	})
}

// stretch is which statements are counted.
type stretch struct {
	from, to   *openapi_types.Date
	duplicates *oas.DuplicateRule
}

// counting computes what counts statements.
func counting[V any](s *Server, c *gin.Context, q scope, t stretch, count func(*views.Material, edtf.Day, edtf.Day, string) V) (v V, err error) {
	m, err := s.material(c, q)
	if err != nil {
		return v, err
	}
	from, to, err := window(m, t.from, t.to)
	if err != nil {
		return v, err
	}
	duplicates := views.DuplicatesNone
	if t.duplicates != nil {
		duplicates = string(*t.duplicates)
	}
	return count(m, from, to, duplicates), nil
}
