package db

import (
	"context"

	"github.com/google/uuid"

	"parley/db/sqlc"
	"parley/internal/ledger"
)

func (t tables) Rounds() ledger.SluggedTable[ledger.Round, ledger.RoundFilter] {
	return slugged[ledger.Round, ledger.RoundFilter]{
		table: t.rounds(),
		find: func(ctx context.Context, slug string) (string, error) {
			return t.q.FindRound(ctx, sqlc.FindRoundParams{WorkspaceID: t.workspace, Slug: &slug})
		},
		id: func(v *ledger.Round) uuid.UUID { return v.ID },
	}
}

func (t tables) rounds() table[ledger.Round, ledger.RoundFilter] {
	return table[ledger.Round, ledger.RoundFilter]{
		tables: t,
		kind:   ledger.KindOfRound,
		named:  true,
		get: func(ctx context.Context, id uuid.UUID) (string, error) {
			return t.q.GetRound(ctx, sqlc.GetRoundParams{WorkspaceID: t.workspace, ID: id})
		},
		list: (*sqlc.Queries).ListRounds,
		insert: func(ctx context.Context, v *ledger.Round, body string) error {
			return t.q.InsertRound(ctx, t.rowRound(v, body))
		},
		update: func(ctx context.Context, v *ledger.Round, body string) (int64, error) {
			return t.q.UpdateRound(ctx, sqlc.UpdateRoundParams(t.rowRound(v, body)))
		},
		filter: filterRounds,
	}
}

func (t tables) rowRound(v *ledger.Round, body string) sqlc.InsertRoundParams {
	return sqlc.InsertRoundParams{
		WorkspaceID: t.workspace, ID: v.ID, Number: v.Number, Retracted: v.Retracted != nil,
		Slug:          v.Slug,
		NegotiationID: v.Negotiation.ID,
		Body:          body,
	}
}

func filterRounds(w *where, f ledger.RoundFilter) {
	w.id("negotiation_id", f.Negotiation)
}
