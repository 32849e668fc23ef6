package main

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"

	"github.com/jackc/pgx/v5"

	"parley/db"
)

// copied are the tables in an order that their foreign keys allow.
var copied = []string{"transactions", "changes", "negotiations", "parties", "party_names", "party_identifiers", "participations",
	"issues", "articles", "revisions", "passages", "passage_anchors", "positions", "position_references", "position_versions",
	"evidence", "evidence_versions"}

// copyTo fills a PostgreSQL database from a loaded SQLite file.
func copyTo(ctx context.Context, file, url string) error {
	from, err := db.Open(ctx, db.Options{URL: file})
	if err != nil {
		return err
	}
	defer from.Close()
	to, err := db.Open(ctx, db.Options{URL: url, Migrate: true})
	if err != nil {
		return err
	}
	if err := to.Close(); err != nil {
		return err
	}
	conn, err := pgx.Connect(ctx, url)
	if err != nil {
		return err
	}
	defer conn.Close(ctx) //nolint:errcheck // everything is committed by then
	if err := quicklyInto(ctx, conn, func() error { return copyAll(ctx, from.Read, conn) }); err != nil {
		return err
	}
	var head, at int64
	if err := from.Read.QueryRowContext(ctx, "SELECT head, recorded_at FROM workspaces WHERE id = 1").Scan(&head, &at); err != nil {
		return err
	}
	if _, err := conn.Exec(ctx, "UPDATE workspaces SET head = $1, recorded_at = $2 WHERE id = 1", head, at); err != nil {
		return err
	}
	if err := index(ctx, conn, url); err != nil {
		return err
	}
	_, err = conn.Exec(ctx, "VACUUM ANALYZE")
	return err
}

// index lets the database be searched: its index of words is of another kind than
// SQLite's, so it is made as for a record that is older than search.
func index(ctx context.Context, conn *pgx.Conn, url string) error {
	for _, kind := range []string{"party", "issue", "article", "position", "passage"} {
		if _, err := conn.Exec(ctx, "INSERT INTO search_backlog (workspace_id, kind, after) VALUES (1, $1, '00000000-0000-0000-0000-000000000000')", kind); err != nil {
			return err
		}
	}
	d, err := db.Open(ctx, db.Options{URL: url})
	if err != nil {
		return err
	}
	return d.Close()
}

func copyAll(ctx context.Context, from *sql.DB, to *pgx.Conn) error {
	for _, table := range copied {
		if err := copyTable(ctx, from, to, table); err != nil {
			return fmt.Errorf("%s: %w", table, err)
		}
	}
	return nil
}

func copyTable(ctx context.Context, from *sql.DB, to *pgx.Conn, table string) error {
	description, err := to.Prepare(ctx, "", "SELECT * FROM "+table)
	if err != nil {
		return err
	}
	var columns []string
	source := rowSource{}
	for _, f := range description.Fields {
		columns = append(columns, f.Name)
		source.boolean = append(source.boolean, f.DataTypeOID == boolOID)
	}
	source.rows, err = from.QueryContext(ctx, "SELECT "+strings.Join(columns, ", ")+" FROM "+table)
	if err != nil {
		return err
	}
	defer source.rows.Close()
	_, err = to.CopyFrom(ctx, pgx.Identifier{table}, columns, source)
	return errors.Join(err, source.rows.Err())
}

const boolOID = 16

// rowSource gives the rows of SQLite as PostgreSQL wants them.
type rowSource struct {
	rows    *sql.Rows
	boolean []bool
}

func (s rowSource) Next() bool { return s.rows.Next() }
func (s rowSource) Err() error { return s.rows.Err() }

func (s rowSource) Values() ([]any, error) {
	values := make([]any, len(s.boolean))
	targets := make([]any, len(values))
	for i := range values {
		targets[i] = &values[i]
	}
	err := s.rows.Scan(targets...)
	for i, isBool := range s.boolean {
		if n, ok := values[i].(int64); ok && isBool {
			values[i] = n != 0
		}
	}
	return values, err
}
