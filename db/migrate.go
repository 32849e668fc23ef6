package db

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"

	"github.com/golang-migrate/migrate/v4"
	"github.com/golang-migrate/migrate/v4/database"
	"github.com/golang-migrate/migrate/v4/source/iofs"

	"parley/db/migrations"
)

// MigrateUp applies every migration the database lacks and fills what they
// leave to derive. It tells progress, which may be nil, of the latter.
func MigrateUp(ctx context.Context, url string, progress Progress) error {
	return within(ctx, url, func(s schema, d *DB) error {
		s.progress = progress
		return s.up(ctx, d)
	})
}

// MigrateDown takes back the newest n migrations, or as many as there are.
func MigrateDown(ctx context.Context, url string, n int) error {
	return within(ctx, url, func(s schema, d *DB) error { return s.down(ctx, d, n) })
}

// MigrateForce records a version as reached and clean without running
// anything; 0 stands for an empty database.
func MigrateForce(ctx context.Context, url string, version int) error {
	return within(ctx, url, func(s schema, _ *DB) error { return s.force(ctx, version) })
}

// MigrateStatus says where the database stands.
func MigrateStatus(ctx context.Context, url string) (found Status, err error) {
	err = within(ctx, url, func(s schema, d *DB) error {
		found, err = s.status(ctx, d.Read)
		return err
	})
	return found, err
}

func within(ctx context.Context, url string, do func(schema, *DB) error) error {
	b, err := locate(url)
	if err != nil {
		return err
	}
	d, err := b.connect(ctx, sql.OpenDB)
	if err != nil {
		return err
	}
	return errors.Join(do(schema{backend: b, files: migrations.Files, derivations: derivations}, d), d.Close())
}

func (s schema) up(ctx context.Context, d *DB) error {
	return s.locked(ctx, func() error {
		found, err := s.status(ctx, d.Read)
		if err != nil {
			return err
		}
		var behind *BehindError
		if errors.As(found.fault(), &behind) {
			if err := s.run(ctx, (*migrate.Migrate).Up); err != nil {
				return err
			}
		}
		return s.derive(ctx, d)
	})
}

func (s schema) down(ctx context.Context, d *DB, n int) error {
	if n < 1 {
		return errors.New("say how many migrations to take back, at least 1")
	}
	return s.locked(ctx, func() error {
		found, err := s.status(ctx, d.Read)
		if err != nil || found.Version == 0 && !found.Dirty {
			return err
		}
		if found.Dirty || found.Version > found.Newest {
			return found.fault()
		}
		known, err := s.versions()
		applied, _ := slices.BinarySearch(known, found.Version+1)
		return errors.Join(err, s.run(ctx, func(m *migrate.Migrate) error { return m.Steps(-min(n, applied)) }))
	})
}

func (s schema) force(ctx context.Context, version int) error {
	known, err := s.versions()
	if err != nil {
		return err
	}
	if version != 0 && (version < 0 || !slices.Contains(known, uint(version))) {
		return fmt.Errorf("there is no migration %d", version)
	}
	if version == 0 {
		version = database.NilVersion
	}
	return s.locked(ctx, func() error {
		return s.drive(ctx, func(m *migrate.Migrate) error { return m.Force(version) })
	})
}

// locked does what must not happen in two processes at once.
func (s schema) locked(ctx context.Context, do func() error) error {
	unlock, err := s.lock(ctx)
	if err != nil {
		return err
	}
	return errors.Join(do(), unlock())
}

// run drives golang-migrate.
func (s schema) run(ctx context.Context, step func(*migrate.Migrate) error) error {
	if err := s.drive(ctx, step); err != nil {
		return err
	}
	return ctx.Err() // a graceful stop is no error to golang-migrate
}

// drive tells a failure by the migration's number: golang-migrate's own error
// would print the whole file.
func (s schema) drive(ctx context.Context, step func(*migrate.Migrate) error) error {
	files, err := iofs.New(s.files, string(s.engine()))
	if err != nil {
		return err
	}
	plain, err := s.migrator()
	if err != nil {
		return err
	}
	driver := &atomicDriver{Driver: plain}
	m, err := migrate.NewWithInstance("iofs", files, string(s.engine()), driver)
	if err != nil {
		return errors.Join(err, driver.Close())
	}
	// Cancelled, it finishes the migration at hand and begins no other.
	stop := context.AfterFunc(ctx, func() { m.GracefulStop <- true })
	if err = step(m); err != nil {
		err = driver.told(err)
	}
	stop()
	sourceErr, databaseErr := m.Close()
	return errors.Join(err, sourceErr, databaseErr)
}
