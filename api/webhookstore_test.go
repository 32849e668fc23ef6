package api_test

import (
	"bytes"
	"context"
	"log/slog"
	"net/netip"
	"time"

	"github.com/google/uuid"

	"parley/internal/ledger"
	"parley/internal/sender"
	"parley/internal/webhook"
)

// hooks are the settings of webhooks in tests: receivers are on this machine, names
// lead to a public address, and everything goes quickly.
func hooks() webhook.Options {
	reach := webhook.Reach{Allowed: []netip.Prefix{netip.MustParsePrefix("127.0.0.1/32")}}
	return webhook.Options{
		Sender: sender.New(reach, "Parley/test"), Reach: reach, Vault: webhook.Vault{Key: func(bool) ([]byte, error) { return bytes.Repeat([]byte{7}, webhook.KeyBytes), nil }},
		Schedule: webhook.Schedule{First: 10 * time.Millisecond, Attempts: 4}, Timeout: 2 * time.Second, Poll: 10 * time.Millisecond, Log: slog.New(slog.DiscardHandler),
		LookUp: func(context.Context, string) ([]netip.Addr, error) {
			return []netip.Addr{netip.MustParseAddr("1.1.1.1")}, nil
		},
	}
}

func (storeOfContext) Webhooks(ctx context.Context, workspace string) ([]webhook.Webhook, error) {
	return storeOf(ctx).Webhooks(ctx, workspace)
}

func (storeOfContext) Webhook(ctx context.Context, workspace string, id uuid.UUID) (webhook.Webhook, error) {
	return storeOf(ctx).Webhook(ctx, workspace, id)
}

func (storeOfContext) InsertWebhook(ctx context.Context, w webhook.Webhook) error {
	return storeOf(ctx).InsertWebhook(ctx, w)
}

func (storeOfContext) EditWebhook(ctx context.Context, workspace string, id uuid.UUID, fn func(*webhook.Webhook) error) (webhook.Webhook, error) {
	return storeOf(ctx).EditWebhook(ctx, workspace, id, fn)
}

func (storeOfContext) ActiveWebhooks(ctx context.Context) ([]webhook.Name, error) {
	return storeOf(ctx).ActiveWebhooks(ctx)
}

func (storeOfContext) ClaimWebhook(ctx context.Context, n webhook.Name, owner string, now, until time.Time) (webhook.Webhook, bool, error) {
	return storeOf(ctx).ClaimWebhook(ctx, n, owner, now, until)
}

func (storeOfContext) ReleaseWebhook(ctx context.Context, n webhook.Name, owner string) error {
	return storeOf(ctx).ReleaseWebhook(ctx, n, owner)
}

func (storeOfContext) PassWebhook(ctx context.Context, w webhook.Webhook, owner string, to ledger.Place, d *webhook.Delivery) (bool, error) {
	return storeOf(ctx).PassWebhook(ctx, w, owner, to, d)
}

func (storeOfContext) FailWebhook(ctx context.Context, w webhook.Webhook, owner string, d webhook.Delivery) error {
	return storeOf(ctx).FailWebhook(ctx, w, owner, d)
}

func (storeOfContext) InsertDelivery(ctx context.Context, w webhook.Webhook, d webhook.Delivery) error {
	return storeOf(ctx).InsertDelivery(ctx, w, d)
}

func (storeOfContext) Deliveries(ctx context.Context, workspace string, id uuid.UUID, f webhook.DeliveryFilter, page ledger.Page) ([]webhook.Delivery, error) {
	return storeOf(ctx).Deliveries(ctx, workspace, id, f, page)
}

func (storeOfContext) ForgetDeliveries(ctx context.Context, before time.Time) error {
	return storeOf(ctx).ForgetDeliveries(ctx, before)
}
