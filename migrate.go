package main

import (
	"context"
	"fmt"
	"os"
	"strings"

	"parley/db"
)

type migrateCommand struct {
	Up     migrateUp     `cmd:"" help:"Apply every migration that is missing."`
	Down   migrateDown   `cmd:"" help:"Take back the newest migrations. Their data are lost."`
	Status migrateStatus `cmd:"" help:"Say which migration the database is at."`
	Force  migrateForce  `cmd:"" help:"After a failed migration was mended by hand: record a version as reached and clean."`
}

type migrateUp struct{ database }

func (c *migrateUp) Run(ctx context.Context) error {
	return c.migrate(ctx, func(url string) error { return db.MigrateUp(ctx, url, tellProgress) })
}

type migrateDown struct {
	database
	Steps int `default:"1" help:"How many migrations to take back."`
}

func (c *migrateDown) Run(ctx context.Context) error {
	return c.migrate(ctx, func(url string) error { return db.MigrateDown(ctx, url, c.Steps) })
}

type migrateStatus struct{ database }

// Run only looks: a mistyped name must not make a database.
func (c *migrateStatus) Run(ctx context.Context) error {
	url, err := c.where()
	if err != nil {
		return err
	}
	if _, err := os.Stat(strings.TrimPrefix(url, "sqlite:")); err != nil && !strings.Contains(url, "://") {
		return fmt.Errorf("there is no database at %s", url)
	}
	return c.migrate(ctx, func(string) error { return nil })
}

type migrateForce struct {
	database
	Number int `arg:"" help:"The version to record; 0 for an empty database."`
}

func (c *migrateForce) Run(ctx context.Context) error {
	return c.migrate(ctx, func(url string) error { return db.MigrateForce(ctx, url, c.Number) })
}

// migrate runs a step on the chosen database and says where that left it.
func (d *database) migrate(ctx context.Context, step func(url string) error) error {
	url, err := d.where()
	if err != nil {
		return err
	}
	if err := step(url); err != nil {
		return err
	}
	s, err := db.MigrateStatus(ctx, url)
	if err != nil {
		return err
	}
	fmt.Printf("%s: at migration %d of %d%s\n", db.Redact(url), s.Version, s.Newest, map[bool]string{true: ", unfinished: see parley migrate force --help"}[s.Dirty])
	return nil
}

// tellProgress tells a person who waits for derived data how far it is.
func tellProgress(doing string, done, total int64) {
	fmt.Fprintf(os.Stderr, "%s: %d of %d\n", doing, done, total)
}
