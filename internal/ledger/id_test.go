package ledger

import (
	"bytes"
	"testing"
	"time"
)

// The order of ids is the order of the ledger: within a transaction as they were
// made, and between two that are a microsecond apart, also over a whole millisecond.
func TestIDsFollowTheLedger(t *testing.T) {
	at := time.Date(2026, 1, 22, 12, 0, 0, 998_000, time.UTC)
	var last []byte
	for range 5 {
		w := &Writer{entry: Transaction{RecordedAt: at}}
		for range 20_000 { // more than 14 bits
			id := w.newID()
			if id.Version() != 7 || id.Variant().String() != "RFC4122" {
				t.Fatalf("%s is no UUIDv7", id)
			}
			if bytes.Compare(last, id[:]) >= 0 {
				t.Fatalf("%x is not before %x", last, id)
			}
			last = bytes.Clone(id[:])
			if end, before := LastID(at), LastID(at.Add(-time.Microsecond)); bytes.Compare(last, end[:]) > 0 || bytes.Compare(last, before[:]) <= 0 {
				t.Fatalf("%s is not between the last ids %s of the time before and %s of its own", id, before, end)
			}
		}
		at = at.Add(time.Microsecond)
	}
}
