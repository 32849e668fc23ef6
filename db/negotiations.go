package db

import (
	"context"

	"github.com/google/uuid"

	"parley/db/sqlc"
	"parley/internal/fold"
	"parley/internal/ledger"
)

func (t tables) Negotiations() ledger.SluggedTable[ledger.Negotiation, ledger.NegotiationFilter] {
	return slugged[ledger.Negotiation, ledger.NegotiationFilter]{
		table: t.negotiations(),
		find: func(ctx context.Context, slug string) (string, error) {
			return t.q.FindNegotiation(ctx, sqlc.FindNegotiationParams{WorkspaceID: t.workspace, Slug: &slug})
		},
		id: func(v *ledger.Negotiation) uuid.UUID { return v.ID },
	}
}

func (t tables) negotiations() table[ledger.Negotiation, ledger.NegotiationFilter] {
	return table[ledger.Negotiation, ledger.NegotiationFilter]{
		tables: t,
		kind:   ledger.KindOfNegotiation,
		named:  true,
		get: func(ctx context.Context, id uuid.UUID) (string, error) {
			return t.q.GetNegotiation(ctx, sqlc.GetNegotiationParams{WorkspaceID: t.workspace, ID: id})
		},
		list: (*sqlc.Queries).ListNegotiations,
		insert: func(ctx context.Context, v *ledger.Negotiation, body string) error {
			return t.q.InsertNegotiation(ctx, t.rowNegotiation(v, body))
		},
		update: func(ctx context.Context, v *ledger.Negotiation, body string) (int64, error) {
			return t.q.UpdateNegotiation(ctx, sqlc.UpdateNegotiationParams(t.rowNegotiation(v, body)))
		},
		filter: filterNegotiations,
	}
}

func (t tables) rowNegotiation(v *ledger.Negotiation, body string) sqlc.InsertNegotiationParams {
	return sqlc.InsertNegotiationParams{
		WorkspaceID: t.workspace, ID: v.ID, Number: v.Number, Retracted: v.Retracted != nil,
		Slug:   v.Slug,
		Search: fold.Joined(v.Name, text(v.Description), text(v.Slug)),
		Body:   body,
	}
}

func filterNegotiations(w *where, f ledger.NegotiationFilter) {
	w.contains(f.Q)
}
