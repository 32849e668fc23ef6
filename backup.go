package main

import (
	"context"
	"errors"
	"fmt"
	"os"

	"parley/db"
)

type backupCommand struct {
	database
	File string `arg:"" type:"path" help:"File to write; it must not be there yet."`
}

// Run writes a backup while the database is in use.
func (c *backupCommand) Run(ctx context.Context) error {
	where, err := c.where()
	if err != nil {
		return err
	}
	if err := db.Backup(ctx, where, c.File); err != nil {
		return err
	}
	fmt.Fprintf(os.Stderr, "%s: a backup of %s; parley restore makes a database of it again\n", c.File, db.Redact(where))
	return nil
}

type restoreCommand struct {
	database
	File string `arg:"" type:"existingfile" help:"What parley backup wrote."`
}

// Run makes a database of a backup, brings it up to date and looks through it.
func (c *restoreCommand) Run(ctx context.Context) error {
	where, err := c.where()
	if err != nil {
		return err
	}
	if err := db.Restore(ctx, c.File, where); err != nil {
		return err
	}
	if err := upToDate(ctx, where); err != nil {
		return err
	}
	if err := (&verifyCommand{database: c.database}).Run(ctx); err != nil {
		return errors.Join(errors.New("restored, but do not use it"), err)
	}
	fmt.Fprintf(os.Stderr, "%s: restored and verified\n", db.Redact(where))
	return nil
}

// upToDate migrates what an older program backed up. A current one is left as it was
// written: filling in what it lacks would hide from verify that it was taken away.
func upToDate(ctx context.Context, where string) error {
	s, err := db.MigrateStatus(ctx, where)
	if err != nil || s.Version == s.Newest && !s.Dirty {
		return err
	}
	return db.MigrateUp(ctx, where, tellProgress)
}
