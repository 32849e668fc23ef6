package api

import (
	"slices"

	"github.com/gin-gonic/gin"
	"github.com/google/uuid"

	"parley/api/oas"
	"parley/internal/codebook"
	"parley/internal/export"
	"parley/internal/ledger"
)

// ListHistory answers GET /v1/history, oldest statement first unless asked otherwise.
func (s *Server) ListHistory(c *gin.Context, p oas.ListHistoryParams) {
	l := listing{limit: p.Limit, cursor: p.Cursor, sort: value(p.Sort), fields: texts(p.Fields)}
	if l.sort == "" {
		l.sort = string(ledger.SortStated)
	}
	key := func(row placed) ledger.Key { return row.key }
	listAt(s, c, l, clocks{p.AsOf, p.Match, p.KnownAt}, key, func(r *ledger.Reader, page ledger.Page) ([]placed, error) {
		filter, err := positionFilter(r, chosenHistory(p))
		if err != nil {
			return nil, err
		}
		var rows []placed
		err = r.EachHistoryRow(filter, page, func(row ledger.HistoryRow, key ledger.Key) error {
			rows = append(rows, placed{row, key})
			return nil
		})
		return rows, err
	})
}

// placed is a row of the history with its place in the list.
type placed struct {
	ledger.HistoryRow
	key ledger.Key
}

// ExportPositionHistory answers GET /v1/exports/position-history.{format}.
func (s *Server) ExportPositionHistory(c *gin.Context, format oas.HistoryFormatPath, p oas.ExportPositionHistoryParams) {
	s.exportHistory(c, p, written{string(format), p.Guard, p.Bom, p.Manifest})
}

// ExportPositionHistoryByAccept answers GET /v1/exports/position-history.
func (s *Server) ExportPositionHistoryByAccept(c *gin.Context, p oas.ExportPositionHistoryByAcceptParams) {
	s.exportHistory(c, chosen(p), written{"", p.Guard, p.Bom, p.Manifest})
}

func (s *Server) exportHistory(c *gin.Context, p chosen, w written) {
	x, err := exportingAs(c, "position-history", w, historyFormats)
	if err == nil && x.format.Name == export.JSONLD.Name && byPosition(p) {
		err = badParameter("rows", "format", "linked data has both positions and passages; leave rows out")
	}
	if err != nil {
		fail(c, err)
		return
	}
	r, filter, err := s.historyOf(c, x, p)
	if err != nil {
		fail(c, err)
		return
	}
	page := ledger.Page{Sort: ledger.SortStated}
	if p.Sort != nil {
		page.Sort = ledger.Sort(*p.Sort)
	}
	if x.format.Name == export.JSONLD.Name {
		s.sendLinked(x, s.base(c), func(fn func(*ledger.HistoryRecord) error) error { return r.EachHistoryRecord(filter, page, fn) })
		return
	}
	if byPosition(p) {
		sendTable(s, x, export.Of[ledger.HistoryRow](codebook.Export(x.name)), func(fn func(*ledger.HistoryRow) error) error {
			return r.EachHistoryPosition(filter, page, func(row ledger.HistoryRow) error { return fn(&row) })
		})
		return
	}
	sendTable(s, x, export.Of[ledger.HistoryRow](codebook.Export(x.name, "rows=evidence")), func(fn func(*ledger.HistoryRow) error) error {
		return r.EachHistoryRow(filter, page, func(row ledger.HistoryRow, _ ledger.Key) error { return fn(&row) })
	})
}

// historyFormats are the formats of tables, and linked data.
var historyFormats = append(slices.Clone(tables), export.JSONLD)

func byPosition(p chosen) bool { return p.Rows != nil && *p.Rows == oas.RowsOfHistoryPosition }

// historyOf opens the workspace, reads the filters and says so in the export.
func (s *Server) historyOf(c *gin.Context, x *exporting, p chosen) (*ledger.Reader, ledger.PositionFilter, error) {
	r, err := s.readAt(c, clocks{p.AsOf, p.Match, p.KnownAt}, nil)
	if err != nil {
		return nil, ledger.PositionFilter{}, err
	}
	filter, err := positionFilter(r, p)
	if err != nil {
		return nil, filter, err
	}
	pins := clockPins(r.Clock())
	if p.AsOf == nil {
		pins.Set("include_later", "true") // naming the day must not leave anything out
	}
	x.tell(s, r.Clock(), namedBy(filter), pins)
	return r, filter, x.tooMany(func() (int64, error) {
		if byPosition(p) {
			return r.CountPositions(filter)
		}
		return r.CountHistory(filter)
	})
}

// namedBy is which resources a filter names, by parameter.
func namedBy(f ledger.PositionFilter) map[string][]uuid.UUID {
	return map[string][]uuid.UUID{"negotiation": f.Negotiations, "issue": f.Issues, "party": f.Parties, "proposal": f.Proposals,
		"speaker": f.Speakers, "on_behalf_of": f.OnBehalfOf, "jointly_with": f.JointlyWith, "addressed_to": f.AddressedTo,
		"round": f.Rounds, "article": f.Articles}
}
