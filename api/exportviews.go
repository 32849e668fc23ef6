package api

import (
	"net/url"
	"strconv"

	"github.com/gin-gonic/gin"
	"github.com/google/uuid"

	"parley/internal/codebook"
	"parley/internal/export"
	"parley/internal/ledger"
	"parley/internal/views"
)

// viewing is the export of a view: what it is asked about, and which resources
// that names.
type viewing struct {
	*exporting
	scope
	ids map[string][]uuid.UUID
}

// viewingAs opens the workspace and holds on to the moment, so that all of an export
// is read from it.
func (s *Server) viewingAs(c *gin.Context, name string, w written, formats []export.Format, q scope) (*viewing, error) {
	x, err := exportingAs(c, name, w, formats)
	if err != nil {
		return nil, err
	}
	r, about, err := s.read(c, q)
	if err != nil {
		return nil, err
	}
	a := asked{Reader: r}
	negotiation := a.ids(ledger.KindOfNegotiation, "negotiation", &[]string{q.negotiation})
	if a.err != nil {
		return nil, a.err
	}
	number := strconv.FormatInt(r.Clock().KnownAt.Number, 10)
	q.clocks.knownAt, q.negotiation = &number, negotiation[0].String()
	return &viewing{x, q, map[string][]uuid.UUID{"negotiation": negotiation, "issue": about.Issues, "party": about.Parties}}, nil
}

// inTurn computes a view when its turn has come, as takeTurn does for the views
// themselves; a client that reads slowly holds up no view.
func inTurn[V any](s *Server, c *gin.Context, compute func() (V, error)) (v V, err error) {
	leave, err := s.views.enter(c.Request.Context(), holderOf(c))
	if err != nil {
		return v, err
	}
	defer leave()
	return compute()
}

// sendView streams the rows of a view; more names parameters beyond the clocks by
// which the same question is asked again.
func sendView[R any](s *Server, v *viewing, h views.Head, more url.Values, rows []R) {
	v.tellView(s, h, more)
	if err := v.tooMany(func() (int64, error) { return int64(len(rows)), nil }); err != nil {
		fail(v.c, err)
		return
	}
	sendTable(s, v.exporting, export.Of[R](codebook.Export(v.name)), export.List(rows))
}

func (v *viewing) tellView(s *Server, h views.Head, more url.Values) {
	pins := clockPins(h.Clock)
	for name, values := range more {
		pins[name] = values
	}
	v.tell(s, h.Clock, v.ids, pins)
}
