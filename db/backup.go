package db

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
)

// Backup writes one state of a database to a file while it is in use: a SQLite
// database, or what pg_dump makes. The file has its name only once it is whole; one
// that is there already is not touched.
func Backup(ctx context.Context, url, file string) error {
	b, err := locate(url)
	if err != nil {
		return err
	}
	if err := free(file); err != nil {
		return err
	}
	// Of an empty database, of another program's or of one whose name was mistyped a file
	// would come out that nothing can be restored from, when it is needed.
	if err := ours(ctx, b, "there is no database of Parley at "+Redact(url)); err != nil {
		return fmt.Errorf("backup: %w", err)
	}
	partial := file + ".partial"
	if err := leave(partial); err != nil {
		return err
	}
	if err := errors.Join(b.backup(ctx, partial), ctx.Err()); err != nil {
		return errors.Join(fmt.Errorf("backup: %w", err), leave(partial))
	}
	return keep(partial, file)
}

// Restore makes a database of what Backup wrote. There must be no database yet, or
// on PostgreSQL an empty one. The schema is then that of the backup; Open brings it
// up to date.
func Restore(ctx context.Context, file, url string) error {
	b, err := locate(url)
	if err != nil {
		return err
	}
	if _, err := os.Stat(file); err != nil {
		return err
	}
	if err := b.restore(ctx, file); err != nil {
		return fmt.Errorf("restore: %w", err)
	}
	return nil
}

func free(file string) error {
	_, err := os.Lstat(file)
	if err == nil {
		return fmt.Errorf("there is a file %s already; name another", file)
	}
	if errors.Is(err, os.ErrNotExist) {
		return nil
	}
	return err
}

// leave removes what there is of a backup, with the journal that a killed SQLite
// leaves: the next file of that name would be rolled back by it.
func leave(partial string) error {
	var errs []error
	for _, file := range []string{partial, partial + "-journal"} {
		if err := os.Remove(file); !errors.Is(err, os.ErrNotExist) {
			errs = append(errs, err)
		}
	}
	return errors.Join(errs...)
}

// keep gives a file its name when all of it is on the disk. A link cannot take the
// place of a file that somebody else made meanwhile, as a rename would.
func keep(partial, file string) error {
	if err := synced(partial); err != nil {
		return err
	}
	if err := os.Chmod(partial, 0o600); err != nil {
		return err
	}
	if err := os.Link(partial, file); err != nil {
		return errors.Join(err, leave(partial))
	}
	return errors.Join(leave(partial), synced(filepath.Dir(file)))
}

func synced(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}
