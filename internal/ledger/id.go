package ledger

import (
	"crypto/rand"
	"encoding/binary"

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
	binary.BigEndian.PutUint64(id[:8], micros/1000<<16|7<<12|micros%1000<<2)
	id[8] = 0x80 | byte(count>>14)&0x3f
	binary.BigEndian.PutUint16(id[9:11], uint16(count<<2)|uint16(id[10]&3))
	return id
}
