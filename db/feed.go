package db

import (
	"context"
	"encoding/json"

	"github.com/google/uuid"

	"parley/db/sqlc"
	"parley/internal/ledger"
)

type feedTable struct{ tables }

// Feed reads the ledger in its order.
func (t tables) Feed() ledger.FeedTable { return feedTable{t} }

func (t feedTable) Head(ctx context.Context) (ledger.Moment, error) {
	head, err := t.q.GetMoment(ctx, t.workspace)
	return at(head.Head, head.RecordedAt), told("workspace", "", err)
}

func (t feedTable) After(ctx context.Context, after ledger.Place, until int64, limit int) ([]ledger.FedChange, error) {
	w := t.whereAfter(4, "c.")
	w.keyset(ledger.Page{Limit: limit}, []string{"number", "ordinal"}, nil)
	rows, err := sqlc.New(filtered{t.run, w}).ListFeed(ctx, sqlc.ListFeedParams{WorkspaceID: t.workspace,
		AfterNumber: after.Number, AfterOrdinal: after.Ordinal, Until: until})
	list := make([]ledger.FedChange, len(rows))
	for i, r := range rows {
		list[i] = ledger.FedChange{Place: ledger.Place{Number: r.Number, Ordinal: r.Ordinal}, Changes: r.LastOrdinal + 1,
			Kind: r.Kind, ResourceID: r.ResourceID, Action: r.Action, Before: json.RawMessage(r.Before), After: json.RawMessage(r.After),
			RecordedAt: fromMicros(r.RecordedAt), Actor: r.Actor, Reason: r.Reason}
	}
	return list, told(ledger.KindOfTransaction, "", err)
}

func (t feedTable) Belongings(ctx context.Context, first, last ledger.Place) (map[ledger.Place][]ledger.Belonging, error) {
	rows, err := t.q.ListBelongings(ctx, sqlc.ListBelongingsParams{WorkspaceID: t.workspace,
		FirstNumber: first.Number, FirstOrdinal: first.Ordinal, LastNumber: last.Number, LastOrdinal: last.Ordinal})
	found := map[ledger.Place][]ledger.Belonging{}
	for _, r := range rows {
		p := ledger.Place{Number: r.Number, Ordinal: r.Ordinal}
		found[p] = append(found[p], ledger.Belonging{Negotiation: r.NegotiationID, Issue: r.IssueID, Party: r.PartyID})
	}
	return found, told(ledger.KindOfTransaction, "", err)
}

func (t feedTable) MergedInto(ctx context.Context, parties []uuid.UUID) ([]uuid.UUID, error) {
	w := t.whereAfter(1, "")
	in(w, "merged_into_id", parties)
	ids, err := sqlc.New(filtered{t.run, w}).ListMergedInto(ctx, t.workspace)
	return ids, told(ledger.KindOfParty, "", err)
}
