package db

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/gofrs/flock"
	"github.com/golang-migrate/migrate/v4/database"
	"github.com/golang-migrate/migrate/v4/database/sqlite"
)

// sqliteFile is a SQLite database by its absolute path.
type sqliteFile string

// More readers than cores gain little, as they compute rather than wait; but up to three
// are held by exports while slow clients read, and two are to be left.
const sqliteReaders = 5

// lockPoll is how often a start waiting for another's migration looks again.
const lockPoll = 10 * time.Millisecond

// shared by every connection. busy_timeout is for other processes on the file
// (a backup, a second server); inside this one writers already queue.
var sqlitePragmas = []string{"busy_timeout(10000)", "temp_store(memory)"}

// Readers have caches of 2 MB: with 8 or with 64 they answered no quicker, since the
// system holds the file's pages as well. What writes holds its changed pages in them.
const (
	readerCache = "cache_size(-2000)"
	writerCache = "cache_size(-8000)"
)

func newSQLiteFile(path string) (backend, error) {
	if path == "" {
		return nil, errors.New("no database file given")
	}
	if strings.HasPrefix(path, ":memory:") || strings.HasPrefix(path, "file:") {
		return nil, fmt.Errorf("database %q: parley reads and writes on several connections, so it needs a plain file path", Redact(path))
	}
	abs, err := filepath.Abs(path)
	return sqliteFile(abs), err
}

func (f sqliteFile) engine() Engine { return SQLite }

func (f sqliteFile) hasVersions() string {
	return `SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = 'schema_migrations'`
}

func (f sqliteFile) connect(ctx context.Context, open func(driver.Connector) *sql.DB) (*DB, error) {
	if err := f.create(ctx); err != nil {
		return nil, fmt.Errorf("database file %s: %w", f, err)
	}
	read, err := f.pool(open, sqliteReaders, "", "query_only(1)", readerCache)
	if err != nil {
		return nil, err
	}
	// FULL syncs the log at each commit, so an acknowledged write survives a
	// power cut as well as a kill: 0.17 ms for a commit here against 0.02 ms
	// with NORMAL. The size limit gives back the log a bulk import grew.
	write, err := f.pool(open, 1, "immediate", writerCache, "foreign_keys(1)", "synchronous(full)", "journal_size_limit(67108864)")
	if err != nil {
		return nil, errors.Join(err, read.Close())
	}
	watched, err := f.pool(sql.OpenDB, 1, "", "query_only(1)")
	if err != nil {
		return nil, errors.Join(err, read.Close(), write.Close())
	}
	return &DB{Engine: SQLite, Read: read, Write: write, watch: &watch{pool: watched}}, nil
}

func (f sqliteFile) look(context.Context) (*DB, error) {
	info, err := os.Stat(string(f))
	if errors.Is(err, fs.ErrNotExist) || err == nil && info.Size() == 0 {
		return nil, fmt.Errorf("there is no database at %s", f)
	}
	if err != nil {
		return nil, err
	}
	pool, err := f.pool(sql.OpenDB, sqliteReaders, "", "query_only(1)", readerCache)
	return &DB{Engine: SQLite, Read: pool, Write: pool}, err
}

// pool opens n connections that stay: opening one parses the whole schema.
// A writer asks for its lock at BEGIN ("immediate"), where SQLite lets it
// wait; asked for at the first write, SQLite refuses at once.
func (f sqliteFile) pool(open func(driver.Connector) *sql.DB, n int, txlock string, pragmas ...string) (*sql.DB, error) {
	q := url.Values{"_pragma": append(pragmas, sqlitePragmas...)}
	if txlock != "" {
		q.Set("_txlock", txlock)
	}
	path := (&url.URL{Path: filepath.ToSlash(string(f))}).EscapedPath()
	if !strings.HasPrefix(path, "/") {
		path = "/" + path // a Windows volume
	}
	plain, err := sql.Open("sqlite", "") // to have the driver; nothing is opened
	if err != nil {
		return nil, err
	}
	defer plain.Close() //nolint:errcheck // it has no connection
	pool := open(&sqliteConnector{driver: plain.Driver(), name: "file:" + path + "?" + q.Encode()})
	pool.SetMaxOpenConns(n)
	pool.SetMaxIdleConns(n)
	return pool, nil
}

