package webhook

import (
	"context"
	"fmt"
	"time"

	"github.com/google/uuid"
)

// attempt sends a message once and tells what came of it.
func (h *Webhooks) attempt(ctx context.Context, w Webhook, m message, cause Cause) (Delivery, Answer) {
	at := h.now()
	d := Delivery{ID: uuid.Must(uuid.NewV7()), Cause: cause, Event: m.event, Message: m.id, Type: m.kind, Attempt: 1, SentAt: at, Outcome: Failed}
	answer, err := h.post(ctx, w, m, at)
	d.TookMS = h.now().Sub(at).Milliseconds()
	if err != nil {
		text := err.Error()
		d.Error = &text
		return d, answer
	}
	status := int64(answer.Status)
	d.Status = &status
	if answer.Status >= 200 && answer.Status < 300 {
		d.Outcome = Delivered
		return d, answer
	}
	text := refusal(answer.Status)
	d.Error = &text
	if answer.Beginning != "" {
		d.Answer = &answer.Beginning
	}
	return d, answer
}

func (h *Webhooks) post(ctx context.Context, w Webhook, m message, at time.Time) (Answer, error) {
	secrets, err := h.secrets(w, at)
	if err != nil {
		return Answer{}, err
	}
	ctx, cancel := context.WithTimeout(ctx, h.options.Timeout)
	defer cancel()
	return h.options.Sender.Send(ctx, Post{URL: w.URL, ID: m.id, Timestamp: at, Signature: sign(m.id, at, m.body, secrets...), Body: m.body})
}

// secrets are all that a receiver may hold at a time.
func (h *Webhooks) secrets(w Webhook, at time.Time) (list [][]byte, err error) {
	sealed := [][]byte{w.Secret}
	if w.PreviousUntil != nil && at.Before(*w.PreviousUntil) {
		sealed = append(sealed, w.Previous)
	}
	for _, s := range sealed {
		secret, err := h.options.Vault.open(Name{w.Workspace, w.ID}, s)
		if err != nil {
			return nil, err
		}
		list = append(list, secret)
	}
	return list, nil
}

func refusal(status int) string {
	if status >= 300 && status < 400 {
		return fmt.Sprintf("the receiver answered %d; redirects are not followed, change the URL instead", status)
	}
	return fmt.Sprintf("the receiver answered %d", status)
}
