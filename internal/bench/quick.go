package main

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
)

// quickly runs a load of SQLite without what makes single writes safe and lists
// quick: the indexes are dropped before and made at the end, when their keys are
// sorted rather than scattered. Those of revisions stay, since a text is compared with
// the texts before it. A load that fails leaves nothing of use anyway.
func quickly(ctx context.Context, d *sql.DB, load func() error) error {
	for _, pragma := range []string{"synchronous = OFF", "foreign_keys = OFF", "cache_size = -1000000"} {
		if _, err := d.ExecContext(ctx, "PRAGMA "+pragma); err != nil {
			return err
		}
	}
	indexes, err := pairs(ctx, d, "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL AND tbl_name <> 'revisions'")
	if err != nil {
		return err
	}
	// Dropping an index takes with it what the planner is to believe of it.
	beliefs, err := pairs(ctx, d, "SELECT idx, tbl || ' ' || stat FROM sqlite_stat1 WHERE idx IS NOT NULL")
	if err != nil {
		return err
	}
	for _, index := range indexes {
		if _, err := d.ExecContext(ctx, "DROP INDEX "+index[0]); err != nil {
			return err
		}
	}
	if err := load(); err != nil {
		return err
	}
	for _, index := range indexes {
		if _, err := d.ExecContext(ctx, index[1]); err != nil {
			return fmt.Errorf("%s: %w", index[0], err)
		}
	}
	return believe(ctx, d, beliefs)
}

func believe(ctx context.Context, d *sql.DB, beliefs [][2]string) error {
	if _, err := d.ExecContext(ctx, "DELETE FROM sqlite_stat1 WHERE idx IS NOT NULL"); err != nil {
		return err
	}
	for _, b := range beliefs {
		_, err := d.ExecContext(ctx, `INSERT INTO sqlite_stat1 (idx, tbl, stat)
			VALUES ($1, substr($2, 1, instr($2, ' ') - 1), substr($2, instr($2, ' ') + 1))`, b[0], b[1])
		if err != nil {
			return err
		}
	}
	return nil
}

// pairs reads rows of two texts.
func pairs(ctx context.Context, d *sql.DB, query string) (list [][2]string, err error) {
	rows, err := d.QueryContext(ctx, query)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		var p [2]string
		if err := rows.Scan(&p[0], &p[1]); err != nil {
			return nil, err
		}
		list = append(list, p)
	}
	return list, rows.Err()
}
