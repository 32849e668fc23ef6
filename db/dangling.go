package db

import (
	"context"
	"strings"

	"parley/db/sqlc"
)

// dangling tells of every row that refers to one that is not there.
func (t tables) dangling(ctx context.Context, tell func(from, to string)) error {
	if t.store.db.Engine == SQLite {
		const check = `SELECT "table" || COALESCE(' row ' || rowid, ''), parent FROM pragma_foreign_key_check`
		return pairs(ctx, t.run, check, tell)
	}
	return t.danglingPostgres(ctx, tell)
}

// danglingPostgres asks for each foreign key in turn, since PostgreSQL has no such
// check of its own. A key with a null in it refers to nothing and may.
func (t tables) danglingPostgres(ctx context.Context, tell func(from, to string)) error {
	const keys = `SELECT quote_ident(f.relname) || ' c LEFT JOIN ' || quote_ident(p.relname) || ' p ON '
		|| string_agg('p.' || quote_ident(pa.attname) || ' = c.' || quote_ident(fa.attname), ' AND ')
		|| ' WHERE p.' || quote_ident(MIN(pa.attname)) || ' IS NULL AND ' || string_agg('c.' || quote_ident(fa.attname) || ' IS NOT NULL', ' AND '), p.relname
		FROM pg_constraint k
		JOIN pg_class f ON f.oid = k.conrelid JOIN pg_class p ON p.oid = k.confrelid
		JOIN LATERAL unnest(k.conkey, k.confkey) AS pair (child, parent) ON true
		JOIN pg_attribute fa ON fa.attrelid = k.conrelid AND fa.attnum = pair.child
		JOIN pg_attribute pa ON pa.attrelid = k.confrelid AND pa.attnum = pair.parent
		WHERE k.contype = 'f' AND k.connamespace = current_schema()::regnamespace
		GROUP BY k.oid, f.relname, p.relname ORDER BY f.relname, k.oid`
	var joins [][2]string
	if err := pairs(ctx, t.run, keys, func(join, parent string) { joins = append(joins, [2]string{join, parent}) }); err != nil {
		return err
	}
	for _, j := range joins {
		child, _, _ := strings.Cut(j[0], " ")
		query := "SELECT '" + child + " row ' || CAST(c.ctid AS TEXT), '" + j[1] + "' FROM " + j[0]
		if err := pairs(ctx, t.run, query, tell); err != nil {
			return err
		}
	}
	return nil
}

func pairs(ctx context.Context, run sqlc.DBTX, query string, fn func(a, b string), args ...any) error {
	rows, err := run.QueryContext(ctx, query, args...)
	if err != nil {
		return err
	}
	defer rows.Close() //nolint:errcheck // Err tells
	for rows.Next() {
		var a, b string
		if err := rows.Scan(&a, &b); err != nil {
			return err
		}
		fn(a, b)
	}
	return rows.Err()
}
