package db

import (
	"context"
	"errors"

	"parley/internal/ledger"
)

// ErrNoFreeSpace says that free space is not known: PostgreSQL keeps its files
// elsewhere, and not every system tells.
var ErrNoFreeSpace = errors.New("free space is not known")

// Answers tells whether the database can be asked now.
func (d *DB) Answers(ctx context.Context) error {
	var one int
	if err := d.Read.QueryRowContext(ctx, "SELECT 1").Scan(&one); err != nil {
		return ledger.Unavailable(err)
	}
	return nil
}

// Current tells whether the schema is still the one this program was built for:
// another process may have migrated it since the start. Otherwise the error is
// a *BehindError, *AheadError or *DirtyError.
func (d *DB) Current(ctx context.Context) error {
	found, err := d.schema.status(ctx, d.Read)
	if err != nil {
		return ledger.Unavailable(err)
	}
	return found.fault()
}

// FreeSpace is how many bytes can still be written on the volume of a SQLite
// file; ErrNoFreeSpace where that cannot be told.
func (d *DB) FreeSpace() (uint64, error) {
	file, ok := d.schema.backend.(sqliteFile)
	if !ok {
		return 0, ErrNoFreeSpace
	}
	return freeSpace(string(file))
}

// File is where a SQLite file lies; there is none on PostgreSQL.
func (d *DB) File() (path string, alone bool) {
	file, ok := d.schema.backend.(sqliteFile)
	return string(file), ok
}
