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

// version closes the version in force and opens the new one at the same number;
// a second change in one transaction replaces the version of the first.
func (t positionTable) version(ctx context.Context, v *ledger.Position, body string, isNew bool) error {
	if !isNew {
		err := t.q.ClosePositionVersion(ctx, sqlc.ClosePositionVersionParams{
			WorkspaceID: t.workspace, PositionID: v.ID, ToNumber: v.Number, Open: forever})
		if err != nil {
			return err
		}
	}
	earliest, latest := v.Ended.Bounds()
	return t.q.InsertPositionVersion(ctx, sqlc.InsertPositionVersionParams{
		WorkspaceID: t.workspace, PositionID: v.ID, FromNumber: v.Number, ToNumber: forever,
		NegotiationID: v.Negotiation.ID, IssueID: v.Issue.ID, PartyID: v.Party.ID, Status: v.Status,
		StatedEarliest: int64(v.Stated.Earliest()), StatedLatest: int64(v.Stated.Latest()),
		EndedEarliest: int64(earliest), EndedLatest: int64(latest), Body: body})
}

func (t positionTable) Versions(ctx context.Context, id uuid.UUID, page ledger.Page) ([]ledger.PositionVersion, error) {
	w := &where{prefix: "v."}
	w.is("position_id", id)
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
			return t.q.GetPositionBody(ctx, sqlc.GetPositionBodyParams{WorkspaceID: t.workspace, PositionID: c.ID, Number: n})
		}
	case ledger.KindOfEvidence:
		body = func(n int64) (string, error) {
			return t.q.GetEvidenceBody(ctx, sqlc.GetEvidenceBodyParams{WorkspaceID: t.workspace, EvidenceID: c.ID, Number: n})
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
