package db

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"hash"

	"github.com/google/uuid"

	"parley/db/sqlc"
	"parley/internal/ledger"
)

// seal closes a number: it hashes what the number recorded, as it is stored,
// together with the hash of the number before. Whoever wrote the newest hash down
// can tell later whether anything up to it was changed.
func (t tables) seal(ctx context.Context, e ledger.Transaction) error {
	before, err := t.hashOf(ctx, e.Number-1)
	if err != nil {
		return err
	}
	sum, err := t.link(ctx, before, e)
	if err != nil {
		return err
	}
	return t.q.SetHash(ctx, sqlc.SetHashParams{WorkspaceID: t.workspace, Number: e.Number, Hash: sum})
}

// hashOf gives the hash of a number; before the first there are 32 zero bytes.
func (t tables) hashOf(ctx context.Context, number int64) ([]byte, error) {
	if number == 0 {
		return make([]byte, sha256.Size), nil
	}
	return t.q.GetHash(ctx, sqlc.GetHashParams{WorkspaceID: t.workspace, Number: number})
}

// link is the hash of a number: SHA-256 over the hash before it, the number, its
// time in microseconds, actor and reason, every change in order, and then the
// versions of positions and of evidence by id, which changes do not hold. Texts
// stand in it through the SHA-256 that the change of their revision states.
// Every value has its length before it, so that none can pass for another.
func (t tables) link(ctx context.Context, before []byte, e ledger.Transaction) ([]byte, error) {
	c := chain{sha256.New()}
	c.bytes(before)
	c.number(e.Number)
	c.number(micros(e.RecordedAt))
	c.text(e.Actor)
	c.optional(e.Reason)
	if err := t.linkChanges(ctx, c, e.Number); err != nil {
		return nil, err
	}
	if err := t.linkVersions(ctx, c, e.Number); err != nil {
		return nil, err
	}
	return c.Sum(nil), nil
}

func (t tables) linkChanges(ctx context.Context, c chain, number int64) error {
	changes, err := t.q.ListChanges(ctx, sqlc.ListChangesParams{WorkspaceID: t.workspace, Number: number})
	c.number(int64(len(changes)))
	for _, one := range changes {
		c.text(one.Kind)
		c.id(one.ResourceID)
		c.text(one.Action)
		c.optional(one.Before)
		c.optional(one.After)
	}
	return err
}

func (t tables) linkVersions(ctx context.Context, c chain, number int64) error {
	positions, err := t.q.ListSealedPositions(ctx, sqlc.ListSealedPositionsParams{WorkspaceID: t.workspace, FromNumber: number})
	if err != nil {
		return err
	}
	c.number(int64(len(positions)))
	for _, v := range positions {
		c.id(v.ID)
		c.text(v.Body)
	}
	evidence, err := t.q.ListSealedEvidence(ctx, sqlc.ListSealedEvidenceParams{WorkspaceID: t.workspace, FromNumber: number})
	c.number(int64(len(evidence)))
	for _, v := range evidence {
		c.id(v.ID)
		c.text(v.Body)
	}
	return err
}

// chain writes values so that no two different lists of them give the same bytes.
type chain struct{ hash.Hash }

func (c chain) number(n int64) { c.Write(binary.BigEndian.AppendUint64(nil, uint64(n))) }

func (c chain) id(id uuid.UUID) { c.Write(id[:]) }

func (c chain) bytes(b []byte) {
	c.number(int64(len(b)))
	c.Write(b)
}

func (c chain) text(s string) { c.bytes([]byte(s)) }

// optional tells nothing apart from an empty text.
func (c chain) optional(s *string) {
	if s == nil {
		c.number(-1)
		return
	}
	c.text(*s)
}

// missingHashes looks at the newest numbers only: hashes are filled from the first on.
func missingHashes(ctx context.Context, t tables) ([]lack, error) {
	rows, err := t.q.CountUnsealed(ctx)
	lacks := make([]lack, len(rows))
	for i, r := range rows {
		lacks[i] = lack{r.WorkspaceID, r.Rows}
	}
	return lacks, err
}

// hashesAtOnce is how many numbers one transaction seals.
const hashesAtOnce = 1000

func fillHashes(ctx context.Context, t tables) (int64, error) {
	rows, err := t.q.ListUnsealed(ctx, sqlc.ListUnsealedParams{WorkspaceID: t.workspace, AtMost: hashesAtOnce})
	for _, r := range rows {
		e := ledger.Transaction{Number: r.Number, RecordedAt: fromMicros(r.RecordedAt), Actor: r.Actor, Reason: r.Reason}
		if err := t.seal(ctx, e); err != nil {
			return 0, fmt.Errorf("number %d: %w", r.Number, err)
		}
	}
	return int64(len(rows)), err
}

func hexOf(b []byte) *string {
	if b == nil {
		return nil
	}
	s := hex.EncodeToString(b)
	return &s
}
