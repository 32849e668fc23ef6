package db

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"regexp"
	"strings"

	"github.com/jackc/pgx/v5/stdlib"
)

// backup has PostgreSQL's own pg_dump write the database, which takes one state of
// it while it is in use.
func (s *postgresServer) backup(ctx context.Context, file string) error {
	_, err := s.tool(ctx, "pg_dump", "--format=custom", "--no-owner", "--no-privileges", "--file="+file)
	return err
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
	if err := s.isBackup(ctx, file); err != nil {
		return err
	}
	_, err = s.tool(ctx, "pg_restore", "--exit-on-error", "--single-transaction", "--no-owner", "--no-privileges", "--dbname="+s.config.Database, file)
	if err != nil {
		return fmt.Errorf("%s is no backup of Parley that can be read: %w", file, err)
	}
	return nil
}

// oursAlways are tables that every version of Parley has.
var oursAlways = []string{"schema_migrations", "workspaces", "transactions", "changes"}

// isBackup refuses what Parley did not write by its table of contents, before anything
// of it is in the database.
func (s *postgresServer) isBackup(ctx context.Context, file string) error {
	contents, err := s.tool(ctx, "pg_restore", "--list", file)
	if err != nil {
		return fmt.Errorf("%s is no backup of Parley that can be read: %w", file, err)
	}
	for _, table := range oursAlways {
		if !regexp.MustCompile(` TABLE \S+ ` + table + " ").MatchString(contents) {
			return fmt.Errorf("%s is no backup of Parley: it has no table %s", file, table)
		}
	}
	return nil
}

// tool runs one of PostgreSQL's programs on the database, and gives what it prints. How
// to reach it is told by the environment, since others on the machine can read a command
// line.
func (s *postgresServer) tool(ctx context.Context, name string, args ...string) (string, error) {
	path, err := exec.LookPath(name)
	if err != nil {
		return "", fmt.Errorf("%s is not on this machine; install PostgreSQL's client programs", name)
	}
	command := exec.CommandContext(ctx, path, append(args, "--no-password")...)
	command.Env = append(os.Environ(), s.environment()...)
	var printed, said strings.Builder
	command.Stdout, command.Stderr = &printed, &said
	if err := command.Run(); err != nil {
		return "", fmt.Errorf("%s: %w: %s", name, err, strings.TrimSpace(said.String()))
	}
	return printed.String(), nil
}
