package ledger

import (
	"crypto/rand"
	"encoding/binary"
	"time"

	"github.com/google/uuid"
)

// newID makes a UUIDv7 whose order follows the ledger: its time is that of the
// transaction, which never goes back within a workspace, to the microsecond
// (RFC 9562, section 6.2, method 3), followed by the count of ids the transaction
// made (method 1) and 42 random bits. A clock that was set back, or a second
// server with another clock, cannot put a new resource before an old one.
func (w *Writer) newID() uuid.UUID {
	micros := uint64(w.entry.RecordedAt.UnixMicro())
	count := w.made
	w.made++
	var id uuid.UUID
	rand.Read(id[:]) //nolint:errcheck // it never fails (crypto/rand)
	binary.BigEndian.PutUint64(id[:8], stamp(micros))
	id[8] = 0x80 | byte(count>>14)&0x3f
	binary.BigEndian.PutUint16(id[9:11], uint16(count<<2)|uint16(id[10]&3))
	return id
}

func stamp(micros uint64) uint64 { return micros/1000<<16 | 7<<12 | micros%1000<<2 }

// LastID is the greatest id that a transaction recorded at a time, or any before
// it, can have made. Lists of the past begin their walk there, so whoever takes ids
// from elsewhere into the record must refuse those that are of a later time.
func LastID(at time.Time) uuid.UUID {
	id := uuid.Max
	binary.BigEndian.PutUint64(id[:8], stamp(uint64(at.UnixMicro()))|3)
	return id
}

// FirstID is the least id of a time, to the millisecond: whatever has a lesser one
// was made before.
func FirstID(at time.Time) uuid.UUID {
	var id uuid.UUID
	binary.BigEndian.PutUint64(id[:8], uint64(at.UnixMilli())<<16|7<<12)
	return id
}
