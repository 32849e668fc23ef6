package db

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"maps"
	"net/url"
	"strconv"
	"time"

	"github.com/golang-migrate/migrate/v4/database"
	migratepgx "github.com/golang-migrate/migrate/v4/database/pgx/v5"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/stdlib"

	"parley/internal/ledger"
)

// postgresServer is a PostgreSQL database and how to reach it.
type postgresServer struct {
	config *pgx.ConnConfig
	conns  int
}

const (
	oldestPostgres = 150000
	postgresConns  = 20
	// migrationLock is an advisory lock of parley's own, apart from
	// golang-migrate's, because waiting for that one cannot be cancelled.
	migrationLock = 0x7061726c6579 // "parley"
)

func newPostgresServer(raw string) (backend, error) {
	// Neither parser's error is passed on from a URL that is not one: both
	// quote pieces of it, and a piece may be the password.
	if _, err := url.Parse(raw); err != nil {
		return nil, fmt.Errorf("database %s is not a URL: percent-encode special characters of the password", Redact(raw))
	}
	config, err := pgx.ParseConfig(raw)
	if err != nil {
		return nil, fmt.Errorf("database %s: %w", Redact(raw), errors.Unwrap(err))
	}
	s := &postgresServer{config: config, conns: postgresConns}
	return s, s.takePoolSize(Redact(raw))
}

// takePoolSize reads pool_max_conns, spelled as in pgxpool URLs, which the
// server itself would refuse as an unknown setting.
func (s *postgresServer) takePoolSize(shown string) error {
	params := s.config.RuntimeParams
	// A list reads few rows: starting workers or compiling for it costs the server
	// more than the rows do.
	for name, value := range map[string]string{"application_name": "parley", "max_parallel_workers_per_gather": "0", "jit": "off"} {
		if params[name] == "" {
			params[name] = value
		}
	}
	text, given := params["pool_max_conns"]
	if !given {
		return nil
	}
	delete(params, "pool_max_conns")
	n, err := strconv.Atoi(text)
	if err != nil || n < 2 {
		return fmt.Errorf("database %s: pool_max_conns must be a number from 2", shown)
	}
	s.conns = n
	return nil
}

func (s *postgresServer) engine() Engine { return Postgres }

func (s *postgresServer) hasVersions() string {
	return `SELECT count(*) FROM pg_class WHERE oid = to_regclass('schema_migrations')`
}

func (s *postgresServer) connect(ctx context.Context, open func(driver.Connector) *sql.DB) (*DB, error) {
	config := s.config.Copy()
	config.OnPgError = noteReadOnly(config.OnPgError)
	pool := open(pipelined{stdlib.GetConnector(*config, stdlib.OptionShouldPing(mayBeGone), stdlib.OptionResetSession(refuseReadOnly))})
	pool.SetMaxOpenConns(s.conns)
	pool.SetMaxIdleConns(s.conns)
	pool.SetConnMaxIdleTime(5 * time.Minute)
	if err := checkServer(ctx, pool); err != nil {
		return nil, errors.Join(err, pool.Close())
	}
	return &DB{Engine: Postgres, Read: pool, Write: pool}, nil
}

func (s *postgresServer) look(ctx context.Context) (*DB, error) { return s.connect(ctx, sql.OpenDB) }

// mayBeGone asks for a round trip before a connection is used again that was idle
// for long or has heard something, most likely its end: then the pool makes another,
// and no request meets it.
func mayBeGone(_ context.Context, p stdlib.ShouldPingParams) bool {
	return p.IdleDuration > time.Second || !quiet(p.Conn.PgConn().Conn())
}

// tookNoWrite marks a connection to a server that was read-only: a standby, or one that
// somebody told to be. That may hold for the session to its end, however soon the server
// takes writes again, so such a connection is not used once more.
const tookNoWrite = "took no write"

func noteReadOnly(goesOn pgconn.PgErrorHandler) pgconn.PgErrorHandler {
	return func(conn *pgconn.PgConn, err *pgconn.PgError) bool {
		if classifyPostgres(err.Code) == classReadOnly {
			conn.CustomData()[tookNoWrite] = true
		}
		return goesOn(conn, err)
	}
}

func refuseReadOnly(_ context.Context, conn *pgx.Conn) error {
	if conn.PgConn().CustomData()[tookNoWrite] != nil {
		return driver.ErrBadConn
	}
	return nil
}

func checkServer(ctx context.Context, pool *sql.DB) error {
	var number int
	var name string
	const q = `SELECT CAST(current_setting('server_version_num') AS INTEGER), current_setting('server_version')`
	if err := pool.QueryRowContext(ctx, q).Scan(&number, &name); err != nil {
		return fmt.Errorf("PostgreSQL does not answer: %w", err)
	}
	return supported(number, name)
}

func supported(number int, name string) error {
	if number < oldestPostgres {
		return fmt.Errorf("the server runs PostgreSQL %s; parley needs %d or newer", name, oldestPostgres/10000)
	}
	return nil
}

// lock holds the advisory lock on a connection of its own and frees it by
// closing that connection, so that no failure can leave it held.
func (s *postgresServer) lock(ctx context.Context) (func() error, error) {
	handle := stdlib.OpenDB(*s.config)
	conn, err := handle.Conn(ctx)
	if err == nil {
		_, err = conn.ExecContext(ctx, "SELECT pg_advisory_lock($1)", int64(migrationLock))
	}
	if err != nil {
		return nil, fmt.Errorf("waiting for another migration: %w", errors.Join(err, handle.Close()))
	}
	return func() error { return errors.Join(conn.Close(), handle.Close()) }, nil
}

func (s *postgresServer) migrator() (database.Driver, error) {
	handle := stdlib.OpenDB(*s.config)
	driver, err := migratepgx.WithInstance(handle, &migratepgx.Config{})
	if err != nil {
		return nil, errors.Join(err, handle.Close())
	}
	return driver, nil
}

// filled are the tables that an import fills and asks while it does.
const filled = "articles, evidence, evidence_versions, issues, memberships, parties, passages, positions, position_versions, revisions, " +
	"search_entries, similar_revisions, text_runs"

// growth counts what a transaction of several parts wrote of each kind, in all and when
// PostgreSQL was last told of it.
type growth struct{ written, told map[ledger.Kind]int }

func newGrowth() *growth { return &growth{map[ledger.Kind]int{}, map[ledger.Kind]int{}} }

func (g *growth) wrote(kind ledger.Kind) {
	if g != nil {
		g.written[kind]++
	}
}

// doubled tells whether there is twice as much of some kind as it was told.
func (g *growth) doubled() bool {
	for kind, n := range g.written {
		if n >= 2*g.told[kind] {
			return true
		}
	}
	return false
}

// tell tells PostgreSQL how large the tables have become whenever one has doubled.
// Nobody else can know before the transaction is committed, and what was planned for
// empty tables reads all rows of a workspace for each slug and each reference. What
// another holds just then is left out. SQLite was told once for all (migrations).
func (t tables) tell(ctx context.Context) error {
	if t.store.db.Engine == SQLite || !t.growth.doubled() {
		return nil
	}
	t.growth.told = maps.Clone(t.growth.written)
	_, err := t.run.ExecContext(ctx, "ANALYZE (SKIP_LOCKED) "+filled)
	return told("", "", err)
}
