package db

import (
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/golang-migrate/migrate/v4/database"
)

// atomicDriver has each migration record its own number, in the transaction in
// which it does its work. golang-migrate writes a number marked as unfinished
// before and takes the mark away after; a kill in between would leave a database
// that is whole and still not to be used until a person has looked at it.
type atomicDriver struct {
	database.Driver
	// begun is the number that the migration at hand leads to, 0 before the first;
	// failed tells that it did not get there.
	begun  int
	failed bool
}

// SetVersion leaves the mark out.
func (d *atomicDriver) SetVersion(version int, dirty bool) error {
	d.begun = version
	if dirty {
		return nil
	}
	return d.Driver.SetVersion(version, false)
}

// Run does a migration and records its number.
func (d *atomicDriver) Run(migration io.Reader) error {
	err := d.Driver.Run(io.MultiReader(migration, strings.NewReader(d.record())))
	d.failed = err != nil
	return err
}

func (d *atomicDriver) record() string {
	const forget = "\n;DELETE FROM schema_migrations;"
	if d.begun == database.NilVersion {
		return forget
	}
	return fmt.Sprintf("%s\nINSERT INTO schema_migrations (version, dirty) VALUES (%d, FALSE);", forget, d.begun)
}

// told names the migration that failed.
func (d *atomicDriver) told(err error) error {
	if !d.failed {
		return brief(err)
	}
	return fmt.Errorf("the migration to version %d failed and left nothing: %w", max(d.begun, 0), brief(err))
}

// brief keeps the engine's own words of golang-migrate's error.
func brief(err error) error {
	if value, ok := errors.AsType[database.Error](err); ok {
		return fmt.Errorf("line %d: %w", value.Line, value.OrigErr)
	}
	if pointer, ok := errors.AsType[*database.Error](err); ok {
		return pointer.OrigErr
	}
	return err
}
