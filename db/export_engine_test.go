package db

import (
	"context"
	"database/sql"
	"io/fs"
)

// What the tests outside of the package (dbtest imports it) see of its inside.
var (
	IsUnique      = isUnique
	IsForeignKey  = isForeignKey
	IsBusy        = isBusy
	IsDiskFull    = isDiskFull
	IsReadOnly    = isReadOnly
	IsUnavailable = isUnavailable
	Supported     = supported
	NewStatements = newStatements
)

const MaxStatements = maxStatements

type Statements = statements

var In = (*statements).in

// Kept is how many statements are prepared and ready.
func (s *statements) Kept() (n int) {
	s.kept.mu.RLock()
	defer s.kept.mu.RUnlock()
	for _, stmt := range s.kept.byText {
		if stmt != nil {
			n++
		}
	}
	return n
}

// OpenWith opens a database with other migrations than the embedded ones.
func OpenWith(ctx context.Context, url string, files fs.FS) error {
	b, err := locate(url)
	if err != nil {
		return err
	}
	d, err := b.connect(ctx, sql.OpenDB)
	if err != nil {
		return err
	}
	defer d.Close()
	return schema{backend: b, files: files}.settle(ctx, d, true)
}

// Lock takes the migration lock of a database.
func Lock(ctx context.Context, url string) (func() error, error) {
	b, err := locate(url)
	if err != nil {
		return nil, err
	}
	return b.lock(ctx)
}

// Unawaited is how the store begins its transactions.
var Unawaited = unawaited

const MostQueued = mostQueued
