package db

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"io/fs"
	"slices"

	"github.com/golang-migrate/migrate/v4/database"
	"github.com/golang-migrate/migrate/v4/source"
)

// backend is what the engines do differently before a store can stand on them.
type backend interface {
	engine() Engine
	// connect opens the pools without looking at the schema.
	connect(context.Context, func(driver.Connector) *sql.DB) (*DB, error)
	// look opens one pool that only reads, on a database that is there.
	look(context.Context) (*DB, error)
	// hasVersions is a query that counts the table schema_migrations.
	hasVersions() string
	// lock keeps other processes from migrating until the function it returns.
	lock(context.Context) (unlock func() error, err error)
	// backup writes one state of the database to a file that is not there yet.
	backup(ctx context.Context, file string) error
	// restore makes the database, which must not be there or be empty, of a backup.
	restore(ctx context.Context, file string) error
	// migrator is golang-migrate's driver on a handle it may close.
	migrator() (database.Driver, error)
}

// schema is a database together with the migrations that shape it and what is
// derived on the newest of them.
type schema struct {
	backend
	files       fs.FS
	derivations []derivation
	progress    Progress
}

// Status says where a database stands. Version 0 is one without a schema.
type Status struct {
	Version uint // the newest migration applied
	Dirty   bool // that migration was begun and not finished
	Newest  uint // the newest migration this program brings
}

// BehindError refuses a database that lacks migrations.
type BehindError struct{ Have, Want uint }

func (e *BehindError) Error() string {
	return fmt.Sprintf("the database schema is at version %d and this program needs %d: run `parley migrate up` or start with --migrate", e.Have, e.Want)
}

// AheadError refuses a database that a newer program has migrated.
type AheadError struct{ Have, Newest uint }

func (e *AheadError) Error() string {
	return fmt.Sprintf("the database schema is at version %d and this program knows only %d: start the newer parley, or take the schema back with its `parley migrate down`", e.Have, e.Newest)
}

// DirtyError refuses a database whose last migration broke off.
type DirtyError struct{ Version uint }

func (e *DirtyError) Error() string {
	return fmt.Sprintf("migration %d was begun and not finished. Look at the schema: if its changes are missing run `parley migrate force %d`, if they are all there `parley migrate force %d`, then start again", e.Version, max(e.Version, 1)-1, e.Version)
}

// fault is nil for a schema this program can use.
func (s Status) fault() error {
	switch {
	case s.Dirty:
		return &DirtyError{Version: s.Version}
	case s.Version > s.Newest:
		return &AheadError{Have: s.Version, Newest: s.Newest}
	case s.Version < s.Newest:
		return &BehindError{Have: s.Version, Want: s.Newest}
	}
	return nil
}

// settle brings the schema to where this program can use it. A current one is
// left after a few short reads, golang-migrate unasked: that is nearly every
// start, and starting must be quick. Derived data are filled unasked too: that
// changes no schema and takes nothing from a program of another version.
func (s schema) settle(ctx context.Context, d *DB, mayMigrate bool) error {
	found, err := s.status(ctx, d.Read)
	if err != nil {
		return err
	}
	if found.fault() == nil {
		if lacks, err := s.underived(ctx, d); !lacks {
			return err
		}
		return s.locked(ctx, func() error { return s.derive(ctx, d) })
	}
	if mayMigrate {
		return s.up(ctx, d)
	}
	if found.Version < found.Newest || found.Dirty {
		// Perhaps another process is at it this moment: wait for its end.
		err = s.locked(ctx, func() error {
			found, err = s.status(ctx, d.Read)
			return err
		})
	}
	return errors.Join(err, found.fault())
}

func (s schema) status(ctx context.Context, pool *sql.DB) (Status, error) {
	known, err := s.versions()
	if err != nil {
		return Status{}, err
	}
	found := Status{Newest: known[len(known)-1]}
	var tables int
	if err := pool.QueryRowContext(ctx, s.hasVersions()).Scan(&tables); err != nil || tables == 0 {
		return found, err
	}
	err = pool.QueryRowContext(ctx, "SELECT version, dirty FROM schema_migrations").Scan(&found.Version, &found.Dirty)
	if errors.Is(err, sql.ErrNoRows) {
		return found, nil
	}
	return found, err
}

// versions lists the numbers of the embedded migrations, lowest first.
func (s schema) versions() ([]uint, error) {
	entries, err := fs.ReadDir(s.files, string(s.engine()))
	if err != nil {
		return nil, err
	}
	var known []uint
	for _, e := range entries {
		if m, err := source.Parse(e.Name()); err == nil && m.Direction == source.Up {
			known = append(known, m.Version)
		}
	}
	if len(known) == 0 {
		return nil, fmt.Errorf("no %s migrations in this program", s.engine())
	}
	slices.Sort(known)
	return known, nil
}
