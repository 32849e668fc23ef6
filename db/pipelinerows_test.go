package db_test

import (
	"bytes"
	"database/sql"
	"errors"
	"strings"
	"testing"

	"github.com/google/uuid"

	"parley/db"
	"parley/db/dbtest"
)

const everyType = `SELECT CAST(1 AS SMALLINT), CAST(2 AS INTEGER), CAST(3 AS BIGINT), CAST(0.5 AS REAL), CAST(0.25 AS DOUBLE PRECISION),
	TRUE, CAST('Пётр' AS TEXT), CAST('\x00ff' AS BYTEA), CAST('018f0000-0000-7000-8000-000000000001' AS UUID), CAST(NULL AS UUID), CAST(NULL AS TEXT)
	FROM generate_series(1, CAST($1 AS BIGINT))`

// values are what a row of everyType is read into.
type values struct {
	small, middle, large int64
	short, long          float64
	yes                  bool
	text                 string
	bytes                []byte
	id                   uuid.UUID
	noID                 *uuid.UUID
	noText               *string
}

func rowsOf(t *testing.T, rows *sql.Rows) (list []values) {
	t.Helper()
	defer rows.Close()
	for rows.Next() {
		var v values
		must(t, rows.Scan(&v.small, &v.middle, &v.large, &v.short, &v.long, &v.yes, &v.text, &v.bytes, &v.id, &v.noID, &v.noText))
		list = append(list, v)
	}
	must(t, rows.Err())
	return list
}

// A query that goes with writes gives the same as one by itself, and the transaction goes on
// after it, also where its rows are not read to the end.
func TestRowsOfAQueryAmongWrites(t *testing.T) {
	d := open(t, dbtest.Postgres(t))
	tx, err := d.Write.BeginTx(db.Unawaited(t.Context()), nil)
	must(t, err)
	defer tx.Rollback()
	for i, n := range []int{0, 1, 3} {
		_, err = tx.Exec(insertWorkspace, 200+i, strings.Repeat("w", 10+i))
		must(t, err)
		rows, err := tx.Query(everyType, n)
		must(t, err)
		if columns, err := rows.Columns(); err != nil || len(columns) != 11 {
			t.Errorf("columns %q, %v", columns, err)
		}
		list := rowsOf(t, rows)
		if len(list) != n {
			t.Errorf("%d rows of %d", len(list), n)
		}
		for _, v := range list {
			if v.small != 1 || v.middle != 2 || v.large != 3 || v.short != 0.5 || v.long != 0.25 || !v.yes || v.text != "Пётр" ||
				!bytes.Equal(v.bytes, []byte{0, 255}) || v.id.String() != "018f0000-0000-7000-8000-000000000001" || v.noID != nil || v.noText != nil {
				t.Errorf("%+v", v)
			}
		}
	}
	_, err = tx.Exec(insertWorkspace, 210, "left")
	must(t, err)
	rows, err := tx.Query(everyType, 1000)
	must(t, err)
	if !rows.Next() {
		t.Error("no row")
	}
	must(t, rows.Close())
	must(t, tx.Commit())
	var n int
	must(t, d.Read.QueryRow("SELECT count(*) FROM workspaces WHERE id >= 200").Scan(&n))
	if n != 4 {
		t.Errorf("%d workspaces are committed", n)
	}
}

// A query that fails among writes says why, and none of them is recorded.
func TestQueryThatFailsAmongWrites(t *testing.T) {
	d := open(t, dbtest.Postgres(t))
	for query, says := range map[string]string{"SELECT 1 / $1": "division by zero", "SELECT nothing FROM $1": "syntax error", "SELECT CAST(1.5 AS NUMERIC) + $1": "which no query"} {
		tx, err := d.Write.BeginTx(db.Unawaited(t.Context()), nil)
		must(t, err)
		_, err = tx.Exec(insertWorkspace, 300, "gone")
		must(t, err)
		err = tx.QueryRow(query, 0).Scan(new(float64))
		if err == nil || errors.Is(err, sql.ErrNoRows) || !strings.Contains(err.Error(), says) {
			t.Errorf("%s: %v", query, err)
		}
		must(t, tx.Rollback())
	}
	var n int
	must(t, d.Read.QueryRow("SELECT count(*) FROM workspaces WHERE id = 300").Scan(&n))
	if n != 0 {
		t.Error("a write was recorded")
	}
}

// What is sent beside other work and fails is told by what comes next, or forgotten with
// its transaction.
func TestManyWritesThatFail(t *testing.T) {
	d := open(t, dbtest.Postgres(t))
	d.Write.SetMaxOpenConns(1)
	for _, commits := range []bool{true, false} {
		tx, err := d.Write.BeginTx(db.Unawaited(t.Context()), nil)
		must(t, err)
		for i := 0; i < 3*db.MostQueued-1 && err == nil; i++ {
			_, err = tx.Exec(insertWorkspace, 400+i%(db.MostQueued-1), "w"+strings.Repeat("x", i%40)+string(rune(0x4E00+i)))
		}
		if commits && err == nil {
			err = tx.Commit()
		}
		if commits {
			only(t, "unique", err)
		}
		_ = tx.Rollback() // while the answers are still to come
		var n int
		must(t, d.Write.QueryRow("SELECT count(*) FROM workspaces WHERE id >= 400").Scan(&n))
		if n != 0 {
			t.Errorf("committing %v: %d writes were recorded", commits, n)
		}
	}
}

// Whatever is asked of a transaction after its first failure tells that one, and not that
// the server ignores commands by now.
func TestTheFirstFailureIsTold(t *testing.T) {
	d := open(t, dbtest.Postgres(t))
	for writes := range 2 { // a query by itself, and one that travels with a write
		tx, err := d.Write.BeginTx(db.Unawaited(t.Context()), nil)
		must(t, err)
		for range writes {
			_, err := tx.Exec(insertWorkspace, 500, "a")
			must(t, err)
		}
		failures := []error{tx.QueryRow("SELECT 1 / $1", 0).Scan(new(int))}
		_, err = tx.Exec(insertWorkspace, 501, "b")
		failures = append(failures, err, tx.QueryRow("SELECT 1").Scan(new(int)), tx.Commit())
		for i, err := range failures {
			if err == nil || !strings.Contains(err.Error(), "division by zero") {
				t.Errorf("after %d writes, answer %d: %v", writes, i, err)
			}
		}
		must(t, d.Write.QueryRow("SELECT 1").Scan(new(int)))
	}
}
