package db

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"

	"github.com/google/uuid"

	"parley/db/sqlc"
	"parley/internal/ledger"
)

// recorded holds every row of a resource, of a version and of what stands beside them
// against the ledger, in both directions: what the ledger recorded must be there, as
// the store's own code would write it today, and nothing else may be. It goes through
// the ids in order, some at a time; no workspace is too large for that.
func (v *verification) recorded(ctx context.Context) error {
	for after := uuid.Nil; after != uuid.Max; {
		until, err := v.q.GetRecordedAfter(ctx, sqlc.GetRecordedAfterParams{WorkspaceID: v.tables.workspace, ResourceID: after, Skipped: verifyPiece - 1})
		if errors.Is(err, sql.ErrNoRows) {
			until, err = uuid.Max, nil
		}
		if err != nil {
			return err
		}
		if err := v.piece(ctx, after, until); err != nil {
			return err
		}
		after = until
	}
	return nil
}

// piece looks at the ids behind the first and up to the last.
func (v *verification) piece(ctx context.Context, after, until uuid.UUID) error {
	due, err := v.due(ctx, after, until)
	if err != nil {
		return err
	}
	for _, s := range shelves {
		if s.table == "search_names" && v.unindexed {
			continue
		}
		if err := v.shelf(ctx, s, due[s.table], after, until); err != nil {
			return fmt.Errorf("%s: %w", s.table, err)
		}
	}
	if err := v.shown(ctx, after, until); err != nil {
		return err
	}
	return v.likenesses(ctx, after, until)
}

// shelf is a table whose rows follow from the ledger.
type shelf struct {
	table string
	// owner is the column with the id of the resource a row belongs to.
	owner string
	key   []string
}

var shelves = []shelf{
	{"negotiations", "id", []string{"id"}},
	{"parties", "id", []string{"id"}},
	{"party_names", "party_id", []string{"party_id", "name"}},
	{"search_names", "party_id", []string{"party_id", "words"}},
	{"party_identifiers", "party_id", []string{"scheme", "value"}},
	{"memberships", "id", []string{"id"}},
	{"participations", "id", []string{"id"}},
	{"rounds", "id", []string{"id"}},
	{"issues", "id", []string{"id"}},
	{"proposals", "id", []string{"id"}},
	{"proposal_issues", "proposal_id", []string{"proposal_id", "issue_id"}},
	{"proposal_versions", "proposal_id", []string{"proposal_id", "version"}},
	{"articles", "id", []string{"id"}},
	{"revisions", "article_id", []string{"article_id", "revision"}},
	{"passages", "id", []string{"id"}},
	{"passage_anchors", "passage_id", []string{"passage_id", "revision", "number"}},
	{"positions", "id", []string{"id"}},
	{"position_versions", "id", []string{"id", "from_number"}},
	{"position_references", "position_id", []string{"position_id", "number", "role", "ordinal"}},
	{"evidence", "id", []string{"id"}},
	{"evidence_versions", "id", []string{"id", "from_number"}},
	{"salience", "id", []string{"id"}},
}

// elsewhere are columns that the ledger does not tell, and why that is right.
var elsewhere = map[string]string{
	"revisions.text":                 "held against the SHA-256 that the ledger tells (texts)",
	"revisions.runs":                 "held against the text (texts)",
	"revisions.text_number":          "the place of the text in the index of copies, which follows the order of arrival",
	"evidence_versions.passage_body": "held against the passage (shown)",
	"evidence_versions.article_body": "held against the article (shown)",
	"evidence_versions.shown":        "held against the numbers of both (shown)",
	"revisions.search_bounded":       "whether the search for copies was cut short, which nobody can tell afterwards",
}

// shelf holds the rows of a table against those that are due.
func (v *verification) shelf(ctx context.Context, s shelf, due map[string]*dueRow, after, until uuid.UUID) error {
	columns, err := v.columnsOf(ctx, s.table)
	if err != nil {
		return err
	}
	query, args := s.between(columns, v.tables.workspace, after, until)
	rows, err := v.run.QueryContext(ctx, query, args...)
	if err != nil {
		return err
	}
	defer rows.Close() //nolint:errcheck // Err tells
	for rows.Next() {
		found, err := columns.scan(rows)
		if err != nil {
			return err
		}
		key := s.keyOf(found)
		if err := v.compare(s, key, found, due[key]); err != nil {
			return err
		}
		delete(due, key)
	}
	for _, key := range sorted(due) {
		if due[key].mayLack() {
			continue
		}
		v.fault(s.table+" "+key, "is missing: number %d of the ledger recorded it", due[key].number)
	}
	return rows.Err()
}

// between asks for the rows of some ids. The first and the last ids have no bound: a row
// with an id that the program never gives is to be met as well.
func (s shelf) between(columns columns, workspace int64, after, until uuid.UUID) (string, []any) {
	query, args := "SELECT "+columns.list()+" FROM "+s.table+" WHERE workspace_id = $1", []any{workspace}
	if after != uuid.Nil {
		args = append(args, after)
		query += fmt.Sprintf(" AND %s > $%d", s.owner, len(args))
	}
	if until != uuid.Max {
		args = append(args, until)
		query += fmt.Sprintf(" AND %s <= $%d", s.owner, len(args))
	}
	return query, args
}

// compare tells every column that is not what it should be.
func (v *verification) compare(s shelf, key string, found map[string]any, due *dueRow) error {
	if due == nil {
		v.fault(s.table+" "+key, "is not in the ledger")
		return nil
	}
	for _, column := range sorted(found) {
		want, known := due.values[column]
		if !known && due.unread {
			continue
		}
		if !known {
			return fmt.Errorf("nothing says what the column %s should be", column)
		}
		if is, should := alike(s.table, column, found[column]), alike(s.table, column, want); is != should && !due.mayBe(column, is) {
			is, should := apart(is, should)
			v.fault(s.table+" "+key, "its %s is %s and by number %d of the ledger %s", column, is, due.number, should)
		}
	}
	return nil
}

// alike is a value in the one form that both engines and the store's code come to.
func alike(table, column string, value any) any {
	value, err := driver.DefaultParameterConverter.ConvertValue(value)
	if err != nil {
		return err.Error()
	}
	switch is := value.(type) {
	case bool:
		if is {
			return int64(1)
		}
		return int64(0)
	case []byte:
		return string(is)
	case string:
		if table == "passage_anchors" && column == "body" {
			return anchoring(is)
		}
	}
	return value
}

// anchoring is a record in today's form: a migration wrote those of the first schema,
// with fewer members.
func anchoring(body string) string {
	v, err := decode[ledger.Anchoring](ledger.KindOfPassage, "", body, nil)
	if err != nil {
		return body
	}
	again, err := encode(v)
	if err != nil {
		return body
	}
	return again
}
