package db

import (
	"context"

	"github.com/google/uuid"

	"parley/db/sqlc"
	"parley/internal/edtf"
	"parley/internal/ledger"
)

// versionAndReferences keeps what stands beside a position's row: its version
// and its many-valued references.
func (t positionTable) versionAndReferences(ctx context.Context, v *ledger.Position, _ string, isNew bool) error {
	if err := t.version(ctx, v, isNew); err != nil {
		return err
	}
	if !isNew {
		err := t.q.DeletePositionReferences(ctx, sqlc.DeletePositionReferencesParams{WorkspaceID: t.workspace, PositionID: v.ID, Number: v.Number})
		if err != nil {
			return err
		}
	}
	for _, r := range referencesOf(v) {
		r.WorkspaceID, r.PositionID, r.Number = t.workspace, v.ID, v.Number
		if err := t.q.InsertPositionReference(ctx, r); err != nil {
			return err
		}
	}
	return nil
}

func referencesOf(v *ledger.Position) []sqlc.InsertPositionReferenceParams {
	var list []sqlc.InsertPositionReferenceParams
	for i, id := range unique(v.JointlyWith) {
		list = append(list, sqlc.InsertPositionReferenceParams{Role: "jointly_with", Ordinal: int64(i), PartyID: &id})
	}
	for i, id := range unique(v.AddressedTo) {
		list = append(list, sqlc.InsertPositionReferenceParams{Role: "addressed_to", Ordinal: int64(i), PartyID: &id})
	}
	for i, id := range unique(v.Supersedes) {
		list = append(list, sqlc.InsertPositionReferenceParams{Role: "supersedes", Ordinal: int64(i), OtherID: &id})
	}
	for i, c := range v.Conditions {
		if c.Party != nil || c.Issue != nil || c.Proposal != nil {
			list = append(list, sqlc.InsertPositionReferenceParams{Role: "condition", Ordinal: int64(i),
				PartyID: optional(c.Party), IssueID: optional(c.Issue), ProposalID: optional(c.Proposal)})
		}
	}
	return list
}

func (t positionTable) Superseders(ctx context.Context, id uuid.UUID) ([]ledger.Position, error) {
	bodies, err := t.q.ListSuperseders(ctx, sqlc.ListSupersedersParams{WorkspaceID: t.workspace, OtherID: &id})
	if err != nil {
		return nil, told(t.kind, id.String(), err)
	}
	return decodeAll[ledger.Position](bodies)
}

func (t positionTable) Superseded(ctx context.Context, id uuid.UUID) (bool, error) {
	n, err := t.q.IsSuperseded(ctx, sqlc.IsSupersededParams{WorkspaceID: t.workspace, OtherID: &id})
	return n > 0, told(t.kind, id.String(), err)
}

// positions, evidence and articles are what a subquery reads: rows as they are
// now, or those in force at the number the list is as of.
func (w *where) positions() string {
	if w.at == present {
		return "positions"
	}
	return "(SELECT workspace_id, id, from_number AS number FROM position_versions WHERE from_number <= $2 AND to_number > $2)"
}

func (w *where) evidence() string {
	if w.at == present {
		return "evidence"
	}
	return "(SELECT * FROM evidence_versions WHERE from_number <= $2 AND to_number > $2)"
}

func (w *where) articles() string {
	if w.at == present {
		return "articles"
	}
	return "(SELECT workspace_id, resource_id AS id, publisher FROM changes WHERE kind = 'article' AND number <= $2 AND to_number > $2)"
}

// referring asks for a party in a many-valued reference.
func (w *where) referring(role string, parties []uuid.UUID) {
	if len(parties) > 0 {
		w.and(w.column("id")+` IN (SELECT r.position_id FROM position_references r
			JOIN `+w.positions()+` o ON o.workspace_id = r.workspace_id AND o.id = r.position_id AND o.number = r.number
			WHERE r.workspace_id = $1 AND r.party_id IN (`+w.list(anys(parties))+`) AND r.role = ?)`, role)
	}
}

// touching asks for a party in any place of a position as it is now. With OR instead of
// UNION, PostgreSQL would read every position.
func (w *where) touching(party uuid.UUID) {
	if party != uuid.Nil {
		w.and(w.column("id")+` IN (SELECT o.id FROM positions o WHERE o.workspace_id = $1 AND o.party_id = ?
			UNION SELECT o.id FROM positions o WHERE o.workspace_id = $1 AND o.speaker_id = ?
			UNION SELECT o.id FROM positions o WHERE o.workspace_id = $1 AND o.on_behalf_of_id = ?
			UNION SELECT r.position_id FROM position_references r
				JOIN positions o ON o.workspace_id = r.workspace_id AND o.id = r.position_id AND o.number = r.number
				WHERE r.workspace_id = $1 AND r.party_id = ?)`,
			party, party, party, party)
	}
}

// evidenced asks for evidence in force with one of the values in a column.
func (w *where) evidenced(column string, values []any) {
	if len(values) > 0 {
		w.and(w.column("id")+` IN (SELECT e.position_id FROM `+w.evidence()+` e
			WHERE e.workspace_id = $1 AND `+column+` IN (`+w.list(values)+`) AND e.retracted = ?)`, false)
	}
}

// published asks for evidence in force in an article of one of the publishers.
func (w *where) published(publishers []string) {
	if len(publishers) > 0 {
		w.and(w.column("id")+` IN (SELECT e.position_id FROM `+w.articles()+` a
			JOIN `+w.evidence()+` e ON e.workspace_id = a.workspace_id AND e.article_id = a.id
			WHERE a.workspace_id = $1 AND a.publisher IN (`+w.list(anys(publishers))+`) AND e.retracted = ?)`, false)
	}
}

// stated asks for what was stated between two days: for certain when all of
// the date lies between them, possibly when some of it does.
func (w *where) stated(f ledger.PositionFilter) {
	from, until := "stated_earliest", "stated_latest"
	if f.Match == edtf.Possible {
		from, until = until, from
	}
	if f.From != nil {
		w.and(w.column(from)+" >= ?", int64(*f.From))
	}
	if f.Until != nil {
		w.and(w.column(until)+" <= ?", int64(*f.Until))
	}
	if f.Until != nil && f.Match == edtf.Certain { // follows from it, and is what an index has
		w.and(w.column("stated_earliest")+" <= ?", int64(*f.Until))
	}
}

// standing asks for what holds at the end of a day (rule 2): for certain when
// it was surely stated by then and surely had not ended, possibly when it may
// have been stated and may not have ended.
func (w *where) standing(s *ledger.Standing) {
	if s == nil {
		return
	}
	stated, ended := "stated_latest", "ended_earliest"
	if s.Match == edtf.Possible {
		stated, ended = "stated_earliest", "ended_latest"
	}
	if s.Not {
		w.and("("+w.column(stated)+" > ? OR "+w.column(ended)+" <= ? OR "+w.column("act")+" = 'withdraw')", int64(s.Day), int64(s.Day))
		return
	}
	w.and(w.column(stated)+" <= ? AND "+w.column(ended)+" > ? AND "+w.column("act")+" <> 'withdraw'", int64(s.Day), int64(s.Day))
}
