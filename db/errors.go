package db

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"io"
	"net"
	"strings"
	"syscall"

	"github.com/jackc/pgx/v5/pgconn"
	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

// class is what an engine's error means to the store, whichever engine it is.
// It is read from codes: texts change with versions and languages.
type class int

const (
	classOther class = iota
	classUnique
	classForeignKey
	classBusy
	classDiskFull
	classReadOnly
	classUnavailable
)

func isUnique(err error) bool     { return classify(err) == classUnique }
func isForeignKey(err error) bool { return classify(err) == classForeignKey }

// isBusy means that another transaction was in the way and the same one,
// begun anew, may pass.
func isBusy(err error) bool { return classify(err) == classBusy }

func isDiskFull(err error) bool { return classify(err) == classDiskFull }
func isReadOnly(err error) bool { return classify(err) == classReadOnly }

// isUnavailable means that the database did not answer. Whether a commit under
// way took effect is then unknown.
func isUnavailable(err error) bool { return classify(err) == classUnavailable }

func classify(err error) class {
	// A caller who went away says nothing about the database, though his
	// cancellation arrives wrapped in the errors below.
	if err == nil || errors.Is(err, context.Canceled) {
		return classOther
	}
	if e, ok := errors.AsType[*sqlite.Error](err); ok {
		return classifySQLite(e.Code())
	}
	if e, ok := errors.AsType[*pgconn.PgError](err); ok {
		return classifyPostgres(e.Code)
	}
	return classifyConnection(err)
}

// classifySQLite takes an extended result code: the low byte is the family.
func classifySQLite(code int) class {
	switch code {
	case sqlite3.SQLITE_CONSTRAINT_UNIQUE, sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY, sqlite3.SQLITE_CONSTRAINT_ROWID:
		return classUnique
	case sqlite3.SQLITE_CONSTRAINT_FOREIGNKEY:
		return classForeignKey
	}
	switch code & 0xff {
	case sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED:
		return classBusy
	case sqlite3.SQLITE_FULL:
		return classDiskFull
	case sqlite3.SQLITE_READONLY:
		return classReadOnly
	case sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_IOERR:
		return classUnavailable
	}
	return classOther
}

// classifyPostgres takes a SQLSTATE: the first two characters are the family.
func classifyPostgres(state string) class {
	switch state {
	case "23505": // unique_violation
		return classUnique
	case "23503", "23001": // foreign_key_violation, restrict_violation
		return classForeignKey
	case "40001", "40P01", "55P03": // serialization_failure, deadlock_detected, lock_not_available
		return classBusy
	case "53100": // disk_full
		return classDiskFull
	case "25006": // read_only_sql_transaction: also every standby
		return classReadOnly
	case "53300", "57P01", "57P02", "57P03": // too many connections, going down, crashed, starting up
		return classUnavailable
	}
	if strings.HasPrefix(state, "08") { // connection exceptions
		return classUnavailable
	}
	return classOther
}

// classifyConnection judges errors of the wire, where no server spoke.
func classifyConnection(err error) class {
	if _, ok := errors.AsType[*pgconn.ConnectError](err); ok {
		return classUnavailable
	}
	if _, ok := errors.AsType[*net.OpError](err); ok || pgconn.SafeToRetry(err) { // the latter: nothing was sent
		return classUnavailable
	}
	for _, broken := range []error{driver.ErrBadConn, sql.ErrConnDone, net.ErrClosed, io.EOF, io.ErrUnexpectedEOF, syscall.ECONNREFUSED,
		syscall.ECONNRESET, syscall.ECONNABORTED, syscall.EPIPE} {
		if errors.Is(err, broken) {
			return classUnavailable
		}
	}
	return classOther
}
