package db

import (
	"context"
	"database/sql/driver"
	"errors"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/stdlib"
)

// mostQueued and queuedBytes bound what waits to be sent, and so the memory it takes.
const (
	mostQueued  = 1000
	queuedBytes = 1 << 20
)

// unawaited marks the context of a transaction that does not wait for the answer to
// each of its writes. They are queued and sent together, in their order, before the
// next query and before the commit: the server does the same as ever, in a fraction
// of the round trips. The failure of a write is thus told by what comes after it.
// SQLite, which has no way to go, takes no notice.
func unawaited(ctx context.Context) context.Context {
	return context.WithValue(ctx, unawaitedKey{}, true)
}

type unawaitedKey struct{}

// pipelined makes connections to PostgreSQL that know such transactions.
type pipelined struct{ driver.Connector }

func (p pipelined) Connect(ctx context.Context) (driver.Conn, error) {
	conn, err := p.Connector.Connect(ctx)
	if err != nil {
		return nil, err
	}
	return &pipeline{Conn: conn.(*stdlib.Conn)}, nil
}

// pipeline is a connection with the writes that wait.
type pipeline struct {
	*stdlib.Conn
	queues bool // inside of such a transaction
	batch  pgx.Batch
	bytes  int
}

func (p *pipeline) BeginTx(ctx context.Context, options driver.TxOptions) (driver.Tx, error) {
	tx, err := p.Conn.BeginTx(ctx, options)
	if err != nil {
		return nil, err
	}
	p.queues = ctx.Value(unawaitedKey{}) != nil
	return &pipelineTx{tx, ctx, p}, nil
}

// CheckNamedValue hands ids over as text, as they come back. Left to pgx, each is tried as one
// kind of value after the other, which took 15 % of a page of 50.
func (p *pipeline) CheckNamedValue(v *driver.NamedValue) error {
	switch id := v.Value.(type) {
	case uuid.UUID:
		v.Value = id.String()
	case *uuid.UUID:
		if v.Value = nil; id != nil {
			v.Value = id.String()
		}
	}
	return p.Conn.CheckNamedValue(v)
}

// ExecContext queues a write. Its values must stay as they are until it is sent.
func (p *pipeline) ExecContext(ctx context.Context, query string, args []driver.NamedValue) (driver.Result, error) {
	if !p.queues {
		return p.Conn.ExecContext(ctx, query, args)
	}
	values := make([]any, len(args))
	for i, arg := range args {
		values[i] = arg.Value
		p.bytes += sizeOf(arg.Value)
	}
	answer := &answer{ctx: ctx, from: p}
	p.batch.Queue(query, values...).Exec(answer.take)
	if p.batch.Len() < mostQueued && p.bytes < queuedBytes {
		return answer, nil
	}
	return answer, p.flush(ctx)
}

func sizeOf(value any) int {
	switch v := value.(type) {
	case string:
		return len(v)
	case []byte:
		return len(v)
	case *string:
		if v != nil {
			return len(*v)
		}
	}
	return 0
}

func (p *pipeline) QueryContext(ctx context.Context, query string, args []driver.NamedValue) (driver.Rows, error) {
	if err := p.flush(ctx); err != nil {
		return nil, err
	}
	return p.Conn.QueryContext(ctx, query, args)
}

// PrepareContext ends the queueing until the next transaction: what is prepared runs past it.
func (p *pipeline) PrepareContext(ctx context.Context, query string) (driver.Stmt, error) {
	err := p.flush(ctx)
	p.queues = false
	if err != nil {
		return nil, err
	}
	return p.Conn.PrepareContext(ctx, query)
}

// flush sends what waits and hears all answers.
func (p *pipeline) flush(ctx context.Context) error {
	if p.batch.Len() == 0 {
		return nil
	}
	batch := p.batch
	p.batch, p.bytes = pgx.Batch{}, 0
	return p.Conn.Conn().SendBatch(ctx, &batch).Close()
}

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
	if a.came {
		return a.tag.RowsAffected(), nil
	}
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
	t.from.queues, t.from.batch, t.from.bytes = false, pgx.Batch{}, 0
	return t.Tx.Rollback()
}
