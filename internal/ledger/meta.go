package ledger

import (
	"time"

	"github.com/google/uuid"
)

// Meta is what every resource carries beside its own fields. The server sets
// all of it; client input never does (system time is the ledger, rule 8).
type Meta struct {
	// Number is the ledger number of the transaction that last changed the resource.
	Number int64 `json:"number"`
	// RecordedAt is the server time of the transaction that created it.
	RecordedAt time.Time `json:"recorded_at"`
	// UpdatedAt is the server time of the transaction Number.
	UpdatedAt time.Time `json:"updated_at"`
	// Retracted is nil while the resource is in force.
	Retracted *Retraction `json:"retracted"`
}

// Retraction says when and why a resource was taken back. Nothing is deleted.
type Retraction struct {
	At     time.Time `json:"at"`
	Number int64     `json:"number"`
	Reason string    `json:"reason"`
}

func (m *Meta) meta() *Meta { return m }

// Identity is the permanent name of a resource, a UUIDv7.
type Identity struct {
	ID uuid.UUID `json:"id"`
}

func (i *Identity) identity() *Identity { return i }

// LedgerNumber is the number of the transaction that last changed the resource.
func (m Meta) LedgerNumber() int64 { return m.Number }

// LedgerNumber is the number of the transaction that stored the revision.
func (r Revision) LedgerNumber() int64 { return r.Number }

// LedgerNumber is the number of the transaction that stored the version.
func (v ProposalVersion) LedgerNumber() int64 { return v.Number }

// LedgerNumber is the number of the transaction that left this version.
func (v PositionVersion) LedgerNumber() int64 { return v.Number }

// LedgerNumber is the number of the transaction itself.
func (t Transaction) LedgerNumber() int64 { return t.Number }

// Key places the resource in a list sorted by when it was recorded.
func (i Identity) Key() Key { return Key{ID: i.ID} }
