package api

import (
	"net/http"

	"github.com/gin-gonic/gin"

	"parley/api/oas"
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

// ExportPositionHistoryCSV answers GET /v1/exports/position-history.csv.
func (s *Server) ExportPositionHistoryCSV(c *gin.Context, p oas.ExportPositionHistoryCSVParams) {
	s.export(c, p, "csv", "text/csv; charset=utf-8", export.CSV)
}

// ExportPositionHistoryNDJSON answers GET /v1/exports/position-history.ndjson.
func (s *Server) ExportPositionHistoryNDJSON(c *gin.Context, p oas.ExportPositionHistoryNDJSONParams) {
	s.export(c, chosen(p), "ndjson", "application/x-ndjson", export.NDJSON)
}

// export streams the history. What goes wrong before the first byte is a
// problem; what goes wrong later cuts the connection, so that half an export
// never looks whole. The trailers let a client check that it has all of it.
func (s *Server) export(c *gin.Context, p chosen, suffix, contentType string, format export.Format) {
	page := ledger.Page{Sort: ledger.SortStated}
	if p.Sort != nil {
		page.Sort = ledger.Sort(*p.Sort)
	}
	r, err := s.readAt(c, clocks{p.AsOf, p.Match, p.KnownAt}, nil)
	if err != nil {
		fail(c, err)
		return
	}
	filter, err := positionFilter(r, p)
	if err != nil {
		fail(c, err)
		return
	}
	if err := s.streams.enter(c.Request.Context()); err != nil {
		fail(c, err)
		return
	}
	defer s.streams.leave()
	c.Header("Content-Type", contentType)
	c.Header("Content-Disposition", `attachment; filename="position-history.`+suffix+`"`)
	c.Header("Trailer", "Parley-Row-Count, Parley-SHA256")
	clockHeaders(c, r.Clock())
	sum, err := export.History(s.patient(c.Writer), format, func(fn func(ledger.HistoryRow) error) error {
		return r.EachHistoryRow(filter, page, func(row ledger.HistoryRow, _ ledger.Key) error { return fn(row) })
	})
	if err != nil {
		abort(c, err)
		return
	}
	c.Header("Parley-Row-Count", sum.Count())
	c.Header("Parley-SHA256", sum.SHA256)
}

// abort ends a stream that failed.
func abort(c *gin.Context, err error) {
	if !c.Writer.Written() {
		c.Writer.Header().Del("Trailer")
		c.Writer.Header().Del("Content-Disposition")
		fail(c, err)
		return
	}
	panic(http.ErrAbortHandler)
}
