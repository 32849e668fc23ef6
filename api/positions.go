package api

import (
	"github.com/gin-gonic/gin"

	"parley/api/oas"
	"parley/internal/ledger"
)

// ListPositions answers GET /v1/positions, newest statement first unless asked otherwise.
func (s *Server) ListPositions(c *gin.Context, p oas.ListPositionsParams) {
	l := listing{limit: p.Limit, cursor: p.Cursor, sort: value(p.Sort), fields: texts(p.Fields)}
	if l.sort == "" {
		l.sort = string(ledger.SortStatedDesc)
	}
	list(s, c, l, ledger.Position.Key, func(r *ledger.Reader, page ledger.Page) ([]ledger.Position, error) {
		filter, err := positionFilter(r, chosenPositions(p))
		if err != nil {
			return nil, err
		}
		rows, err := r.Positions(filter, page)
		if err != nil {
			return nil, err
		}
		// The row that only tells whether there is another page is not shown.
		return rows, r.Expand(rows[:min(len(rows), l.size())], expansion(p.Expand, false))
	})
}

// CreatePosition answers POST /v1/positions.
func (s *Server) CreatePosition(c *gin.Context, _ oas.CreatePositionParams) {
	create(s, c, func(v ledger.Position) string { return "/v1/positions/" + v.ID.String() }, (*ledger.Writer).CreatePosition)
}

// GetPosition answers GET of one, always with its evidence.
func (s *Server) GetPosition(c *gin.Context, position oas.PositionPath, p oas.GetPositionParams) {
	get(s, c, p.Fields, func(r *ledger.Reader) (ledger.Position, error) {
		v, err := r.Position(position)
		if err != nil {
			return v, err
		}
		one := []ledger.Position{v}
		err = r.Expand(one, expansion(p.Expand, true))
		return one[0], err
	})
}

func expansion(names *oas.Expand, loaded bool) ledger.Expansion {
	x := ledger.Expansion{Loaded: loaded}
	for _, name := range texts(names) {
		x.Party = x.Party || name == "party"
		x.Issue = x.Issue || name == "issue"
		x.Evidence = x.Evidence || name == "evidence"
		x.Article = x.Article || name == "article"
	}
	return x
}

// UpdatePosition answers PATCH of one: a correction, kept as a new version.
func (s *Server) UpdatePosition(c *gin.Context, position oas.PositionPath, _ oas.UpdatePositionParams) {
	update(s, c, func(w *ledger.Writer, expect ledger.Expect, patch ledger.Patch[ledger.PositionFields]) (ledger.Position, error) {
		return w.UpdatePosition(position, expect, patch)
	})
}

// AcceptPosition answers POST …/accept.
func (s *Server) AcceptPosition(c *gin.Context, position oas.PositionPath, _ oas.AcceptPositionParams) {
	act(s, c, func(w *ledger.Writer, _ string) (ledger.Position, error) { return w.AcceptPosition(position) })
}

// RejectPosition answers POST …/reject.
func (s *Server) RejectPosition(c *gin.Context, position oas.PositionPath, _ oas.RejectPositionParams) {
	act(s, c, func(w *ledger.Writer, reason string) (ledger.Position, error) {
		return w.RejectPosition(position, reason)
	})
}

// RetractPosition answers POST …/retract.
func (s *Server) RetractPosition(c *gin.Context, position oas.PositionPath, _ oas.RetractPositionParams) {
	act(s, c, func(w *ledger.Writer, reason string) (ledger.Position, error) {
		return w.RetractPosition(position, reason)
	})
}
