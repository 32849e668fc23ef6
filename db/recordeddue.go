package db

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"github.com/google/uuid"

	"parley/db/sqlc"
	"parley/internal/ledger"
)

// dueRow is a row that follows from the ledger.
type dueRow struct {
	values map[string]any
	number int64
	// unread tells that the record of it is unreadable, so that little is known.
	unread bool
	// former is the body of a version that has ended. Migration 2 made what is beside
	// such bodies out of less than the program does (former.go).
	former string
}

// due is what should be in each table, by the key of its shelf.
type due map[string]map[string]*dueRow

func (d due) add(table string, row *dueRow) {
	i := slices.IndexFunc(shelves, func(s shelf) bool { return s.table == table })
	if d[table] == nil {
		d[table] = map[string]*dueRow{}
	}
	d[table][shelves[i].keyOf(row.values)] = row
}

// rewriter makes the rows of a body once more (rewrite.go).
type rewriter interface {
	again(ctx context.Context, body string) error
}

// recordedPiece is what is known while the rows of some ids are made.
type recordedPiece struct {
	*verification
	due
	paper     *paper
	rewriters map[ledger.Kind]rewriter
	versions  map[ledger.Kind]map[uuid.UUID]map[int64]string
}

// due makes the rows of some ids out of what the ledger recorded of them.
func (v *verification) due(ctx context.Context, after, until uuid.UUID) (due, error) {
	p := recordedPiece{verification: v, due: due{}, paper: &paper{}}
	p.rewriters = v.onPaper(p.paper)
	changes, err := v.q.ListRecorded(ctx, sqlc.ListRecordedParams{WorkspaceID: v.tables.workspace, ResourceID: after, Until: until})
	if err == nil {
		err = p.readVersions(ctx, after, until)
	}
	if err != nil {
		return nil, err
	}
	type resource struct {
		id   uuid.UUID
		kind string
	}
	var order []resource
	of := map[resource][]sqlc.ListRecordedRow{}
	for _, c := range changes {
		r := resource{c.ResourceID, c.Kind}
		if of[r] == nil {
			order = append(order, r)
		}
		of[r] = append(of[r], c)
	}
	for _, r := range order {
		if err := p.resource(ctx, ledger.Kind(r.kind), r.id, of[r]); err != nil {
			return nil, err
		}
	}
	return p.due, nil
}

func (p *recordedPiece) readVersions(ctx context.Context, after, until uuid.UUID) error {
	positions, err := p.q.ListRecordedPositions(ctx, sqlc.ListRecordedPositionsParams{WorkspaceID: p.tables.workspace, ID: after, Until: until})
	if err != nil {
		return err
	}
	evidence, err := p.q.ListRecordedEvidence(ctx, sqlc.ListRecordedEvidenceParams{WorkspaceID: p.tables.workspace, ID: after, Until: until})
	p.versions = map[ledger.Kind]map[uuid.UUID]map[int64]string{ledger.KindOfPosition: {}, ledger.KindOfEvidence: {}}
	for _, r := range positions {
		p.note(ledger.KindOfPosition, sqlc.ListRecordedEvidenceRow(r))
	}
	for _, r := range evidence {
		p.note(ledger.KindOfEvidence, r)
	}
	return err
}

func (p *recordedPiece) note(kind ledger.Kind, r sqlc.ListRecordedEvidenceRow) {
	if p.versions[kind][r.ID] == nil {
		p.versions[kind][r.ID] = map[int64]string{}
	}
	p.versions[kind][r.ID][r.FromNumber] = r.Body
}

// resource makes the rows of one resource from its changes in their order.
func (p *recordedPiece) resource(ctx context.Context, kind ledger.Kind, id uuid.UUID, changes []sqlc.ListRecordedRow) error {
	p.found(kind, changes)
	switch {
	case p.rewriters[kind] == nil:
		p.fault(fmt.Sprintf("number %d", changes[0].Number), "recorded a change of a %q, which is no kind of resource", kind)
	case isVersioned(string(kind)):
		p.history(ctx, kind, id, changes)
	case kind == ledger.KindOfRevision || kind == ledger.KindOfVersion: // each change is a row of its own
		for _, c := range changes {
			p.write(ctx, kind, id, c.Number, c.After)
		}
	default:
		last := changes[len(changes)-1]
		p.write(ctx, kind, id, last.Number, last.After)
		if kind == ledger.KindOfParty {
			p.namesOf(last.Number, last.After)
		}
		if kind == ledger.KindOfPassage {
			return p.way(ctx, changes)
		}
	}
	return nil
}

