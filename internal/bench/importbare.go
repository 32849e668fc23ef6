package main

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"

	"parley/db"
)

// bareRows is how many rows the bare side inserts in a transaction.
const bareRows = 1000

// mostBound is how many values one statement binds at most; both engines take more.
const mostBound = 30_000

// bare inserts the rows of one database into another of the same schema: a table after
// the other, by a prepared statement of many rows, and does nothing else. Reading
// them is not counted.
type bare struct {
	ctx  context.Context
	rows int
	took time.Duration
	used time.Duration // of the processors, by this process
}

// ordered are all tables that an import fills, in an order that their foreign keys allow.
var ordered = slices.Concat(copied[:10], []string{"text_runs", "similar_revisions"}, copied[10:], []string{"search_entries", "search_names", "search_words"})

func (b *bare) all(from, to string) error {
	source, err := db.Open(b.ctx, db.Options{URL: from})
	if err != nil {
		return err
	}
	defer source.Close() //nolint:errcheck // it was only read
	target, err := db.Open(b.ctx, db.Options{URL: to})
	if err != nil {
		return err
	}
	defer target.Close() //nolint:errcheck // everything is committed
	for _, table := range ordered {
		if err := b.table(source, target, table); err != nil {
			return fmt.Errorf("%s: %w", table, err)
		}
	}
	return nil
}

// wordsOfSQLite puts the words of a table without texts together again.
const wordsOfSQLite = `SELECT doc AS rowid, group_concat(term, ' ' ORDER BY "offset") AS words FROM temp.bench_words GROUP BY doc ORDER BY doc`

func (b *bare) table(source, target *db.DB, table string) error {
	conn, err := source.Read.Conn(b.ctx)
	if err != nil {
		return err
	}
	defer conn.Close() //nolint:errcheck // it goes back to its pool
	query := "SELECT * FROM " + table
	switch {
	case source.Engine == db.SQLite && table == "search_words":
		query = wordsOfSQLite
		if _, err := conn.ExecContext(b.ctx, "PRAGMA query_only = 0; PRAGMA temp_store = file; CREATE VIRTUAL TABLE temp.bench_words USING fts5vocab(main, search_words, instance)"); err != nil {
			return err
		}
	case table == "articles", table == "issues", table == "positions", table == "transactions":
		query += " ORDER BY number" // rows may refer to earlier ones
	}
	rows, err := conn.QueryContext(b.ctx, query)
	if err != nil {
		return err
	}
	defer rows.Close()
	columns, err := rows.Columns()
	if err != nil {
		return err
	}
	for {
		batch, err := read1000(rows, len(columns))
		if err != nil || len(batch) == 0 {
			return err
		}
		if err := b.insert(target.Write, target.Engine, table, columns, batch); err != nil {
			return err
		}
		b.rows += len(batch)
	}
}

// read1000 reads the next rows.
func read1000(rows *sql.Rows, columns int) (batch [][]any, err error) {
	for len(batch) < bareRows && rows.Next() {
		values, targets := make([]any, columns), make([]any, columns)
		for i := range values {
			targets[i] = &values[i]
		}
		if err := rows.Scan(targets...); err != nil {
			return nil, err
		}
		batch = append(batch, values)
	}
	return batch, rows.Err()
}

func (b *bare) insert(to *sql.DB, engine db.Engine, table string, columns []string, batch [][]any) error {
	start, used := time.Now(), cpuTime()
	defer func() { b.took, b.used = b.took+time.Since(start), b.used+cpuTime()-used }()
	tx, err := to.BeginTx(b.ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback() //nolint:errcheck // after a commit there is nothing to roll back
	pieces := min(bareRows, mostBound/len(columns))
	if engine == db.SQLite { // in whose process a call is cheap, and a long statement is not
		pieces = 1
	}
	var prepared *sql.Stmt
	for piece := range slices.Chunk(batch, pieces) {
		if prepared == nil || len(piece) < pieces {
			if prepared, err = tx.PrepareContext(b.ctx, insertion(engine, table, columns, len(piece))); err != nil {
				return err
			}
			defer prepared.Close() //nolint:errcheck // the transaction closes it as well
		}
		if _, err := prepared.ExecContext(b.ctx, slices.Concat(piece...)...); err != nil {
			return err
		}
	}
	return tx.Commit()
}

// insertion is the statement for n rows, the same text each time.
func insertion(engine db.Engine, table string, columns []string, n int) string {
	var s strings.Builder
	s.WriteString("INSERT INTO " + table + " (" + strings.Join(columns, ", ") + ") VALUES ")
	for row := range n {
		for i, c := range columns {
			sign := ", "
			switch {
			case i == 0 && row == 0:
				sign = "("
			case i == 0:
				sign = "), ("
			}
			place := fmt.Sprintf("$%d", row*len(columns)+i+1)
			if engine != db.SQLite && table == "search_words" && c == "words" {
				place = "CAST(CAST(" + place + " AS TEXT) AS TSVECTOR)"
			}
			s.WriteString(sign + place)
		}
	}
	return s.String() + ")"
}

// emptyPostgres makes a database beside the one of a URL.
func emptyPostgres(ctx context.Context, beside, name string) (made string, drop func(), err error) {
	address, err := url.Parse(beside)
	if err != nil {
		return "", func() {}, err
	}
	conn, err := pgx.Connect(ctx, beside)
	if err != nil {
		return "", func() {}, err
	}
	run := func(statement string) error {
		_, err := conn.Exec(context.WithoutCancel(ctx), statement+" "+name)
		return err
	}
	drop = func() {
		_ = run("DROP DATABASE IF EXISTS") // a leftover is dropped by the next run
		_ = conn.Close(context.WithoutCancel(ctx))
	}
	err = errors.Join(run("DROP DATABASE IF EXISTS"), run("CREATE DATABASE"))
	address.Path = "/" + name
	return address.String(), drop, err
}
