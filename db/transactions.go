package db

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/google/uuid"

	"parley/db/sqlc"
	"parley/internal/ledger"
)

type transactionTable struct{ tables }

func (t tables) Transactions() ledger.TransactionTable { return transactionTable{t} }

func (t transactionTable) InsertChanges(ctx context.Context, number int64, changes []ledger.Change) error {
	for i, c := range changes {
		if err := t.insertChange(ctx, number, int64(i), c); err != nil {
			return told(ledger.KindOfTransaction, "", err)
		}
	}
	return nil
}

// insertChange writes what a resource now is and closes what it was before.
func (t transactionTable) insertChange(ctx context.Context, number, ordinal int64, c ledger.Change) error {
	row := sqlc.InsertChangeParams{WorkspaceID: t.workspace, Number: number, Ordinal: ordinal,
		Kind: c.Kind, ResourceID: c.ID, Action: c.Action, ToNumber: forever}
	if isVersioned(c.Kind) {
		return t.q.InsertChange(ctx, row)
	}
	row.Before, row.After = raw(c.Before), raw(c.After)
	if err := foundBy(&row, c); err != nil {
		return err
	}
	if c.Before != nil {
		err := t.q.CloseChange(ctx, sqlc.CloseChangeParams{WorkspaceID: t.workspace, ResourceID: c.ID, Kind: c.Kind,
			ToNumber: number, Open: forever})
		if err != nil {
			return err
		}
	}
	return t.q.InsertChange(ctx, row)
}

// foundBy fills in what the past of a resource is found by: its slug, the one
// resource it belongs to, and of articles the publisher.
func foundBy(row *sqlc.InsertChangeParams, c ledger.Change) error {
	var is struct {
		Slug, Publisher            *string
		Negotiation, Member, Issue *uuid.UUID
	}
	if c.After == nil {
		return nil
	}
	if err := json.Unmarshal(c.After, &is); err != nil {
		return err
	}
	row.Slug, row.Publisher = is.Slug, is.Publisher
	switch ledger.Kind(c.Kind) {
	case ledger.KindOfIssue, ledger.KindOfRound, ledger.KindOfProposal, ledger.KindOfParticipation:
		row.OwnerID = is.Negotiation
	case ledger.KindOfMembership:
		row.OwnerID = is.Member
	case ledger.KindOfSalience:
		row.OwnerID = is.Issue
	}
	return nil
}

// isVersioned tells whether a kind keeps its versions in a table of their own.
func isVersioned(kind string) bool {
	return kind == string(ledger.KindOfPosition) || kind == string(ledger.KindOfEvidence)
}

func raw(m json.RawMessage) *string {
	if m == nil {
		return nil
	}
	s := string(m)
	return &s
}

func unraw(s *string) json.RawMessage {
	if s == nil {
		return nil
	}
	return json.RawMessage(*s)
}

func (t transactionTable) Get(ctx context.Context, number int64) (ledger.Transaction, error) {
	row, err := t.q.GetTransaction(ctx, sqlc.GetTransactionParams{WorkspaceID: t.workspace, Number: number})
	if err != nil {
		return ledger.Transaction{}, told(ledger.KindOfTransaction, fmt.Sprint(number), err)
	}
	v := ledger.Transaction{Number: row.Number, RecordedAt: fromMicros(row.RecordedAt), Actor: row.Actor, Reason: row.Reason, Hash: hexOf(row.Hash)}
	v.Changes, err = t.changes(ctx, number)
	return v, err
}

func (t transactionTable) changes(ctx context.Context, number int64) ([]ledger.Change, error) {
	rows, err := t.q.ListChanges(ctx, sqlc.ListChangesParams{WorkspaceID: t.workspace, Number: number})
	if err != nil {
		return nil, told(ledger.KindOfTransaction, "", err)
	}
	list := make([]ledger.Change, len(rows))
	for i, r := range rows {
		list[i] = ledger.Change{Kind: r.Kind, ID: r.ResourceID, Action: r.Action,
			Before: unraw(r.Before), After: unraw(r.After)}
		if err := t.versioned(ctx, &list[i], number); err != nil {
			return nil, err
		}
	}
	return list, nil
}

func (t transactionTable) List(ctx context.Context, f ledger.TransactionFilter, page ledger.Page) ([]ledger.Transaction, error) {
	w := t.whereAfter(1, "")
	in(w, "actor", f.Actors)
	w.changing(f)
	w.keyset(page, []string{"number"}, func(k ledger.Key) []any { return []any{k.Value} })
	rows, err := sqlc.New(filtered{t.run, w}).ListTransactions(ctx, t.workspace)
	if err != nil {
		return nil, told(ledger.KindOfTransaction, "", err)
	}
	return transactionsOf(rows), nil
}

func transactionsOf(rows []sqlc.ListTransactionsRow) []ledger.Transaction {
	list := make([]ledger.Transaction, len(rows))
	for i, r := range rows {
		list[i] = ledger.Transaction{Number: r.Number, RecordedAt: fromMicros(r.RecordedAt), Actor: r.Actor, Reason: r.Reason, Hash: hexOf(r.Hash)}
	}
	return list
}

// ByNumber leaves the order open: with one, PostgreSQL would walk the ledger.
func (t transactionTable) ByNumber(ctx context.Context, numbers []int64) ([]ledger.Transaction, error) {
	w := t.whereAfter(1, "")
	in(w, "number", numbers)
	rows, err := sqlc.New(filtered{t.run, w}).ListTransactions(ctx, t.workspace)
	return transactionsOf(rows), told(ledger.KindOfTransaction, "", err)
}

// KindOf asks every table of resources for an id.
func (t transactionTable) KindOf(ctx context.Context, id uuid.UUID) (ledger.Kind, error) {
	kind, err := t.q.GetKindOf(ctx, sqlc.GetKindOfParams{WorkspaceID: t.workspace, ID: id})
	if errors.Is(err, sql.ErrNoRows) {
		return "", nil
	}
	return ledger.Kind(kind), told("", id.String(), err)
}

// Creator names who created a resource.
func (t transactionTable) Creator(ctx context.Context, kind ledger.Kind, id uuid.UUID) (string, error) {
	actor, err := t.q.GetCreator(ctx, sqlc.GetCreatorParams{WorkspaceID: t.workspace, ResourceID: id, Kind: string(kind)})
	return actor, told(kind, id.String(), err)
}

// changing asks for transactions that changed a resource or a kind of resource.
func (w *where) changing(f ledger.TransactionFilter) {
	if f.Resource != [16]byte{} {
		w.and("number IN (SELECT c.number FROM changes c WHERE c.workspace_id = $1 AND c.resource_id = ?)", f.Resource)
	}
	if len(f.Kinds) > 0 {
		w.and("number IN (SELECT c.number FROM changes c WHERE c.workspace_id = $1 AND c.kind IN (" + w.list(anys(f.Kinds)) + "))")
	}
}
