package db

import (
	"context"
	"errors"
	"fmt"

	"parley/db/migrations"
)

// Look opens a database to read it as it is: it makes none, migrates none and fills
// nothing in, so that whoever verifies it does not mend what is to be found. The
// schema must be current; otherwise the error is a *BehindError, *AheadError or
// *DirtyError.
func Look(ctx context.Context, url string) (*DB, error) {
	b, err := locate(url)
	if err != nil {
		return nil, err
	}
	d, err := b.look(ctx)
	if err != nil {
		return nil, err
	}
	s := schema{backend: b, files: migrations.Files}
	d.schema = s
	found, err := s.status(ctx, d.Read)
	switch {
	case err != nil:
		err = fmt.Errorf("database %s: %w", Redact(url), err)
	case found.empty():
		err = fmt.Errorf("there is no database of Parley at %s", Redact(url))
	default:
		err = found.fault()
	}
	if err != nil {
		return nil, errors.Join(err, d.Close())
	}
	return d, nil
}

// empty tells a database in which Parley never made a table.
func (s Status) empty() bool { return s.Version == 0 && !s.Dirty }

// ours refuses a database that Parley did not make, in the words given.
func ours(ctx context.Context, b backend, refusal string) error {
	d, err := b.look(ctx)
	if err != nil {
		return err
	}
	found, err := schema{backend: b, files: migrations.Files}.status(ctx, d.Read)
	if err == nil && found.empty() {
		err = errors.New(refusal)
	}
	return errors.Join(err, d.Close())
}