// sqliteConnector opens connections to a file: what sql.Open makes of a driver's
// name and a file's, in a form that can be watched.
type sqliteConnector struct {
	driver driver.Driver
	name   string
}

func (c *sqliteConnector) Connect(context.Context) (driver.Conn, error) { return c.driver.Open(c.name) }
func (c *sqliteConnector) Driver() driver.Driver                        { return c.driver }

// create makes the file, for its owner only, and puts it in WAL mode. SQLite
// does not wait for readers when it changes the mode, so that is done under
// the lock, and a database that has it (the usual start) is left alone.
func (f sqliteFile) create(ctx context.Context) error {
	if err := os.MkdirAll(filepath.Dir(string(f)), 0o700); err != nil {
		return err
	}
	if wal, err := f.inWAL(); wal || err != nil {
		return err
	}
	unlock, err := f.lock(ctx)
	if err != nil {
		return err
	}
	pool, err := f.pool(sql.OpenDB, 1, "")
	if err == nil {
		_, err = pool.ExecContext(ctx, "PRAGMA journal_mode = WAL")
		err = errors.Join(err, pool.Close())
	}
	return errors.Join(err, unlock())
}

// inWAL reads byte 18 of the header, the write version: 2 means WAL. An empty
// file, one just made and a restored backup all lack it. A file that cannot be
// written is refused here, where the cause is told.
func (f sqliteFile) inWAL() (bool, error) {
	file, err := os.OpenFile(string(f), os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return false, err
	}
	defer file.Close()
	var header [19]byte
	if _, err := io.ReadFull(file, header[:]); errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return false, nil
	} else if err != nil {
		return false, err
	}
	return header[18] == 2, nil
}

// lock keeps every other process out while the schema changes. golang-migrate
// has no lock of its own on SQLite. The empty lock file stays: removing it
// would let a third process lock another file of the same name.
func (f sqliteFile) lock(ctx context.Context) (func() error, error) {
	l := flock.New(string(f)+".lock", flock.SetPermissions(0o600))
	if _, err := l.TryLockContext(ctx, lockPoll); err != nil {
		return nil, fmt.Errorf("waiting for %s.lock: %w", f, err)
	}
	return l.Close, nil
}

// migrator runs without foreign keys, as SQLite asks of a migration: dropping
// a table to rebuild it would otherwise delete what refers to it.
func (f sqliteFile) migrator() (database.Driver, error) {
	pool, err := f.pool(sql.OpenDB, 1, "immediate", "synchronous(full)", writerCache)
	if err != nil {
		return nil, err
	}
	driver, err := sqlite.WithInstance(pool, &sqlite.Config{})
	if err != nil {
		return nil, errors.Join(err, pool.Close())
	}
	return driver, nil
}

// backup copies the database as it is at one moment, without what was deleted.
func (f sqliteFile) backup(ctx context.Context, file string) error {
	file, err := filepath.Abs(file) // SQLite takes file:x for a URI
	if err != nil {
		return err
	}
	pool, err := f.pool(sql.OpenDB, 1, "")
	if err != nil {
		return err
	}
	_, err = pool.ExecContext(ctx, "VACUUM INTO ?", file)
	return errors.Join(err, pool.Close())
}

// restore copies the backup beside its place first, so that a database is there
// whole or not at all.
func (f sqliteFile) restore(ctx context.Context, file string) error {
	if err := errors.Join(free(string(f)), free(string(f)+"-wal")); err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(string(f)), 0o700); err != nil {
		return err
	}
	from, err := filepath.Abs(file)
	if err != nil {
		return err
	}
	if err := sqliteFile(from).isBackup(ctx); err != nil {
		return err
	}
	// Written anew by SQLite, a damaged file is found out here.
	return Backup(ctx, from, string(f))
}

// isBackup refuses what Parley did not write before a database is made of it.
func (f sqliteFile) isBackup(ctx context.Context) error {
	if err := ours(ctx, f, "it has no tables of Parley"); err != nil {
		return fmt.Errorf("%s is no backup of Parley: %w", f, err)
	}
	return nil
}
