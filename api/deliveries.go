package api

import (
	"encoding/json"
	"net/http"

	"github.com/gin-gonic/gin"

	"parley/api/oas"
	"parley/internal/ledger"
	"parley/internal/webhook"
)

// ListDeliveries answers GET /v1/webhooks/{webhook}/deliveries with a page of the log.
func (s *Server) ListDeliveries(c *gin.Context, id oas.WebhookPath, p oas.ListDeliveriesParams) {
	l := listing{limit: p.Limit, cursor: p.Cursor}
	page, _, err := l.page(c)
	if err != nil {
		fail(c, err)
		return
	}
	filter := webhook.DeliveryFilter{Outcomes: texts(p.Outcome)}
	if p.Event != nil {
		event, err := ledger.ParsePlace(*p.Event)
		if err != nil {
			fail(c, badParameter("event", "format", "take the id of an event as it is, such as 42-0"))
			return
		}
		filter.Event = &event
	}
	list, err := s.options.Webhooks.Deliveries(c.Request.Context(), by(c), id, filter, page)
	if err != nil {
		fail(c, err)
		return
	}
	after := func(d webhook.Delivery) cursor { return cursor{Key: ledger.Key{ID: d.ID}} }
	if err := showPage(c, l, list, after, nil); err != nil {
		fail(c, err)
	}
}

// SendDelivery answers POST to the same path with what came of one attempt.
func (s *Server) SendDelivery(c *gin.Context, id oas.WebhookPath, _ oas.SendDeliveryParams) {
	s.onlyOnce(c, func() { s.sendDelivery(c, id) })
}

func (s *Server) sendDelivery(c *gin.Context, id oas.WebhookPath) {
	var in struct{ Event *ledger.Place }
	if err := json.Unmarshal(body(c), &in); err != nil {
		fail(c, unreadable(err))
		return
	}
	d, err := s.options.Webhooks.Send(c.Request.Context(), by(c), id, in.Event)
	if err != nil {
		fail(c, err)
		return
	}
	answer(c, http.StatusOK, d)
}