// found looks at what a past resource is found by, which the chain does not cover.
func (p *recordedPiece) found(kind ledger.Kind, changes []sqlc.ListRecordedRow) {
	for i, c := range changes {
		want := sqlc.InsertChangeParams{ToNumber: forever}
		if !isVersioned(c.Kind) {
			if foundBy(&want, ledger.Change{Kind: c.Kind, After: unraw(c.After)}) != nil {
				continue // unreadable, which write tells
			}
			for _, later := range changes[i+1:] {
				if later.HasBefore > 0 {
					want.ToNumber = later.Number
					break
				}
			}
		}
		where := fmt.Sprintf("changes number %d of %s %s", c.Number, kind, c.ResourceID)
		for _, one := range []struct {
			column     string
			is, should any
		}{{"to_number", c.ToNumber, want.ToNumber}, {"slug", c.Slug, want.Slug}, {"owner_id", c.OwnerID, want.OwnerID}, {"publisher", c.Publisher, want.Publisher}} {
			if is, should := alike("changes", one.column, one.is), alike("changes", one.column, one.should); is != should {
				is, should := apart(is, should)
				p.fault(where, "its %s is %s and should be %s", one.column, is, should)
			}
		}
	}
}

// write adds the rows that follow from a body.
func (p *recordedPiece) write(ctx context.Context, kind ledger.Kind, id uuid.UUID, number int64, body *string) {
	for _, row := range p.rowsOf(ctx, kind, id, number, body) {
		p.add(row.table, &row.dueRow)
	}
}

// rowsOf makes the rows of a body, the resource's own first.
func (p *recordedPiece) rowsOf(ctx context.Context, kind ledger.Kind, id uuid.UUID, number int64, body *string) []paperRow {
	p.paper.rows = nil
	err := p.rewriters[kind].again(ctx, text(body))
	if err == nil && len(p.paper.rows) > 0 {
		for i := range p.paper.rows {
			p.paper.rows[i].number = number
		}
		return p.paper.rows
	}
	p.fault(fmt.Sprintf("%s %s", kind, id), "what number %d of the ledger recorded of it cannot be read: %v", number, err)
	if table := tableOf[kind]; table != "" {
		return []paperRow{{table, dueRow{values: map[string]any{"id": id, "body": text(body)}, number: number, unread: true}}}
	}
	return nil
}

// tableOf is where the present of a kind is.
var tableOf = map[ledger.Kind]string{
	ledger.KindOfNegotiation: "negotiations", ledger.KindOfParty: "parties", ledger.KindOfMembership: "memberships",
	ledger.KindOfParticipation: "participations", ledger.KindOfRound: "rounds", ledger.KindOfIssue: "issues",
	ledger.KindOfProposal: "proposals", ledger.KindOfArticle: "articles", ledger.KindOfPassage: "passages",
	ledger.KindOfPosition: "positions", ledger.KindOfEvidence: "evidence", ledger.KindOfSalience: "salience",
}

// history makes the versions of a resource: one from each number that changed it to
// the next. The newest is also the present.
func (p *recordedPiece) history(ctx context.Context, kind ledger.Kind, id uuid.UUID, changes []sqlc.ListRecordedRow) {
	table := tableOf[kind]
	versions := map[ledger.Kind]string{ledger.KindOfPosition: "position_versions", ledger.KindOfEvidence: "evidence_versions"}[kind]
	numbers := make([]int64, len(changes))
	for i, c := range changes {
		numbers[i] = c.Number
	}
	numbers = slices.Compact(numbers)
	for i, number := range numbers {
		to := int64(forever)
		if i+1 < len(numbers) {
			to = numbers[i+1]
		}
		span := map[string]any{"id": id, "from_number": number, "to_number": to}
		body, there := p.versions[kind][id][number]
		if !there {
			p.add(versions, &dueRow{values: span, number: number, unread: true})
			if to == forever {
				p.add(table, &dueRow{values: map[string]any{"id": id}, number: number, unread: true})
			}
			continue
		}
		for _, row := range p.rowsOf(ctx, kind, id, number, &body) {
			if to < forever {
				row.former = body
			}
			if row.table != table {
				p.add(row.table, &row.dueRow)
				continue
			}
			version := row.dueRow
			version.values = maps.Clone(row.values)
			maps.Copy(version.values, span)
			p.add(versions, &version)
			if to == forever {
				p.add(table, &row.dueRow)
			}
		}
	}
}

// way makes the records of where a passage stood.
func (p *recordedPiece) way(ctx context.Context, changes []sqlc.ListRecordedRow) error {
	for _, c := range changes {
		v, err := decode[ledger.Passage](ledger.KindOfPassage, "", text(c.After), nil)
		if err != nil {
			p.fault("passage "+c.ResourceID.String(), "what number %d of the ledger recorded of it cannot be read: %v", c.Number, err)
			continue
		}
		p.paper.rows = nil
		passages := p.rewriters[ledger.KindOfPassage].(passageTable)
		for _, a := range v.Anchorings(c.Action) {
			if err := passages.InsertAnchor(ctx, &v, a); err != nil {
				return err
			}
		}
		for _, row := range p.paper.rows {
			row.number = c.Number
			p.add(row.table, &row.dueRow)
		}
	}
	return nil
}
