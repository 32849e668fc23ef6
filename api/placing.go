package api

import (
	"encoding/json"

	"github.com/gin-gonic/gin"

	"parley/api/oas"
	"parley/internal/ledger"
)

// ListPassageAnchors answers GET /v1/passages/{passage}/anchors.
func (s *Server) ListPassageAnchors(c *gin.Context, passage oas.PassagePath, p oas.ListPassageAnchorsParams) {
	l := listing{limit: p.Limit, cursor: p.Cursor, sort: value(p.Sort), fields: texts(p.Fields)}
	list(s, c, l, ledger.AnchorRecord.Key, func(r *ledger.Reader, page ledger.Page) ([]ledger.AnchorRecord, error) {
		return r.PassageAnchors(passage, page)
	})
}

// PlacePassage answers POST /v1/passages/{passage}/anchor. Like every change of what
// is there it expects the state that was read.
func (s *Server) PlacePassage(c *gin.Context, passage oas.PassagePath, _ oas.PlacePassageParams) {
	var in ledger.PlacementInput
	if err := json.Unmarshal(body(c), &in); err != nil {
		fail(c, unreadable(err))
		return
	}
	expect, err := expectation(c)
	if err != nil {
		fail(c, err)
		return
	}
	actFor(s, c, in.Reason, func(w *ledger.Writer) (ledger.Passage, error) {
		return w.PlacePassage(passage, expect, in)
	})
}
