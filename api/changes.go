package api

import (
	"errors"
	"net/url"
	"slices"
	"time"

	"github.com/gin-gonic/gin"

	"parley/api/oas"
	"parley/internal/edtf"
	"parley/internal/ledger"
	"parley/internal/views"
)

// GetChanges answers GET /v1/negotiations/{negotiation}/changes.
func (s *Server) GetChanges(c *gin.Context, negotiation oas.NegotiationPath, p oas.GetChangesParams) {
	q := scope{negotiation, p.Issue, p.Party, p.Subtree, clocks{p.AsOf, p.Match, p.KnownAt}}
	v, err := s.changes(c, q, p.Clock, p.From, p.To)
	if err != nil {
		fail(c, err)
		return
	}
	showView(c, p.Format, v.Clock, "changes", v, v.Rows)
}

// ExportChanges answers GET /v1/exports/changes.{format}.
func (s *Server) ExportChanges(c *gin.Context, format oas.ExportFormatPath, p oas.ExportChangesParams) {
	s.exportChanges(c, p, written{string(format), p.Guard, p.Bom, p.Manifest})
}

// ExportChangesByAccept answers GET /v1/exports/changes.
func (s *Server) ExportChangesByAccept(c *gin.Context, p oas.ExportChangesByAcceptParams) {
	s.exportChanges(c, oas.ExportChangesParams(p), written{"", p.Guard, p.Bom, p.Manifest})
}

func (s *Server) exportChanges(c *gin.Context, p oas.ExportChangesParams, w written) {
	q := scope{p.Negotiation, p.Issue, p.Party, p.Subtree, clocks{p.AsOf, p.Match, p.KnownAt}}
	x, err := s.viewingAs(c, "changes", w, tables, q)
	if err != nil {
		fail(c, err)
		return
	}
	v, err := inTurn(s, c, func() (views.Changes, error) { return s.changes(c, x.scope, p.Clock, p.From, p.To) })
	if err != nil {
		fail(c, err)
		return
	}
	sendView(s, x, v.Head, url.Values{"from": {v.From}, "to": {v.To}}, v.Rows())
}

// changes are those by one clock or the other, with who recorded them and why.
func (s *Server) changes(c *gin.Context, q scope, clock *oas.ChangeClock, from string, to *string) (views.Changes, error) {
	read := s.changesRecorded
	if clock != nil && *clock == oas.ChangeClockStated {
		read = s.changesStated
	}
	v, err := read(c, q, from, to)
	if err != nil {
		return v, err
	}
	return v, s.reasons(c, &v)
}

// changesStated is asked by days of the world, both included.
func (s *Server) changesStated(c *gin.Context, q scope, from string, to *string) (views.Changes, error) {
	first, err := dayOf("from", from)
	if err != nil {
		return views.Changes{}, err
	}
	m, err := s.material(c, q)
	if err != nil {
		return views.Changes{}, err
	}
	last := m.AsOf
	if to != nil {
		if last, err = dayOf("to", *to); err != nil {
			return views.Changes{}, err
		}
	}
	if first > last {
		return views.Changes{}, badParameter("from", "order", "from "+first.String()+" is after "+last.String()+", where the question ends")
	}
	return m.ChangesStated(first, last), nil
}

// reasons fills in who recorded each change, and why.
func (s *Server) reasons(c *gin.Context, v *views.Changes) error {
	r, err := s.ledger.ReadAt(c.Request.Context(), workspace(c), ledger.Asked{KnownAt: ledger.KnownAt{Number: &v.KnownAt.Number}})
	if err != nil {
		return err
	}
	return views.LoadReasons(r, v)
}

func dayOf(name, text string) (edtf.Day, error) {
	t, err := time.Parse(time.DateOnly, text)
	if err != nil {
		return 0, badParameter(name, "format", "with clock=stated write a day such as 2026-01-20")
	}
	return edtf.DayOf(t), nil
}

// changesRecorded is asked by moments of the record; what was known at the first
// is not told again.
func (s *Server) changesRecorded(c *gin.Context, q scope, from string, to *string) (views.Changes, error) {
	since, err := s.moment(c, q, "from", from)
	if err != nil {
		return views.Changes{}, err
	}
	if to != nil {
		if err := s.within(c, q, *to); err != nil {
			return views.Changes{}, err
		}
		q.clocks.knownAt = to
	}
	r, scope, err := s.read(c, q)
	if err != nil {
		return views.Changes{}, err
	}
	if since.Clock().KnownAt.Number > r.Clock().KnownAt.Number {
		return views.Changes{}, badParameter("from", "order", "from lies after the moment where the question ends")
	}
	return s.changesBetween(since, r, scope)
}

func (s *Server) changesBetween(since, now *ledger.Reader, scope views.Scope) (views.Changes, error) {
	m, err := views.Load(now, scope)
	if err != nil {
		return views.Changes{}, err
	}
	changed, err := views.LoadChanged(since, now, m, scope)
	return m.ChangesRecorded(since.Clock().KnownAt, now.Clock().KnownAt, changed), err
}

// within refuses an end of the question that known_at does not reach.
func (s *Server) within(c *gin.Context, q scope, to string) error {
	end, err := s.moment(c, q, "to", to)
	if err != nil || q.clocks.knownAt == nil {
		return err
	}
	known, err := s.readAt(c, q.clocks, nil)
	if err == nil && end.Clock().KnownAt.Number > known.Clock().KnownAt.Number {
		err = badParameter("to", "order", "to lies after known_at")
	}
	return err
}

// moment opens the workspace at a moment that a parameter names.
func (s *Server) moment(c *gin.Context, q scope, name, text string) (*ledger.Reader, error) {
	p := q.clocks
	p.knownAt = &text
	if _, err := time.Parse(time.DateOnly, text); err == nil {
		return nil, badParameter(name, "format", "with clock=recorded write a ledger number or a time such as 2026-02-01T10:00:00Z; days need clock=stated")
	}
	r, err := s.readAt(c, p, nil)
	return r, renamed(err, "known_at", name)
}

// renamed tells a fault of one parameter as that of the one the client wrote.
func renamed(err error, from, to string) error {
	var e *ledger.Error
	if !errors.As(err, &e) {
		return err
	}
	told := *e
	told.Faults = slices.Clone(e.Faults)
	for i := range told.Faults {
		if told.Faults[i].Parameter == from {
			told.Faults[i].Parameter = to
		}
	}
	return &told
}
