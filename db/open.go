// Package db is the SQL edge of parley: one store on two engines, SQLite in a
// file and PostgreSQL. It may import internal/ledger and what lies below db,
// never api.
package db

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"net/url"
	"regexp"
	"strings"

	"parley/db/migrations"
)

// Engine names the SQL engine behind a DB; it is also the folder of its
// migrations.
type Engine string

// The engines parley runs on.
const (
	SQLite   Engine = "sqlite"
	Postgres Engine = "postgres"
)

// DB is an open database whose schema is the one this program was built for.
//
// SQLite has one writer whatever the program does, so Write is a single
// connection on which writers queue in Go instead of colliding in the file,
// and Read is a small pool that cannot write. On PostgreSQL both are one pool.
type DB struct {
	Engine Engine
	Read   *sql.DB
	Write  *sql.DB

	schema schema // that it was opened with
	watch  *watch // nil where the engine does not tell who wrote
}

// Options say which database to open and what may be done to its schema.
type Options struct {
	// URL is a file path, sqlite:path or postgres://user@host/name.
	URL string
	// Migrate allows Open to bring a PostgreSQL schema up to date. A SQLite
	// file belongs to this program alone and is always brought up to date.
	Migrate bool
	// Pool makes a pool of a connector, when not sql.OpenDB: to watch its queries.
	Pool func(driver.Connector) *sql.DB
	// Progress is told of derived data that the start fills; it may be nil.
	Progress Progress
}

// Open connects to the database and answers only when its schema is current.
// Otherwise the error is a *BehindError, *AheadError or *DirtyError.
func Open(ctx context.Context, o Options) (*DB, error) {
	b, err := locate(o.URL)
	if err != nil {
		return nil, err
	}
	if o.Pool == nil {
		o.Pool = sql.OpenDB
	}
	d, err := b.connect(ctx, o.Pool)
	if err != nil {
		return nil, err
	}
	s := schema{backend: b, files: migrations.Files, derivations: derivations, progress: o.Progress}
	d.schema = s
	if err := s.settle(ctx, d, o.Migrate || d.Engine == SQLite); err != nil {
		if d.Engine == SQLite && (isUnavailable(err) || isReadOnly(err)) {
			err = fmt.Errorf("database %s cannot be read and written, nor files beside it: %w", Redact(o.URL), err)
		}
		return nil, errors.Join(err, d.Close())
	}
	return d, nil
}

// Close ends both pools.
func (d *DB) Close() error {
	if d.Read == d.Write {
		return d.Write.Close()
	}
	return errors.Join(d.watch.close(), d.Read.Close(), d.Write.Close())
}

// CheckName says what is wrong with the name of a database, without looking for it.
func CheckName(raw string) error {
	_, err := locate(raw)
	return err
}

// locate finds the backend a URL speaks of. What has no scheme is a file path.
func locate(raw string) (backend, error) {
	scheme, rest, hasScheme := strings.Cut(raw, "://")
	switch {
	case raw == "":
		return nil, errors.New("no database given: name a file or a postgres:// URL")
	case scheme == "postgres" || scheme == "postgresql":
		return newPostgresServer(raw)
	case scheme == "sqlite":
		return newSQLiteFile(rest)
	case conninfo.MatchString(raw):
		return nil, fmt.Errorf("database %s: write it as postgres://user@host/name", Redact(raw))
	case hasScheme:
		return nil, fmt.Errorf("database %s: this scheme is not known, use a file path, sqlite:path or postgres://", Redact(raw))
	}
	return newSQLiteFile(strings.TrimPrefix(raw, "sqlite:"))
}

// conninfo is the other form in which PostgreSQL's programs take a database. As the
// name of a file it would be made, and printed with its password.
var conninfo = regexp.MustCompile(`(^|\s)(host|hostaddr|port|dbname|user|password)\s*=`)

const mask = "xxxxx"

var secretParameter = regexp.MustCompile(`(?i)((?:ssl)?password\s*=\s*)('[^']*'|[^&\s]*)`)

// Redact gives the URL as it may be printed: passwords masked. What looks like
// a URL and cannot be read as one is cut to its scheme, because nobody can
// tell where in it the password stands: an @ behind the host means that the
// password has a / or ? of its own.
func Redact(raw string) string {
	scheme, _, hasScheme := strings.Cut(raw, "://")
	if !hasScheme {
		return secretParameter.ReplaceAllString(raw, "${1}"+mask)
	}
	u, err := url.Parse(raw)
	if err != nil || strings.Contains(u.Path+u.RawQuery+u.Fragment, "@") {
		return scheme + "://" + mask
	}
	if _, has := u.User.Password(); has {
		u.User = url.UserPassword(u.User.Username(), mask)
	}
	return secretParameter.ReplaceAllString(u.String(), "${1}"+mask)
}
