package db

import (
	"context"
	"database/sql"

	"github.com/google/uuid"

	"parley/db/sqlc"
	"parley/internal/ledger"
)

// evidenceTable shows each evidence with the passage it rests on.
type evidenceTable struct{ tables }

func (t tables) Evidence() ledger.Table[ledger.Evidence, ledger.EvidenceFilter] {
	return evidenceTable{t}
}

func (t evidenceTable) Get(ctx context.Context, id uuid.UUID) (ledger.Evidence, error) {
	w := &where{prefix: "e."}
	w.is("id", id)
	list, err := t.rows(ctx, w)
	if err == nil && len(list) == 0 {
		err = ledger.NotFound(ledger.KindOfEvidence, id.String())
	}
	if err != nil {
		return ledger.Evidence{}, err
	}
	return list[0], nil
}

func (t evidenceTable) List(ctx context.Context, f ledger.EvidenceFilter, page ledger.Page) ([]ledger.Evidence, error) {
	w := &where{prefix: "e."}
	in(w, "position_id", f.Positions)
	in(w, "salience_id", f.Salience)
	in(w, "relation", f.Relations)
	w.id("passage_id", f.Passage)
	w.id("attributed_to_id", f.AttributedTo)
	w.retracted(page.Retracted)
	w.page(page)
	return t.rows(ctx, w)
}

func (t evidenceTable) rows(ctx context.Context, w *where) ([]ledger.Evidence, error) {
	rows, err := sqlc.New(filtered{t.run, w}).ListEvidence(ctx, t.workspace)
	if err != nil {
		return nil, told(ledger.KindOfEvidence, "", err)
	}
	list := make([]ledger.Evidence, len(rows))
	for i, row := range rows {
		if list[i], err = evidenceOf(row.Body, row.PassageBody); err != nil {
			return nil, err
		}
	}
	return list, nil
}

func evidenceOf(body, passageBody string) (ledger.Evidence, error) {
	e, err := decode[ledger.Evidence](ledger.KindOfEvidence, "", body, nil)
	if err != nil {
		return e, err
	}
	passage, err := decode[ledger.Passage](ledger.KindOfPassage, "", passageBody, nil)
	e.Selected = &passage
	return e, err
}

// Whole reads a position and its evidence in one statement: a reader then never
// sees one of them older than the other.
func (t positionTable) Whole(ctx context.Context, id uuid.UUID) (ledger.Position, error) {
	rows, err := t.q.GetWholePosition(ctx, sqlc.GetWholePositionParams{WorkspaceID: t.workspace, ID: id})
	if err == nil && len(rows) == 0 {
		err = sql.ErrNoRows
	}
	if err != nil {
		return ledger.Position{}, told(t.kind, id.String(), err)
	}
	v, err := decode[ledger.Position](t.kind, "", rows[0].Body, nil)
	v.Evidence = []ledger.Evidence{}
	for _, row := range rows {
		if err != nil || row.EvidenceBody == "" {
			break
		}
		var e ledger.Evidence
		e, err = evidenceOf(row.EvidenceBody, row.PassageBody)
		v.Evidence = append(v.Evidence, e)
	}
	return v, err
}

func (t evidenceTable) Insert(ctx context.Context, v *ledger.Evidence) error {
	body, err := evidenceBody(*v)
	if err != nil {
		return err
	}
	err = t.q.InsertEvidence(ctx, sqlc.InsertEvidenceParams{
		WorkspaceID: t.workspace, ID: v.ID, Number: v.Number, Retracted: v.Retracted != nil,
		PositionID: v.Position, SalienceID: v.Salience, PassageID: v.Passage, ArticleID: v.Article.ID,
		AttributedToID: optional(v.AttributedTo), Relation: v.Relation, Attribution: v.Attribution, Body: body})
	if err != nil {
		return told(ledger.KindOfEvidence, "", err)
	}
	return t.openVersion(ctx, v, body)
}

func (t evidenceTable) Update(ctx context.Context, v *ledger.Evidence) error {
	body, err := evidenceBody(*v)
	if err != nil {
		return err
	}
	_, err = t.q.UpdateEvidence(ctx, sqlc.UpdateEvidenceParams{
		WorkspaceID: t.workspace, ID: v.ID, Number: v.Number, Retracted: v.Retracted != nil,
		AttributedToID: optional(v.AttributedTo), Relation: v.Relation, Attribution: v.Attribution, Body: body})
	if err != nil {
		return told(ledger.KindOfEvidence, v.ID.String(), err)
	}
	return t.version(ctx, v, body)
}

// evidenceBody leaves out the passage, which has a row of its own.
func evidenceBody(v ledger.Evidence) (string, error) {
	v.Selected = nil
	return encode(v)
}

// version closes the version in force and opens the new one at the same number.
func (t evidenceTable) version(ctx context.Context, v *ledger.Evidence, body string) error {
	err := t.q.CloseEvidenceVersion(ctx, sqlc.CloseEvidenceVersionParams{
		WorkspaceID: t.workspace, EvidenceID: v.ID, ToNumber: v.Number, Open: forever})
	if err != nil {
		return told(ledger.KindOfEvidence, "", err)
	}
	return t.openVersion(ctx, v, body)
}

func (t evidenceTable) openVersion(ctx context.Context, v *ledger.Evidence, body string) error {
	return told(ledger.KindOfEvidence, "", t.q.InsertEvidenceVersion(ctx, sqlc.InsertEvidenceVersionParams{
		WorkspaceID: t.workspace, EvidenceID: v.ID, PositionID: v.Position,
		FromNumber: v.Number, ToNumber: forever, Body: body}))
}
