package db

import (
	"context"

	"parley/db/sqlc"
)

// VerifyStorage looks at what belongs to no single workspace: whether the tables and
// columns that the program asks for are there, whether the engine can read what it
// stored and finds all of it by its indexes, and whether every row refers to rows that
// are there. It tells every fault, with an empty Workspace, and how many there were.
func (s *Store) VerifyStorage(ctx context.Context, tell func(Fault)) (faults int64, err error) {
	tx, err := s.db.Read.BeginTx(ctx, s.snapshot())
	if err != nil {
		return 0, err
	}
	defer tx.Rollback() //nolint:errcheck // it only read
	told := func(where, what string) {
		faults++
		tell(Fault{Where: where, What: what})
	}
	if all, err := sqlc.Prepare(ctx, s.db.Read); err != nil {
		told("schema", "is not the one this program made: "+err.Error())
	} else if err := all.Close(); err != nil {
		return faults, err
	}
	if err := s.stored(ctx, tx, func(what string) { told("storage", what) }); err != nil {
		return faults, err
	}
	// The engine keeps such rows from coming, unless somebody told it not to.
	err = s.tables(s.read.in(tx), 0).dangling(ctx, func(from, to string) { told(from, "refers to a row of "+to+" that is not there") })
	return faults, err
}

// stored has SQLite read the whole file. PostgreSQL tells of damage when it meets it,
// but of that of indexes only by an extension (amcheck), which is its administrator's.
func (s *Store) stored(ctx context.Context, run sqlc.DBTX, tell func(string)) error {
	if s.db.Engine != SQLite {
		return nil
	}
	return pairs(ctx, run, "SELECT integrity_check, '' FROM pragma_integrity_check WHERE integrity_check <> 'ok'", func(what, _ string) { tell(what) })
}
