package db

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/hex"
	"errors"
	"fmt"
	"math"

	"parley/db/sqlc"
	"parley/internal/access"
	"parley/internal/ledger"
)

// Fault is something that is not as it was recorded.
type Fault struct {
	Workspace string
	// Where names the row and What says what is wrong with it.
	Where, What string
}

// Verified says how much was looked at.
type Verified struct{ Numbers, Texts, Passages, Positions, Faults int64 }

// WrittenDown is a number with its hash, as somebody noted them elsewhere.
type WrittenDown struct {
	Number int64
	Hash   string
}

// Verify reads a whole workspace as of one moment and tells every fault: a number
// that is missing or whose hash is not that of what it recorded, a text or a passage
// that is not what it says, a row that is missing, too many or in any column not what
// the ledger says, an end that does not follow from the rules, a reference to nothing.
func (s *Store) Verify(ctx context.Context, w access.Workspace, noted *WrittenDown, tell func(Fault)) (Verified, error) {
	id, err := s.workspace(ctx, w.Slug)
	if err != nil {
		return Verified{}, err
	}
	tx, err := s.db.Read.BeginTx(ctx, s.snapshot())
	if err != nil {
		return Verified{}, err
	}
	defer tx.Rollback() //nolint:errcheck // it only read
	v := &verification{tables: s.tables(s.read.in(tx), id), workspace: w.Slug, noted: noted, told: tell, columns: map[string]columns{}}
	var failed []error // what one of them cannot read another may
	for _, check := range []func(context.Context) error{v.backlog, v.chain, v.texts, v.recorded, v.ends, v.searchable} {
		err := check(ctx)
		failed = append(failed, err)
		if err != nil && s.db.Engine == Postgres {
			break // which answers nothing more in a transaction that failed
		}
	}
	return v.seen, errors.Join(failed...)
}

// snapshot asks for one state of the database for all that a transaction reads. In
// SQLite's write-ahead log every transaction has that.
func (s *Store) snapshot() *sql.TxOptions {
	if s.db.Engine == SQLite {
		return nil
	}
	return &sql.TxOptions{Isolation: sql.LevelRepeatableRead, ReadOnly: true}
}

// verification is a workspace being looked through.
type verification struct {
	tables
	workspace string
	noted     *WrittenDown
	told      func(Fault)
	seen      Verified
	// columns are those of each table that was looked at.
	columns map[string]columns
	// unindexed tells that search has still to be filled.
	unindexed bool
}

func (v *verification) fault(where, what string, args ...any) {
	v.seen.Faults++
	v.told(Fault{Workspace: v.workspace, Where: where, What: fmt.Sprintf(what, args...)})
}

// verifyPiece is how many rows are held at a time.
const verifyPiece = 500

// chain follows the numbers from the first to the newest. After a fault it goes on
// from the hash that is stored, so that each fault is told once, where it is.
func (v *verification) chain(ctx context.Context) error {
	before, next, at := make([]byte, 32), int64(1), int64(0)
	for last := int64(math.MinInt64); ; {
		rows, err := v.q.ListChain(ctx, sqlc.ListChainParams{WorkspaceID: v.tables.workspace, Number: last, AtMost: verifyPiece})
		if err != nil {
			return err
		}
		for _, r := range rows {
			last = r.Number
			if r.Number < 1 {
				v.fault(fmt.Sprintf("number %d", r.Number), "is no number of a ledger, which begins with 1")
				continue
			}
			if r.Number != next {
				v.fault(fmt.Sprintf("number %d", next), "is missing; the next one is %d", r.Number)
			}
			if before, err = v.number(ctx, before, r); err != nil {
				return err
			}
			next, at = r.Number+1, r.RecordedAt
		}
		if len(rows) < verifyPiece {
			return v.head(ctx, next-1, at)
		}
	}
}

// number gives the hash from which the next number follows.
func (v *verification) number(ctx context.Context, before []byte, r sqlc.ListChainRow) ([]byte, error) {
	v.seen.Numbers++
	where := fmt.Sprintf("number %d", r.Number)
	sum, err := v.link(ctx, before, ledger.Transaction{Number: r.Number, RecordedAt: fromMicros(r.RecordedAt), Actor: r.Actor, Reason: r.Reason})
	switch {
	case err != nil:
		return nil, err
	case r.Hash == nil:
		v.fault(where, "has no hash: it was taken away, or `parley migrate up` was killed before it filled the hashes of the ledger")
		return sum, nil
	case !bytes.Equal(sum, r.Hash):
		v.fault(where, "its hash is not that of what it recorded and of the hash before it")
	}
	if v.noted != nil && v.noted.Number == r.Number && v.noted.Hash != hex.EncodeToString(r.Hash) {
		v.fault(where, "its hash is %x and not the one that was written down", r.Hash)
	}
	return r.Hash, nil
}

func (v *verification) head(ctx context.Context, last int64, lastAt int64) error {
	head, err := v.q.GetHeadOfWorkspace(ctx, v.tables.workspace)
	if err != nil {
		return err
	}
	if head.Head != last {
		v.fault("workspace", "its head is %d and its newest number %d", head.Head, last)
	}
	if head.Head == last && head.RecordedAt != lastAt {
		v.fault("workspace", "its head is of %s and its newest number of %s", fromMicros(head.RecordedAt), fromMicros(lastAt))
	}
	if v.noted != nil && v.noted.Number > last {
		v.fault(fmt.Sprintf("number %d", v.noted.Number), "was written down and is not there; the newest is %d", last)
	}
	if head.Named == 0 {
		v.fault("workspace", "has no row in workspace_settings")
	}
	return v.order(ctx)
}

// order looks at the order of the changes of each number, of which the chain covers
// what comes first and not how it is counted.
func (v *verification) order(ctx context.Context) error {
	numbers, err := v.q.ListBadOrdinals(ctx, v.tables.workspace)
	for _, number := range numbers {
		v.fault(fmt.Sprintf("number %d", number), "its changes are not counted from 0 on")
	}
	return err
}

// ends derives the end of every position anew.
func (v *verification) ends(ctx context.Context) error {
	last := sqlc.ListPositionBodiesParams{WorkspaceID: v.tables.workspace, AtMost: verifyPiece}
	for {
		rows, err := v.q.ListPositionBodies(ctx, last)
		if err != nil {
			return err
		}
		for _, r := range rows {
			if err := v.end(ctx, r); err != nil {
				return err
			}
			last.ID = r.ID
		}
		if len(rows) < verifyPiece {
			return nil
		}
	}
}

func (v *verification) end(ctx context.Context, r sqlc.ListPositionBodiesRow) error {
	v.seen.Positions++
	where := "positions " + r.ID.String()
	p, ok := readable[ledger.Position](v, where, r.Body)
	if !ok {
		return nil
	}
	bodies, err := v.q.ListSuperseders(ctx, sqlc.ListSupersedersParams{WorkspaceID: v.tables.workspace, OtherID: &r.ID})
	if err != nil {
		return err
	}
	superseders, err := decodeAll[ledger.Position](bodies)
	if err == nil && !ledger.EndsRightly(&p, superseders) { // what is unreadable is told where it stands
		v.fault(where, "its end does not follow from the positions that supersede it")
	}
	return nil
}
