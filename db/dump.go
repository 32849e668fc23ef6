package db

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strconv"
	"strings"

	"github.com/jackc/pgx/v5/stdlib"

	"parley/db/migrations"
)

// backup has PostgreSQL's own pg_dump write the database, which takes one state of
// it while it is in use.
func (s *postgresServer) backup(ctx context.Context, file string) error {
	return s.tool(ctx, "pg_dump", "--format=custom", "--no-owner", "--no-privileges", "--file="+file)
}

// restore has pg_restore do all or nothing. It asks for an empty database: what is
// there would be mixed with the backup.
func (s *postgresServer) restore(ctx context.Context, file string) error {
	pool := stdlib.OpenDB(*s.config)
	var tables int
	err := pool.QueryRowContext(ctx, "SELECT COUNT(*) FROM pg_class WHERE relnamespace = current_schema()::regnamespace AND relkind = 'r'").Scan(&tables)
	if err = errors.Join(err, pool.Close()); err != nil {
		return err
	}
	if tables > 0 {
		return fmt.Errorf("the database %s is not empty: it has %d tables; make a new one with createdb", s.config.Database, tables)
	}
	err = s.tool(ctx, "pg_restore", "--exit-on-error", "--single-transaction", "--no-owner", "--no-privileges", "--dbname="+s.config.Database, file)
	if err != nil {
		return fmt.Errorf("%s is no backup of Parley that can be read: %w", file, err)
	}
	return s.isRestored(ctx, file)
}

// isRestored refuses what was restored and Parley did not write: only the database
// can tell that.
func (s *postgresServer) isRestored(ctx context.Context, file string) error {
	d, err := s.look(ctx)
	if err != nil {
		return err
	}
	return errors.Join(schema{backend: s, files: migrations.Files}.ours(ctx, d.Read, file), d.Close())
}

// tool runs one of PostgreSQL's programs on the database. How to reach it is told by
// the environment, since others on the machine can read a command line.
func (s *postgresServer) tool(ctx context.Context, name string, args ...string) error {
	path, err := exec.LookPath(name)
	if err != nil {
		return fmt.Errorf("%s is not on this machine; install PostgreSQL's client programs", name)
	}
	command := exec.CommandContext(ctx, path, append(args, "--no-password")...)
	command.Env = append(os.Environ(), s.environment()...)
	var said strings.Builder
	command.Stderr = &said
	if err := command.Run(); err != nil {
		return fmt.Errorf("%s: %w: %s", name, err, strings.TrimSpace(said.String()))
	}
	return nil
}

func (s *postgresServer) environment() []string {
	mode := "disable"
	if s.config.TLSConfig != nil {
		mode = "require"
		if !s.config.TLSConfig.InsecureSkipVerify {
			mode = "verify-full"
		}
	}
	return []string{"PGHOST=" + s.config.Host, "PGPORT=" + strconv.Itoa(int(s.config.Port)), "PGUSER=" + s.config.User,
		"PGPASSWORD=" + s.config.Password, "PGDATABASE=" + s.config.Database, "PGSSLMODE=" + mode}
}
