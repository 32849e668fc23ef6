package db

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"sync"
)

// watch tells whether a SQLite file was written to, be it by another process. It has a
// connection of its own, which never writes: for each, SQLite counts what all others commit
// (https://www.sqlite.org/pragma.html#pragma_data_version).
type watch struct {
	pool *sql.DB // for that connection alone

	mu    sync.Mutex // whoever asks SQLite reads to the end before another does
	count *sql.Stmt
	conn  *sql.Conn
	opens int64
}

// version differs from that before whenever somebody committed in between. The counts of two
// connections cannot be compared.
type version struct{ connection, commits int64 }

// version asks in a sixth of the time that it takes to read who may enter. It takes too
// little of it to be given up in the middle.
func (w *watch) version(ctx context.Context) (version, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	ctx = context.WithoutCancel(ctx)
	if w.count == nil {
		if err := w.open(ctx); err != nil {
			return version{}, err
		}
	}
	v := version{connection: w.opens}
	err := w.count.QueryRowContext(ctx).Scan(&v.commits)
	if err != nil {
		err = errors.Join(err, w.letGo())
	}
	return v, err
}

func (w *watch) open(ctx context.Context) (err error) {
	w.opens++
	if w.conn, err = w.pool.Conn(ctx); err != nil {
		return err
	}
	if w.count, err = w.conn.PrepareContext(ctx, "PRAGMA data_version"); err != nil {
		err = errors.Join(err, w.letGo())
	}
	return err
}

// letGo closes the connection, in which something may be broken; the next question opens
// another. A statement that was prepared on it holds the file open until it is closed itself.
func (w *watch) letGo() error {
	conn, count := w.conn, w.count
	w.conn, w.count = nil, nil
	if conn == nil {
		return nil
	}
	var err error
	if count != nil {
		err = count.Close()
	}
	conn.Raw(func(any) error { return driver.ErrBadConn }) //nolint:errcheck // so it is not kept in the pool
	if closed := conn.Close(); !errors.Is(closed, sql.ErrConnDone) {
		err = errors.Join(err, closed)
	}
	return err
}

func (w *watch) close() error {
	if w == nil {
		return nil
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	return errors.Join(w.letGo(), w.pool.Close())
}
