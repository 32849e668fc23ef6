package db

import (
	"context"
	"database/sql"

	"github.com/google/uuid"

	"parley/db/sqlc"
	"parley/internal/codec"
	"parley/internal/edtf"
	"parley/internal/ledger"
)

// Whole reads a position, its evidence and the articles behind it in one
// statement: a reader then never sees one of them older than the other.
func (t positionTable) Whole(ctx context.Context, id uuid.UUID) (ledger.WholePosition, error) {
	rows, err := t.whole(ctx, id)
	if err == nil && len(rows) == 0 {
		err = sql.ErrNoRows
	}
	if err != nil {
		return ledger.WholePosition{}, told(t.kind, id.String(), err)
	}
	v, err := wholePosition(id, rows[0])
	if err != nil {
		return v, err
	}
	found := newCiting(len(rows))
	for _, row := range rows {
		if row.EvidenceBody == "" {
			break
		}
		e, err := wholeEvidence(row.EvidenceBody, row.PassageBody)
		if err != nil {
			return v, err
		}
		v.Evidence = append(v.Evidence, e)
		if err := found.add(e.Article.ID, row.ArticleBody, row.Alike); err != nil {
			return v, err
		}
	}
	v.Cited = found.Cited
	return v, nil
}

func wholePosition(id uuid.UUID, row sqlc.ListWholePositionsRow) (ledger.WholePosition, error) {
	body, err := asShown[ledger.Position](row.Body, newPosition...)
	return ledger.WholePosition{ID: id, Number: row.Number, Body: body, Newest: at(row.Head, row.RecordedAt), Course: ledger.Course{
		Status: row.Status, Act: row.Act,
		StatedEarliest: edtf.Day(row.StatedEarliest), StatedLatest: edtf.Day(row.StatedLatest),
		EndedEarliest: edtf.Day(row.EndedEarliest), EndedLatest: edtf.Day(row.EndedLatest),
	}}, err
}

func wholeEvidence(body, passage string) (e ledger.WholeEvidence, err error) {
	if e.Evidence, err = decode[ledger.Evidence](ledger.KindOfEvidence, "", body, nil); err != nil {
		return e, err
	}
	if e.Body, err = asShown[ledger.Evidence](body); err != nil {
		return e, err
	}
	if e.Passage, err = asShown[ledger.Passage](passage, newPassage...); err != nil {
		return e, err
	}
	e.Selected = &ledger.Passage{State: codec.Text(e.Passage, "state")}
	return e, nil
}

func (t positionTable) whole(ctx context.Context, id uuid.UUID) ([]sqlc.ListWholePositionsRow, error) {
	if t.at == present && t.run == sqlc.DBTX(t.store.read) {
		return t.store.gathered.positions.Ask(ctx, t.workspace, id)
	}
	if t.at == present { // in a transaction, which sees what others do not
		found, err := t.wholes(ctx, []uuid.UUID{id})
		return found[id], err
	}
	then, err := t.q.GetWholePositionAt(ctx, sqlc.GetWholePositionAtParams{WorkspaceID: t.workspace, ID: id, At: t.at})
	rows := make([]sqlc.ListWholePositionsRow, len(then))
	for i, row := range then {
		rows[i] = sqlc.ListWholePositionsRow(row)
	}
	return rows, err
}

// wholes reads positions as whole reads one.
func (t tables) wholes(ctx context.Context, ids []uuid.UUID) (map[uuid.UUID][]sqlc.ListWholePositionsRow, error) {
	w := t.whereAfter(2, "positions.")
	in(w, "id", ids)
	w.sql.WriteString(" ORDER BY positions.id, e.id")
	rows, err := sqlc.New(filtered{t.run, w}).ListWholePositions(ctx, sqlc.ListWholePositionsParams{WorkspaceID: t.workspace, Open: forever})
	found := make(map[uuid.UUID][]sqlc.ListWholePositionsRow, len(ids))
	for _, row := range rows {
		found[row.ID] = append(found[row.ID], row)
	}
	return found, err
}
