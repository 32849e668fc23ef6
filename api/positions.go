package api

import (
	"net/http"
	"slices"

	"github.com/gin-gonic/gin"

	"parley/api/oas"
	"parley/internal/ledger"
	"parley/internal/views"
)

// ListPositions answers GET /v1/positions, newest statement first unless asked otherwise.
func (s *Server) ListPositions(c *gin.Context, p oas.ListPositionsParams) {
	l := listing{limit: p.Limit, cursor: p.Cursor, sort: value(p.Sort), fields: texts(p.Fields)}
	if l.sort == "" {
		l.sort = string(ledger.SortStatedDesc)
	}
	key := func(v views.PositionRead) ledger.Key { return v.Position.Key() }
	listAt(s, c, l, clocks{p.AsOf, p.Match, p.KnownAt}, key, func(r *ledger.Reader, page ledger.Page) ([]views.PositionRead, error) {
		filter, err := positionFilter(r, chosenPositions(p))
		if err != nil {
			return nil, err
		}
		rows, err := r.Positions(filter, page)
		if err != nil {
			return nil, err
		}
		// The row that only tells whether there is another page is not shown.
		shown := min(len(rows), l.size())
		read, err := readPositions(r, rows[:shown], expansion(p.Expand), len(l.fields) == 0 || slices.Contains(l.fields, "corroboration"))
		return append(read, views.Read(r.Clock(), rows[shown:])...), err
	})
}

// readPositions expands what is asked. What evidence comes to is told of evidence that
// is not shown, too.
func readPositions(r *ledger.Reader, list []ledger.Position, x ledger.Expansion, corroborated bool) ([]views.PositionRead, error) {
	if !corroborated {
		err := r.Expand(list, x)
		return views.Read(r.Clock(), list), err
	}
	cited, err := r.Cite(list)
	if err != nil {
		return nil, err
	}
	x.Loaded = true
	if err := r.Expand(list, x); err != nil {
		return nil, err
	}
	read, err := views.ReadCited(r, list, cited)
	for i := range read {
		if !x.Evidence && !x.Article {
			read[i].Evidence = nil
		}
	}
	return read, err
}

// CreatePosition answers POST /v1/positions.
func (s *Server) CreatePosition(c *gin.Context, _ oas.CreatePositionParams) {
	create(s, c, func(v ledger.Position) string { return "/v1/positions/" + v.ID.String() }, (*ledger.Writer).CreatePosition)
}

// GetPosition answers GET of one, always with its evidence and what that comes to.
func (s *Server) GetPosition(c *gin.Context, position oas.PositionPath, p oas.GetPositionParams) {
	asked, err := clocks{p.AsOf, p.Match, p.KnownAt}.asked()
	if err != nil {
		fail(c, err)
		return
	}
	r, whole, err := s.ledger.ReadPosition(c.Request.Context(), workspace(c), asked, position)
	if err != nil {
		fail(c, err)
		return
	}
	v, err := readWhole(r, &whole, expansion(p.Expand))
	if err != nil {
		fail(c, err)
		return
	}
	clockHeaders(c, r.Clock())
	show(c, http.StatusOK, v, texts(p.Fields))
}

func expansion(names *oas.Expand) ledger.Expansion {
	var x ledger.Expansion
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
