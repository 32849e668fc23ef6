package ledger

import (
	"context"
	"encoding/json"
	"time"

	"github.com/google/uuid"
)

// Actions a change can be.
const (
	ActionCreate  = "create"
	ActionUpdate  = "update"
	ActionRetract = "retract"
	ActionAccept  = "accept"
	ActionReject  = "reject"
	ActionMerge   = "merge"
	ActionAnchor  = "anchor"
	ActionEnd     = "end"
)

// Change is what one transaction did to one resource, as it was before and
// after; before is null for something new.
type Change struct {
	Kind   string          `json:"kind"`
	ID     uuid.UUID       `json:"id"`
	Action string          `json:"action"`
	Before json.RawMessage `json:"before"`
	After  json.RawMessage `json:"after"`
}

// Transaction is one number of a workspace's ledger. Changes is left out of lists.
type Transaction struct {
	Number     int64     `json:"number"`
	RecordedAt time.Time `json:"recorded_at"`
	Actor      string    `json:"actor"`
	Reason     *string   `json:"reason"`
	Changes    []Change  `json:"changes,omitzero"`
}

// TransactionFilter chooses transactions. Resource asks for those that changed it.
type TransactionFilter struct {
	Actors   []string
	Kinds    []string
	Resource uuid.UUID
}

// TransactionTable is the ledger itself.
type TransactionTable interface {
	InsertChanges(ctx context.Context, number int64, changes []Change) error
	// Get gives a transaction with its changes, before and after included.
	Get(ctx context.Context, number int64) (Transaction, error)
	// List gives transactions without their changes; Key.Value is the number.
	List(ctx context.Context, filter TransactionFilter, page Page) ([]Transaction, error)
}

// Transaction finds a transaction by its number, with what it changed.
func (r *Reader) Transaction(number int64) (Transaction, error) {
	return r.tables.Transactions().Get(r.ctx, number)
}

// Transactions lists transactions without what they changed.
func (r *Reader) Transactions(filter TransactionFilter, page Page) ([]Transaction, error) {
	return r.tables.Transactions().List(r.ctx, filter, page)
}

// Key places the transaction in the ledger.
func (t Transaction) Key() Key { return Key{Value: t.Number} }
