package db

import (
	"context"
	"encoding/json"
	"time"

	"github.com/google/uuid"

	"parley/db/sqlc"
	"parley/internal/ledger"
	"parley/internal/webhook"
)

// InsertDelivery puts a delivery in the log.
func (s *Store) InsertDelivery(ctx context.Context, w webhook.Webhook, d webhook.Delivery) error {
	return s.transact(ctx, w.Workspace, func(t tables) (bool, error) { return true, t.insertDelivery(ctx, w.ID, d) })
}

// noEvent is the number and ordinal of a test.
const noEvent = -1

func (t tables) insertDelivery(ctx context.Context, id uuid.UUID, d webhook.Delivery) error {
	place := ledger.Place{Number: noEvent, Ordinal: noEvent}
	if d.Event != nil {
		place = *d.Event
	}
	body, err := json.Marshal(d)
	if err != nil {
		return err
	}
	return told("", "", t.q.InsertDelivery(ctx, sqlc.InsertDeliveryParams{WorkspaceID: t.workspace, WebhookID: id, ID: d.ID,
		Number: place.Number, Ordinal: place.Ordinal, Outcome: string(d.Outcome), Body: string(body)}))
}

// Deliveries lists the log, the last first.
func (s *Store) Deliveries(ctx context.Context, workspace string, id uuid.UUID, f webhook.DeliveryFilter, page ledger.Page) ([]webhook.Delivery, error) {
	number, err := s.workspace(ctx, workspace)
	if err != nil {
		return nil, err
	}
	t := s.tables(s.read, number)
	w := t.whereAfter(2, "")
	in(w, "outcome", f.Outcomes)
	if f.Event != nil {
		w.is("number", f.Event.Number)
		w.is("ordinal", f.Event.Ordinal)
	}
	page.Sort = ledger.SortRecordedDesc
	w.keyset(page, []string{"id"}, func(k ledger.Key) []any { return []any{k.ID} })
	bodies, err := sqlc.New(filtered{t.run, w}).ListDeliveries(ctx, sqlc.ListDeliveriesParams{WorkspaceID: number, WebhookID: id})
	if err != nil {
		return nil, told("", "", err)
	}
	return decodeAll[webhook.Delivery](bodies)
}

// ForgetDeliveries empties the log of what was before a time, which the ids hold.
func (s *Store) ForgetDeliveries(ctx context.Context, before time.Time) error {
	list, err := sqlc.New(s.read).ListAllWebhooks(ctx)
	if err != nil {
		return told("", "", err)
	}
	first := ledger.FirstID(before)
	for _, w := range list {
		if err := sqlc.New(s.write).DeleteDeliveries(ctx, sqlc.DeleteDeliveriesParams{WorkspaceID: w.WorkspaceID, WebhookID: w.ID, ID: first}); err != nil {
			return told("", "", err)
		}
	}
	return nil
}
