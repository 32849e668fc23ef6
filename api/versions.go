package api

import (
	"fmt"

	"github.com/gin-gonic/gin"

	"parley/api/oas"
	"parley/internal/ledger"
	"parley/internal/views"
)

// ListProposalVersions answers GET /v1/proposals/{proposal}/versions.
func (s *Server) ListProposalVersions(c *gin.Context, proposal oas.ProposalPath, p oas.ListProposalVersionsParams) {
	l := listing{limit: p.Limit, cursor: p.Cursor, sort: value(p.Sort), fields: texts(p.Fields)}
	key := func(v ledger.ProposalVersion) ledger.Key { return ledger.Key{Value: v.Version} }
	list(s, c, l, key, func(r *ledger.Reader, page ledger.Page) ([]ledger.ProposalVersion, error) {
		return r.ProposalVersions(proposal, page)
	})
}

// CreateProposalVersion answers POST to the same path.
func (s *Server) CreateProposalVersion(c *gin.Context, proposal oas.ProposalPath, _ oas.CreateProposalVersionParams) {
	path := func(v ledger.ProposalVersion) string {
		return fmt.Sprintf("/v1/proposals/%s/versions/%d", v.Proposal, v.Version)
	}
	create(s, c, path, func(w *ledger.Writer, in ledger.ProposalVersionFields) (ledger.ProposalVersion, error) {
		return w.CreateProposalVersion(proposal, in)
	})
}

// GetProposalVersion answers GET of one version of a proposal.
func (s *Server) GetProposalVersion(c *gin.Context, proposal oas.ProposalPath, version oas.VersionPath, p oas.GetProposalVersionParams) {
	get(s, c, p.Fields, func(r *ledger.Reader) (ledger.ProposalVersion, error) { return r.ProposalVersion(proposal, version) })
}

// ListPositionVersions answers GET /v1/positions/{position}/versions.
func (s *Server) ListPositionVersions(c *gin.Context, position oas.PositionPath, p oas.ListPositionVersionsParams) {
	l := listing{limit: p.Limit, cursor: p.Cursor, sort: value(p.Sort), fields: texts(p.Fields)}
	key := func(v views.VersionRead) ledger.Key { return ledger.Key{Value: v.Number} }
	list(s, c, l, key, func(r *ledger.Reader, page ledger.Page) ([]views.VersionRead, error) {
		list, err := r.PositionVersions(position, page)
		read := make([]views.VersionRead, len(list))
		for i, v := range list {
			read[i] = views.ReadVersion(v)
		}
		return read, err
	})
}

// GetPositionVersion answers GET of one version of a position.
func (s *Server) GetPositionVersion(c *gin.Context, position oas.PositionPath, number oas.NumberPath, p oas.GetPositionVersionParams) {
	get(s, c, p.Fields, func(r *ledger.Reader) (views.VersionRead, error) {
		v, err := r.PositionVersion(position, number)
		return views.ReadVersion(v), err
	})
}
