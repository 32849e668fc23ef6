package db

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"github.com/google/uuid"

	"parley/db/sqlc"
	"parley/internal/codec"
	"parley/internal/ledger"
	"parley/internal/webhook"
)

var _ webhook.Store = (*Store)(nil)

// Webhooks lists the webhooks of a workspace in the order of their ids.
func (s *Store) Webhooks(ctx context.Context, workspace string) ([]webhook.Webhook, error) {
	id, err := s.workspace(ctx, workspace)
	if err != nil {
		return nil, err
	}
	rows, err := sqlc.New(s.read).ListWebhooks(ctx, id)
	if err != nil {
		return nil, told("", "", err)
	}
	list := make([]webhook.Webhook, len(rows))
	for i, r := range rows {
		if list[i], err = webhookOf(workspace, r); err != nil {
			return nil, err
		}
	}
	return list, nil
}

// Webhook finds one.
func (s *Store) Webhook(ctx context.Context, workspace string, id uuid.UUID) (webhook.Webhook, error) {
	number, err := s.workspace(ctx, workspace)
	if err != nil {
		return webhook.Webhook{}, err
	}
	r, err := sqlc.New(s.read).GetWebhook(ctx, sqlc.GetWebhookParams{WorkspaceID: number, ID: id})
	if err != nil {
		return webhook.Webhook{}, told("webhook", id.String(), err)
	}
	return webhookOf(workspace, r)
}

// CountWebhooks counts all webhooks by their state, for whoever runs the server. An
// active one whose last attempt failed counts as failing.
func (s *Store) CountWebhooks(ctx context.Context) (map[string]webhook.Count, error) {
	rows, err := sqlc.New(s.read).CountWebhooks(ctx)
	counts := map[string]webhook.Count{}
	for _, r := range rows {
		counts[r.State] = webhook.Count{Webhooks: r.Webhooks, Waiting: r.Waiting}
	}
	return counts, told("webhook", "", err)
}

func webhookOf(workspace string, r sqlc.Webhook) (webhook.Webhook, error) {
	w := webhook.Webhook{Workspace: workspace, ID: r.ID, Fields: webhook.Fields{URL: r.URL, Description: r.Description}, State: webhook.State(r.State),
		After: ledger.Place{Number: r.AfterNumber, Ordinal: r.AfterOrdinal}, Attempts: r.Attempts,
		FailingSince: moment(r.FailingSince), NextAttemptAt: moment(r.NextAttemptAt),
		PausedAt: moment(r.PausedAt), PausedBy: r.PausedBy, PausedBecause: r.PausedBecause,
		CreatedAt: fromMicros(r.CreatedAt), CreatedBy: r.CreatedBy, ChangedAt: fromMicros(r.ChangedAt),
		Secret: r.Secret, Previous: r.PreviousSecret, PreviousUntil: moment(r.PreviousUntil), Turn: r.Turn}
	return w, codec.Unmarshal(r.Filter, &w.Filter)
}

// unset is moment the other way round: no time is 0.
func unset(t *time.Time) int64 {
	if t == nil {
		return 0
	}
	return micros(*t)
}

// bytesOf is never nil, which would be NULL; no bytes are read back as nil.
func bytesOf(b []byte) []byte { return append([]byte{}, b...) }

// InsertWebhook stores a new one.
func (s *Store) InsertWebhook(ctx context.Context, w webhook.Webhook) error {
	id, err := s.workspace(ctx, w.Workspace)
	if err != nil {
		return err
	}
	filter, err := encode(w.Filter)
	if err != nil {
		return err
	}
	return told("", "", sqlc.New(s.write).InsertWebhook(ctx, sqlc.InsertWebhookParams{WorkspaceID: id, ID: w.ID, URL: w.URL, Description: w.Description,
		Filter: filter, State: string(w.State), Secret: bytesOf(w.Secret), PreviousSecret: bytesOf(w.Previous), AfterNumber: w.After.Number, AfterOrdinal: w.After.Ordinal,
		CreatedAt: micros(w.CreatedAt), CreatedBy: w.CreatedBy, ChangedAt: micros(w.ChangedAt)}))
}

// EditWebhook stores what fn makes of a webhook whose row is locked meanwhile.
func (s *Store) EditWebhook(ctx context.Context, workspace string, id uuid.UUID, fn func(*webhook.Webhook) error) (w webhook.Webhook, err error) {
	err = s.transact(ctx, workspace, func(t tables) (bool, error) {
		r, err := t.q.TakeWebhookTurn(ctx, sqlc.TakeWebhookTurnParams{WorkspaceID: t.workspace, ID: id})
		if err != nil {
			return false, told("webhook", id.String(), err)
		}
		if w, err = webhookOf(workspace, r); err != nil {
			return false, err
		}
		if err := fn(&w); err != nil {
			return false, err
		}
		return true, t.updateWebhook(ctx, w)
	})
	return w, err
}

