package main

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5"
)

// quicklyInto is quickly for PostgreSQL: the indexes are made at the end, and
// what comes from a database that checked its references is not checked again.
func quicklyInto(ctx context.Context, to *pgx.Conn, load func() error) error {
	for _, set := range []string{"session_replication_role = replica", "synchronous_commit = off", "maintenance_work_mem = '512MB'"} {
		if _, err := to.Exec(ctx, "SET "+set); err != nil {
			return fmt.Errorf("%w; the copy wants to be made by a superuser", err)
		}
	}
	rows, err := to.Query(ctx, `SELECT indexname, indexdef FROM pg_indexes
		WHERE schemaname = current_schema() AND indexname NOT IN (SELECT conname FROM pg_constraint)`)
	if err != nil {
		return err
	}
	indexes, err := pgx.CollectRows(rows, pgx.RowToStructByPos[struct{ Name, Definition string }])
	if err != nil {
		return err
	}
	for _, index := range indexes {
		if _, err := to.Exec(ctx, "DROP INDEX "+index.Name); err != nil {
			return err
		}
	}
	if err := load(); err != nil {
		return err
	}
	for _, index := range indexes {
		if _, err := to.Exec(ctx, index.Definition); err != nil {
			return fmt.Errorf("%s: %w", index.Name, err)
		}
	}
	return nil
}
