package db

import (
	"context"

	"github.com/google/uuid"

	"parley/db/sqlc"
	"parley/internal/ledger"
)

func (t tables) Participations() ledger.OwnedTable[ledger.Participation, ledger.ParticipationFilter] {
	return table[ledger.Participation, ledger.ParticipationFilter]{
		tables: t,
		kind:   ledger.KindOfParticipation,
		get: func(ctx context.Context, id uuid.UUID) (string, error) {
			return t.q.GetParticipation(ctx, sqlc.GetParticipationParams{WorkspaceID: t.workspace, ID: id})
		},
		list: (*sqlc.Queries).ListParticipations,
		insert: func(ctx context.Context, v *ledger.Participation, body string) error {
			return t.q.InsertParticipation(ctx, t.rowParticipation(v, body))
		},
		update: func(ctx context.Context, v *ledger.Participation, body string) (int64, error) {
			return t.q.UpdateParticipation(ctx, sqlc.UpdateParticipationParams(t.rowParticipation(v, body)))
		},
		filter: filterParticipations,
	}
}

func (t tables) rowParticipation(v *ledger.Participation, body string) sqlc.InsertParticipationParams {
	return sqlc.InsertParticipationParams{
		WorkspaceID: t.workspace, ID: v.ID, Number: v.Number, Retracted: v.Retracted != nil,
		NegotiationID: v.Negotiation.ID,
		PartyID:       v.Party.ID,
		Role:          v.Role,
		Body:          body,
	}
}

func filterParticipations(w *where, f ledger.ParticipationFilter) {
	w.id("negotiation_id", f.Negotiation)
	in(w, "party_id", f.Parties)
	in(w, "role", f.Roles)
}
