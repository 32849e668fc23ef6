package db

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"fmt"
	"regexp"
	"strings"

	"parley/db/sqlc"
	"parley/internal/ledger"
)

// paper takes the place of a database for the code that writes rows: it notes what
// would be inserted. So there is one place that says which columns and rows follow
// from a resource, and verify cannot forget one.
type paper struct {
	sqlc.DBTX // nil: nothing is read
	rows      []paperRow
}

type paperRow struct {
	table string
	dueRow
}

var insertion = regexp.MustCompile(`INSERT INTO (\w+) \(([^)]+)\)\s*VALUES`)

func (p *paper) ExecContext(_ context.Context, query string, args ...any) (sql.Result, error) {
	parts := insertion.FindStringSubmatch(query)
	if parts == nil { // it removes what is not there, or copies to the versions (history)
		return driver.RowsAffected(1), nil
	}
	names := strings.Split(parts[2], ", ")
	if len(names) != len(args) {
		return nil, fmt.Errorf("%d values for %d columns of %s", len(args), len(names), parts[1])
	}
	row := paperRow{parts[1], dueRow{values: make(map[string]any, len(names))}}
	for i, name := range names {
		row.values[name] = args[i]
	}
	p.rows = append(p.rows, row)
	return driver.RowsAffected(1), nil
}

// onPaper are the tables of all kinds, which write on paper.
func (t tables) onPaper(p *paper) map[ledger.Kind]rewriter {
	t.run, t.q = p, sqlc.New(p)
	return map[ledger.Kind]rewriter{
		ledger.KindOfNegotiation:   t.negotiations(),
		ledger.KindOfParty:         t.parties(),
		ledger.KindOfMembership:    t.Memberships().(rewriter),
		ledger.KindOfParticipation: t.Participations().(rewriter),
		ledger.KindOfRound:         t.Rounds().(rewriter),
		ledger.KindOfIssue:         t.issues(),
		ledger.KindOfProposal:      t.proposals(),
		ledger.KindOfVersion:       versionOnPaper{t},
		ledger.KindOfArticle:       t.articles(),
		ledger.KindOfRevision:      revisionTable{t},
		ledger.KindOfPassage:       t.Passages().(passageTable),
		ledger.KindOfPosition:      t.Positions().(positionTable),
		ledger.KindOfEvidence:      evidenceTable{t},
		ledger.KindOfSalience:      t.Salience().(rewriter),
	}
}

// again writes the rows of a body as Insert does, with the body as it is.
func (t table[T, F]) again(ctx context.Context, body string) error {
	v, err := decode[T](t.kind, "", body, nil)
	if err != nil {
		return err
	}
	if err := t.insert(ctx, &v, body); err != nil {
		return err
	}
	return t.beside(ctx, &v, body, true)
}

func (t evidenceTable) again(ctx context.Context, body string) error {
	v, err := decode[ledger.Evidence](ledger.KindOfEvidence, "", body, nil)
	if err != nil {
		return err
	}
	return t.q.InsertEvidence(ctx, t.rowEvidence(&v, body))
}

func (t revisionTable) again(ctx context.Context, body string) error {
	v, err := decode[ledger.Revision](ledger.KindOfRevision, "", body, nil)
	if err != nil {
		return err
	}
	return t.Insert(ctx, &v)
}

// versionOnPaper is the versions of proposals, whose table is that of proposals.
type versionOnPaper struct{ tables }

func (t versionOnPaper) again(ctx context.Context, body string) error {
	v, err := decode[ledger.ProposalVersion](ledger.KindOfVersion, "", body, nil)
	if err != nil {
		return err
	}
	return t.q.InsertProposalVersion(ctx, sqlc.InsertProposalVersionParams{
		WorkspaceID: t.workspace, ProposalID: v.Proposal, Version: v.Version, Number: v.Number, Body: body})
}
