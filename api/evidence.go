package api

import (
	"github.com/gin-gonic/gin"
	"github.com/google/uuid"

	"parley/api/oas"
	"parley/internal/ledger"
)

// ListEvidence answers GET /v1/positions/{position}/evidence.
func (s *Server) ListEvidence(c *gin.Context, position oas.PositionPath, p oas.ListEvidenceParams) {
	l := listing{limit: p.Limit, cursor: p.Cursor, sort: value(p.Sort), fields: texts(p.Fields), retracted: value(p.Retracted)}
	list(s, c, l, ledger.Evidence.Key, func(r *ledger.Reader, page ledger.Page) ([]ledger.Evidence, error) {
		owner, err := r.Position(position)
		if err != nil {
			return nil, err
		}
		return r.Evidence(ledger.EvidenceFilter{Positions: []uuid.UUID{owner.ID}, Relations: texts(p.Relation)}, page)
	})
}

// CreateEvidence answers POST to the same path.
func (s *Server) CreateEvidence(c *gin.Context, position oas.PositionPath, _ oas.CreateEvidenceParams) {
	path := func(v ledger.Evidence) string {
		return "/v1/positions/" + v.Position.String() + "/evidence/" + v.ID.String()
	}
	create(s, c, path, func(w *ledger.Writer, in ledger.EvidenceInput) (ledger.Evidence, error) {
		return w.CreateEvidence(position, in)
	})
}

// GetEvidence answers GET of one.
func (s *Server) GetEvidence(c *gin.Context, position oas.PositionPath, evidence oas.EvidencePath, p oas.GetEvidenceParams) {
	get(s, c, p.Fields, func(r *ledger.Reader) (ledger.Evidence, error) { return r.EvidenceOf(position, evidence) })
}

// UpdateEvidence answers PATCH of one.
func (s *Server) UpdateEvidence(c *gin.Context, position oas.PositionPath, evidence oas.EvidencePath, _ oas.UpdateEvidenceParams) {
	update(s, c, func(w *ledger.Writer, expect ledger.Expect, patch ledger.Patch[ledger.EvidenceFields]) (ledger.Evidence, error) {
		return w.UpdateEvidence(position, evidence, expect, patch)
	})
}

// RetractEvidence answers POST …/retract.
func (s *Server) RetractEvidence(c *gin.Context, position oas.PositionPath, evidence oas.EvidencePath, _ oas.RetractEvidenceParams) {
	act(s, c, func(w *ledger.Writer, reason string) (ledger.Evidence, error) {
		return w.RetractEvidence(position, evidence, reason)
	})
}
