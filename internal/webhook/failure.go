package webhook

import (
	"context"
	"fmt"
	"time"
)

// fail says when an event is tried again, or gives its receiver up for dead.
func (k *worker) fail(w *Webhook, d *Delivery, answer Answer) {
	w.Attempts++
	if w.FailingSince == nil {
		w.FailingSince = &d.SentAt
	}
	if answer.Status == gone {
		k.giveUp(w, d, "the receiver answered 410: it wants no more")
		return
	}
	if w.Attempts >= k.options.Schedule.Attempts {
		k.giveUp(w, d, fmt.Sprintf("event %s was not taken in %d attempts since %s", d.Event, w.Attempts, w.FailingSince.Format(time.RFC3339)))
		return
	}
	next := k.now().Add(k.options.Schedule.delay(w.Attempts, answer.RetryAfter)).Truncate(time.Microsecond)
	w.NextAttemptAt, d.NextAttemptAt = &next, &next
}

// gone is the status by which a receiver says that it wants no more (RFC 9110).
const gone = 410

// server is who pauses a webhook whose receiver is dead.
const server = "server"

func (k *worker) giveUp(w *Webhook, d *Delivery, why string) {
	d.Outcome = Dead
	w.ChangedAt = k.now()
	w.pause(w.ChangedAt, server, why)
	k.options.Log.Warn("webhook paused: its receiver is dead", "webhook", w.ID, "workspace", w.Workspace, "because", why)
}

// lost pauses a webhook whose place the ledger does not have: the database was set
// back to a backup, and somebody has to say where to go on.
func (k *worker) lost(ctx context.Context, w Webhook, why error) error {
	_, err := k.store.EditWebhook(ctx, w.Workspace, w.ID, func(w *Webhook) error {
		w.ChangedAt = k.now()
		w.pause(w.ChangedAt, server, why.Error())
		return nil
	})
	return err
}
