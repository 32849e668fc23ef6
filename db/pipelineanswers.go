package db

import (
	"context"
	"database/sql/driver"
	"errors"
	"fmt"
	"io"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
)

// answer is that of a write. Who asks for it has it sent.
type answer struct {
	ctx  context.Context
	from *pipeline
	tag  pgconn.CommandTag
	came bool
}

func (a *answer) take(tag pgconn.CommandTag) error {
	a.tag, a.came = tag, true
	return nil
}

func (a *answer) LastInsertId() (int64, error) { return 0, errors.New("PostgreSQL tells no last id") }

func (a *answer) RowsAffected() (int64, error) {
	if err := a.from.flush(a.ctx); err != nil {
		return 0, err
	}
	if !a.came {
		return 0, errors.New("a write before this one failed")
	}
	return a.tag.RowsAffected(), nil
}

// pipelineTx sends what waits before it commits.
type pipelineTx struct {
	driver.Tx
	ctx  context.Context
	from *pipeline
}

// Commit takes the transaction back when a write fails that was still to be sent.
func (t *pipelineTx) Commit() error {
	if err := t.from.flush(t.ctx); err != nil {
		_ = t.Rollback() // which leaves nothing, as what failed does
		return err
	}
	t.from.queues = false
	return t.Tx.Commit()
}

// Rollback forgets what waits.
func (t *pipelineTx) Rollback() error {
	_ = t.from.heard() // whatever it was, it is taken back
	t.from.queues, t.from.failed = false, nil
	t.from.taken()
	return t.Tx.Rollback()
}

// asked sends writes with a query at their end, and gives its rows once the writes have
// succeeded.
func asked(ctx context.Context, conn *pgx.Conn, batch *pgx.Batch) (driver.Rows, error) {
	answers := conn.SendBatch(ctx, batch)
	for _, write := range batch.QueuedQueries[:batch.Len()-1] {
		if err := write.Fn(answers); err != nil {
			return nil, errors.Join(err, answers.Close())
		}
	}
	rows, err := answers.Query()
	if err != nil {
		_ = answers.Close() // which tells the same
		return nil, err
	}
	r := &pipelineRows{answers: answers, rows: rows, more: rows.Next()} // the first row tells the columns
	if err := rows.Err(); err != nil {
		_ = r.Close()
		return nil, err
	}
	return r, nil
}

// pipelineRows are the rows of such a query.
type pipelineRows struct {
	answers pgx.BatchResults
	rows    pgx.Rows
	more    bool // the row at hand is still to be given
}

func (r *pipelineRows) Columns() []string {
	fields := r.rows.FieldDescriptions()
	names := make([]string, len(fields))
	for i, f := range fields {
		names[i] = f.Name
	}
	return names
}

// Close also hears whatever the server still has to say.
func (r *pipelineRows) Close() error {
	r.rows.Close()
	return r.answers.Close()
}

func (r *pipelineRows) Next(row []driver.Value) error {
	if !r.more && !r.rows.Next() {
		if err := r.rows.Err(); err != nil {
			return err
		}
		return io.EOF
	}
	r.more = false
	values, err := r.rows.Values()
	for i := range values {
		if row[i] = plain(values[i]); !driver.IsValue(row[i]) {
			return fmt.Errorf("column %d is a %T, which no query of the store gives", i, values[i])
		}
	}
	return err
}

// plain is what pgx reads as a value of database/sql.
func plain(value any) driver.Value {
	switch v := value.(type) {
	case [16]byte:
		return v[:]
	case int32:
		return int64(v)
	case int16:
		return int64(v)
	case float32:
		return float64(v)
	}
	return value
}
