package db

import (
	"context"
	"encoding/json"
	"fmt"
	"math"

	"github.com/google/uuid"

	"parley/db/sqlc"
	"parley/internal/ledger"
)

// forever ends the range of the version in force. A far number instead of NULL
// keeps comparisons simple and indexes usable.
const forever = math.MaxInt64

// version opens the version of a position that its row now is, and closes the
// one before at the same number; a second change in one transaction replaces
// the version of the first.
func (t positionTable) version(ctx context.Context, v *ledger.Position, isNew bool) error {
	if !isNew {
		err := t.q.ClosePositionVersion(ctx, sqlc.ClosePositionVersionParams{
			WorkspaceID: t.workspace, ID: v.ID, ToNumber: v.Number, Open: forever})
		if err != nil {
			return err
		}
		err = t.q.DropPositionVersion(ctx, sqlc.DropPositionVersionParams{WorkspaceID: t.workspace, ID: v.ID, FromNumber: v.Number})
		if err != nil {
			return err
		}
	}
	return t.q.OpenPositionVersion(ctx, sqlc.OpenPositionVersionParams{WorkspaceID: t.workspace, ID: v.ID, Open: forever})
}

func (t positionTable) Versions(ctx context.Context, id uuid.UUID, page ledger.Page) ([]ledger.PositionVersion, error) {
	w := t.whereAfter(1, "v.")
	w.is("id", id)
	w.numbered("from_number", page)
	rows, err := sqlc.New(filtered{t.run, w}).ListPositionVersions(ctx, t.workspace)
	if err != nil {
		return nil, told(ledger.KindOfPosition, id.String(), err)
	}
	list := make([]ledger.PositionVersion, len(rows))
	for i, r := range rows {
		list[i] = ledger.PositionVersion{Number: r.FromNumber, RecordedAt: fromMicros(r.RecordedAt), Actor: r.Actor, Reason: r.Reason}
		if err := json.Unmarshal([]byte(r.Body), &list[i].Position); err != nil {
			return nil, err
		}
	}
	return list, nil
}

// numbered pages a list that is ordered by a number of its own.
func (w *where) numbered(column string, page ledger.Page) {
	w.keyset(page, []string{column}, func(k ledger.Key) []any { return []any{k.Value} })
}

// versioned fills in what the ledger leaves to the versions: a position or an
// evidence as it was before and after a transaction.
func (t tables) versioned(ctx context.Context, c *ledger.Change, number int64) error {
	var body func(number int64) (string, error)
	switch ledger.Kind(c.Kind) {
	case ledger.KindOfPosition:
		body = func(n int64) (string, error) {
			return t.q.GetPositionAt(ctx, sqlc.GetPositionAtParams{WorkspaceID: t.workspace, ID: c.ID, At: n})
		}
	case ledger.KindOfEvidence:
		body = func(n int64) (string, error) {
			return t.q.GetEvidenceAt(ctx, sqlc.GetEvidenceAtParams{WorkspaceID: t.workspace, ID: c.ID, At: n})
		}
	default:
		return nil
	}
	after, err := body(number)
	if err != nil {
		return told(ledger.Kind(c.Kind), fmt.Sprint(c.ID), err)
	}
	c.After = json.RawMessage(after)
	before, err := body(number - 1)
	if err == nil {
		c.Before = json.RawMessage(before)
	} else if err = told(ledger.Kind(c.Kind), "", err); ledger.IsKind(err, ledger.KindNotFound) {
		err = nil
	}
	return err
}
