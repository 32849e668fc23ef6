package webhook

import (
	"context"
	"time"

	"github.com/google/uuid"

	"parley/internal/feed"
	"parley/internal/ledger"
)

// Change applies a patch to the fields of a webhook that is as it was when the caller
// read it. A failed event is tried again at once when the URL changes.
func (h *Webhooks) Change(ctx context.Context, by By, id uuid.UUID, expect ledger.Expect, patch ledger.Patch[Fields]) (Webhook, error) {
	r, err := h.ledger.Read(ctx, by.Workspace)
	if err != nil {
		return Webhook{}, err
	}
	return h.edit(ctx, by, id, "changed", func(w *Webhook) error {
		if !expect.Met(w.Turn - 1) { // the edit has its turn already
			return ledger.Stale("this webhook was changed since you read it; read it again and repeat your change")
		}
		fields := w.Fields
		if err := patch(&fields); err != nil {
			return err
		}
		fields, err := h.checked(ctx, r, fields)
		if err != nil {
			return err
		}
		if w.URL != fields.URL {
			w.again()
		}
		w.Fields = fields
		return nil
	})
}

// edit changes a webhook that was not revoked.
func (h *Webhooks) edit(ctx context.Context, by By, id uuid.UUID, what string, fn func(*Webhook) error) (Webhook, error) {
	w, err := h.store.EditWebhook(ctx, by.Workspace, id, func(w *Webhook) error {
		if w.State == Revoked {
			return ledger.Conflict("the webhook was revoked; make another")
		}
		w.ChangedAt = h.now()
		return fn(w)
	})
	if err == nil {
		h.tell(by, what, w)
	}
	return w, err
}

// again lets the next event have all its attempts.
func (w *Webhook) again() { w.Attempts, w.FailingSince, w.NextAttemptAt = 0, nil, nil }

// Pause stops a webhook until it is resumed.
func (h *Webhooks) Pause(ctx context.Context, by By, id uuid.UUID) (Webhook, error) {
	return h.edit(ctx, by, id, "paused", func(w *Webhook) error {
		if w.State == Active {
			w.pause(w.ChangedAt, by.Actor, "")
		}
		return nil
	})
}

func (w *Webhook) pause(at time.Time, by, because string) {
	w.State, w.PausedAt, w.PausedBy, w.PausedBecause, w.NextAttemptAt = Paused, &at, &by, nil, nil
	if because != "" {
		w.PausedBecause = &because
	}
}

// Resume lets a webhook go on where it was, at once.
func (h *Webhooks) Resume(ctx context.Context, by By, id uuid.UUID) (Webhook, error) {
	return h.edit(ctx, by, id, "resumed", func(w *Webhook) error {
		w.State, w.PausedAt, w.PausedBy, w.PausedBecause = Active, nil, nil, nil
		w.again()
		return nil
	})
}

// Replay lets a webhook go on from another place, earlier or later.
func (h *Webhooks) Replay(ctx context.Context, by By, id uuid.UUID, after ledger.Place) (Webhook, error) {
	r, err := h.ledger.Read(ctx, by.Workspace)
	if err != nil {
		return Webhook{}, err
	}
	return h.edit(ctx, by, id, "set to go on after "+after.String(), func(w *Webhook) error {
		if _, err := start(r, &after); err != nil {
			return err
		}
		w.After = after
		w.again()
		return nil
	})
}

// overlap is how long the secret before the current one is still signed with.
const overlap = 24 * time.Hour

// Rotate gives a webhook a new secret.
func (h *Webhooks) Rotate(ctx context.Context, by By, id uuid.UUID) (Issued, error) {
	secret := newSecret()
	sealed, err := h.options.Vault.seal(Name{by.Workspace, id}, secret)
	if err != nil {
		return Issued{}, ledger.Conflict("this server cannot keep secrets: %v", err)
	}
	w, err := h.edit(ctx, by, id, "given a new secret", func(w *Webhook) error {
		until := w.ChangedAt.Add(overlap)
		w.Previous, w.PreviousUntil, w.Secret = w.Secret, &until, sealed
		return nil
	})
	return Issued{w, shown(secret)}, err
}

// Revoke ends a webhook and forgets its secrets; doing it twice changes nothing more.
func (h *Webhooks) Revoke(ctx context.Context, by By, id uuid.UUID) (Webhook, error) {
	w, err := h.Get(ctx, by, id)
	if err != nil || w.State == Revoked {
		return w, err
	}
	return h.edit(ctx, by, id, "revoked", func(w *Webhook) error {
		w.State, w.Secret, w.Previous, w.PreviousUntil = Revoked, nil, nil, nil
		w.again()
		return nil
	})
}

// Send posts one event, or without one a test, now and once. It answers also where
// the receiver did not take it.
func (h *Webhooks) Send(ctx context.Context, by By, id uuid.UUID, event *ledger.Place) (Delivery, error) {
	w, err := h.Get(ctx, by, id)
	if err != nil {
		return Delivery{}, err
	}
	if w.State == Revoked {
		return Delivery{}, ledger.Conflict("the webhook was revoked; make another")
	}
	m, cause, err := h.asked(ctx, w, event)
	if err != nil {
		return Delivery{}, err
	}
	d, _ := h.attempt(ctx, w, m, cause)
	return d, h.store.InsertDelivery(context.WithoutCancel(ctx), w, d)
}

func (h *Webhooks) asked(ctx context.Context, w Webhook, event *ledger.Place) (message, Cause, error) {
	if event == nil {
		m, err := w.testMessage(h.now(), uuid.NewString())
		return m, Test, err
	}
	r, err := h.ledger.Read(ctx, w.Workspace)
	if err != nil {
		return message{}, Again, err
	}
	e, err := feed.One(r, *event)
	if err != nil {
		return message{}, Again, err
	}
	m, err := w.messageOf(e)
	return m, Again, err
}
