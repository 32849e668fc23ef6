package db

import (
	"context"
	"database/sql/driver"

	"github.com/google/uuid"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"

	"parley/internal/meanwhile"
)

// mostQueued and queuedBytes bound what waits to be sent, and so the memory it takes.
const (
	mostQueued  = 100
	queuedBytes = 1 << 20
)

// unawaited marks the context of a transaction that does not wait for the answer to
// each of its writes. They are queued and sent together, in their order, with the
// next query or before the commit: the server does the same as ever, in a fraction
// of the round trips, and when many are queued, beside what comes next here. The failure
// of a write is thus told by what comes after it. SQLite, which has no way to go, takes no
// notice.
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
	sent   func() error // waits for the answers to what was sent, nil where there are none to come
	failed error        // the first failure in such a transaction: of what follows, the server tells only that one was
}

func (p *pipeline) BeginTx(ctx context.Context, options driver.TxOptions) (driver.Tx, error) {
	tx, err := p.Conn.BeginTx(ctx, options)
	if err != nil {
		return nil, err
	}
	p.queues, p.failed = ctx.Value(unawaitedKey{}) != nil, nil
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
	if p.failed != nil {
		return nil, p.failed
	}
	for _, arg := range args {
		p.bytes += sizeOf(arg.Value)
	}
	answer := &answer{ctx: ctx, from: p}
	p.batch.Queue(query, valuesOf(args)...).Exec(answer.take)
	if p.batch.Len() < mostQueued && p.bytes < queuedBytes {
		return answer, nil
	}
	return answer, p.send(ctx)
}

// hasOption tells whether a query says how it is to be run, which one among others cannot.
func hasOption(args []driver.NamedValue) bool {
	if len(args) == 0 {
		return false
	}
	_, is := args[0].Value.(pgx.QueryExecMode)
	return is
}

func valuesOf(args []driver.NamedValue) []any {
	values := make([]any, len(args))
	for i, arg := range args {
		values[i] = arg.Value
	}
	return values
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

// QueryContext sends what waits and the query together.
func (p *pipeline) QueryContext(ctx context.Context, query string, args []driver.NamedValue) (driver.Rows, error) {
	if p.batch.Len() == 0 || hasOption(args) {
		if err := p.flush(ctx); err != nil {
			return nil, err
		}
		rows, err := p.Conn.QueryContext(ctx, query, args)
		return rows, p.noted(err)
	}
	if err := p.heard(); err != nil {
		return nil, err
	}
	p.batch.Queue(query, valuesOf(args)...)
	rows, err := asked(ctx, p.Conn.Conn(), p.taken())
	return rows, p.noted(err)
}

// noted keeps the first failure of a transaction that queues.
func (p *pipeline) noted(err error) error {
	if p.queues && p.failed == nil {
		p.failed = err
	}
	return err
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

// taken is what waits, which then waits no more.
func (p *pipeline) taken() *pgx.Batch {
	batch := p.batch
	p.batch, p.bytes = pgx.Batch{}, 0
	return &batch
}

// send sends what waits and hears the answers later.
func (p *pipeline) send(ctx context.Context) error {
	if err := p.heard(); err != nil || p.batch.Len() == 0 {
		return err
	}
	conn, batch := p.Conn.Conn(), p.taken()
	p.sent = meanwhile.Do(func() error { return conn.SendBatch(ctx, batch).Close() })
	return nil
}

// heard waits for the answers to what was sent. Until then the connection is in use.
func (p *pipeline) heard() error {
	if p.sent != nil {
		_ = p.noted(p.sent())
		p.sent = nil
	}
	return p.failed
}

// flush sends what waits and hears all answers.
func (p *pipeline) flush(ctx context.Context) error {
	if err := p.send(ctx); err != nil {
		return err
	}
	return p.heard()
}
