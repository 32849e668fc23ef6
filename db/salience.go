package db

import (
	"context"

	"github.com/google/uuid"

	"parley/db/sqlc"
	"parley/internal/ledger"
)

func (t tables) Salience() ledger.OwnedTable[ledger.Salience, ledger.SalienceFilter] {
	return table[ledger.Salience, ledger.SalienceFilter]{
		tables: t,
		kind:   ledger.KindOfSalience,
		get: func(ctx context.Context, id uuid.UUID) (string, error) {
			return t.q.GetSalience(ctx, sqlc.GetSalienceParams{WorkspaceID: t.workspace, ID: id})
		},
		list: (*sqlc.Queries).ListSalience,
		insert: func(ctx context.Context, v *ledger.Salience, body string) error {
			return t.q.InsertSalience(ctx, t.rowSalience(v, body))
		},
		update: func(ctx context.Context, v *ledger.Salience, body string) (int64, error) {
			return t.q.UpdateSalience(ctx, sqlc.UpdateSalienceParams(t.rowSalience(v, body)))
		},
		filter: filterSalience,
	}
}

func (t tables) rowSalience(v *ledger.Salience, body string) sqlc.InsertSalienceParams {
	return sqlc.InsertSalienceParams{
		WorkspaceID: t.workspace, ID: v.ID, Number: v.Number, Retracted: v.Retracted != nil,
		PartyID:       v.Party.ID,
		IssueID:       v.Issue.ID,
		DatedEarliest: int64(v.Dated.Earliest()),
		DatedLatest:   int64(v.Dated.Latest()),
		Body:          body,
	}
}

func filterSalience(w *where, f ledger.SalienceFilter) {
	in(w, "party_id", f.Parties)
	in(w, "issue_id", f.Issues)
}