func (t tables) updateWebhook(ctx context.Context, w webhook.Webhook) error {
	filter, err := encode(w.Filter)
	if err != nil {
		return err
	}
	return told("", "", t.q.UpdateWebhook(ctx, sqlc.UpdateWebhookParams{WorkspaceID: t.workspace, ID: w.ID, URL: w.URL, Description: w.Description, Filter: filter,
		State: string(w.State), Secret: bytesOf(w.Secret), PreviousSecret: bytesOf(w.Previous), PreviousUntil: unset(w.PreviousUntil),
		AfterNumber: w.After.Number, AfterOrdinal: w.After.Ordinal, Attempts: w.Attempts,
		FailingSince: unset(w.FailingSince), NextAttemptAt: unset(w.NextAttemptAt), PausedAt: unset(w.PausedAt),
		PausedBy: w.PausedBy, PausedBecause: w.PausedBecause, ChangedAt: micros(w.ChangedAt)}))
}

// ActiveWebhooks names those of all workspaces that send.
func (s *Store) ActiveWebhooks(ctx context.Context) ([]webhook.Name, error) {
	rows, err := sqlc.New(s.read).ListActiveWebhooks(ctx)
	list := make([]webhook.Name, len(rows))
	for i, r := range rows {
		list[i] = webhook.Name{Workspace: r.Workspace, ID: r.ID}
	}
	return list, told("", "", err)
}

// ClaimWebhook makes owner the only one to send for a webhook until a time.
func (s *Store) ClaimWebhook(ctx context.Context, n webhook.Name, owner string, now, until time.Time) (webhook.Webhook, bool, error) {
	id, err := s.workspace(ctx, n.Workspace)
	if err != nil {
		return webhook.Webhook{}, false, err
	}
	r, err := sqlc.New(s.write).ClaimWebhook(ctx, sqlc.ClaimWebhookParams{WorkspaceID: id, ID: n.ID, Owner: owner, OwnedUntil: micros(until), OwnedUntil_2: micros(now)})
	if errors.Is(err, sql.ErrNoRows) {
		return webhook.Webhook{}, false, nil
	}
	if err != nil {
		return webhook.Webhook{}, false, told("", "", err)
	}
	w, err := webhookOf(n.Workspace, r)
	return w, err == nil, err
}

// ReleaseWebhook ends a claim.
func (s *Store) ReleaseWebhook(ctx context.Context, n webhook.Name, owner string) error {
	id, err := s.workspace(ctx, n.Workspace)
	if err != nil {
		return err
	}
	return told("", "", sqlc.New(s.write).ReleaseWebhook(ctx, sqlc.ReleaseWebhookParams{WorkspaceID: id, ID: n.ID, Owner: owner}))
}

// PassWebhook moves a webhook on and puts the delivery in the log, in one transaction.
func (s *Store) PassWebhook(ctx context.Context, w webhook.Webhook, owner string, to ledger.Place, d *webhook.Delivery) (mine bool, err error) {
	err = s.transact(ctx, w.Workspace, func(t tables) (bool, error) {
		turn, err := t.q.PassWebhook(ctx, sqlc.PassWebhookParams{WorkspaceID: t.workspace, ID: w.ID, Owner: owner,
			AfterNumber: w.After.Number, AfterOrdinal: w.After.Ordinal, AfterNumber_2: to.Number, AfterOrdinal_2: to.Ordinal})
		if err != nil && !errors.Is(err, sql.ErrNoRows) {
			return false, told("", "", err)
		}
		mine = err == nil && turn == w.Turn
		if d == nil {
			return true, nil
		}
		return true, t.insertDelivery(ctx, w.ID, *d)
	})
	return mine, err
}

// FailWebhook stores when what failed is tried again, with the delivery.
func (s *Store) FailWebhook(ctx context.Context, w webhook.Webhook, owner string, d webhook.Delivery) error {
	return s.transact(ctx, w.Workspace, func(t tables) (bool, error) {
		err := t.q.FailWebhook(ctx, sqlc.FailWebhookParams{WorkspaceID: t.workspace, ID: w.ID, Owner: owner, Turn: w.Turn, Attempts: w.Attempts,
			FailingSince: unset(w.FailingSince), NextAttemptAt: unset(w.NextAttemptAt), State: string(w.State), PausedAt: unset(w.PausedAt),
			PausedBy: w.PausedBy, PausedBecause: w.PausedBecause, ChangedAt: micros(w.ChangedAt)})
		if err != nil {
			return false, told("", "", err)
		}
		return true, t.insertDelivery(ctx, w.ID, d)
	})
}
