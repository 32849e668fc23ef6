package db

import (
	"context"

	"github.com/google/uuid"

	"parley/db/sqlc"
	"parley/internal/ledger"
)

// evidenceTable shows each evidence with the passage it rests on.
type evidenceTable struct{ tables }

func (t tables) Evidence() ledger.EvidenceTable {
	return evidenceTable{t}
}

func (t evidenceTable) Get(ctx context.Context, id uuid.UUID) (ledger.Evidence, error) {
	w := t.where("e.")
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
	w := t.where("e.")
	in(w, "position_id", f.Positions)
	in(w, "salience_id", f.Salience)
	in(w, "relation", f.Relations)
	in(w, "passage_id", f.Passages)
	w.id("attributed_to_id", f.AttributedTo)
	w.retracted(page.Retracted)
	w.page(page)
	return t.rows(ctx, w)
}

func (t evidenceTable) rows(ctx context.Context, w *where) ([]ledger.Evidence, error) {
	rows, err := t.read(ctx, w)
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

func (t evidenceTable) read(ctx context.Context, w *where) ([]sqlc.ListEvidenceAtRow, error) {
	q := sqlc.New(filtered{t.run, w})
	if t.at != present {
		return q.ListEvidenceAt(ctx, sqlc.ListEvidenceAtParams{WorkspaceID: t.workspace, At: t.at})
	}
	now, err := q.ListEvidence(ctx, t.workspace)
	rows := make([]sqlc.ListEvidenceAtRow, len(now))
	for i, row := range now {
		rows[i] = sqlc.ListEvidenceAtRow(row)
	}
	return rows, err
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

func (t evidenceTable) Insert(ctx context.Context, v *ledger.Evidence) error {
	body, err := evidenceBody(*v)
	if err != nil {
		return err
	}
	if err := t.q.InsertEvidence(ctx, t.rowEvidence(v, body)); err != nil {
		return told(ledger.KindOfEvidence, "", err)
	}
	t.touched.wrote(v, true)
	return t.openVersion(ctx, v)
}

func (t tables) rowEvidence(v *ledger.Evidence, body string) sqlc.InsertEvidenceParams {
	return sqlc.InsertEvidenceParams{
		WorkspaceID: t.workspace, ID: v.ID, Number: v.Number, Retracted: v.Retracted != nil,
		PositionID: v.Position, SalienceID: v.Salience, PassageID: v.Passage, ArticleID: v.Article.ID,
		AttributedToID: optional(v.AttributedTo), Relation: v.Relation, Attribution: v.Attribution, Body: body}
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
	t.touched.wrote(v, false)
	return t.version(ctx, v)
}

// evidenceBody leaves out the passage, which has a row of its own.
func evidenceBody(v ledger.Evidence) (string, error) {
	v.Selected = nil
	return encode(v)
}

// version closes the version in force and opens the new one at the same number.
func (t evidenceTable) version(ctx context.Context, v *ledger.Evidence) error {
	err := t.q.CloseEvidenceVersion(ctx, sqlc.CloseEvidenceVersionParams{
		WorkspaceID: t.workspace, ID: v.ID, ToNumber: v.Number, Open: forever})
	if err != nil {
		return told(ledger.KindOfEvidence, "", err)
	}
	err = t.q.DropEvidenceVersion(ctx, sqlc.DropEvidenceVersionParams{WorkspaceID: t.workspace, ID: v.ID, FromNumber: v.Number})
	if err != nil {
		return told(ledger.KindOfEvidence, "", err)
	}
	return t.openVersion(ctx, v)
}

func (t evidenceTable) openVersion(ctx context.Context, v *ledger.Evidence) error {
	return told(ledger.KindOfEvidence, "", t.q.OpenEvidenceVersion(ctx, sqlc.OpenEvidenceVersionParams{
		WorkspaceID: t.workspace, ID: v.ID, Open: forever}))
}
