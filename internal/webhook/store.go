package webhook

import (
	"context"
	"time"

	"github.com/google/uuid"

	"parley/internal/ledger"
)

// Store keeps webhooks and the log of their deliveries. What is not there is a
// ledger.Error of KindNotFound.
type Store interface {
	Webhooks(ctx context.Context, workspace string) ([]Webhook, error)
	Webhook(ctx context.Context, workspace string, id uuid.UUID) (Webhook, error)
	InsertWebhook(ctx context.Context, w Webhook) error
	// EditWebhook stores what fn makes of a webhook, which nobody else changes
	// meanwhile, and counts a turn.
	EditWebhook(ctx context.Context, workspace string, id uuid.UUID, fn func(*Webhook) error) (Webhook, error)

	// ActiveWebhooks names those of all workspaces that send.
	ActiveWebhooks(ctx context.Context) ([]Name, error)
	// ClaimWebhook makes owner the only one to send for a webhook until a time,
	// unless another is or it is not active.
	ClaimWebhook(ctx context.Context, n Name, owner string, now, until time.Time) (Webhook, bool, error)
	// ReleaseWebhook ends a claim.
	ReleaseWebhook(ctx context.Context, n Name, owner string) error
	// PassWebhook moves a webhook from w.After to another place and, when a delivery
	// is given, puts it in the log. It tells whether the webhook was the owner's to
	// move and nobody took a turn meanwhile.
	PassWebhook(ctx context.Context, w Webhook, owner string, to ledger.Place, d *Delivery) (bool, error)
	// FailWebhook puts a failed delivery in the log, and stores what w says of it
	// where nobody took a turn meanwhile.
	FailWebhook(ctx context.Context, w Webhook, owner string, d Delivery) error
	// InsertDelivery puts a delivery in the log that moves nothing.
	InsertDelivery(ctx context.Context, w Webhook, d Delivery) error
	// Deliveries lists the log, the last first.
	Deliveries(ctx context.Context, workspace string, id uuid.UUID, f DeliveryFilter, page ledger.Page) ([]Delivery, error)
	// ForgetDeliveries empties the log of what was before a time.
	ForgetDeliveries(ctx context.Context, before time.Time) error
}

// Name finds a webhook among those of all workspaces.
type Name struct {
	Workspace string
	ID        uuid.UUID
}
