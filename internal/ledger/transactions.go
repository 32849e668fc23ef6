package ledger

import (
	"context"
	"encoding/json"
	"slices"
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
	// Hash is the SHA-256, in hexadecimal, over what the number recorded and the
	// hash of the number before.
	Hash    *string  `json:"hash"`
	Changes []Change `json:"changes,omitzero"`
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
	// KindOf tells of which kind the resource with an id is; empty where there is none.
	KindOf(ctx context.Context, id uuid.UUID) (Kind, error)
	// Creator names who created a resource.
	Creator(ctx context.Context, kind Kind, id uuid.UUID) (string, error)
	// ByNumber gives transactions without their changes, in any order.
	ByNumber(ctx context.Context, numbers []int64) ([]Transaction, error)
}

// Transaction finds a transaction by its number, with what it changed.
func (r *Reader) Transaction(number int64) (Transaction, error) {
	return r.tables.Transactions().Get(r.ctx, number)
}

// Head gives the newest number, without what it changed; of an empty ledger it is
// an Error of KindNotFound.
func (r *Reader) Head() (Transaction, error) {
	list, err := r.tables.Transactions().List(r.ctx, TransactionFilter{}, Page{Limit: 1, Sort: SortRecordedDesc})
	if err == nil && len(list) == 0 {
		err = &Error{Kind: KindNotFound, Detail: "nothing is recorded yet"}
	}
	if err != nil {
		return Transaction{}, err
	}
	return list[0], nil
}

// Transactions lists transactions without what they changed.
func (r *Reader) Transactions(filter TransactionFilter, page Page) ([]Transaction, error) {
	return r.tables.Transactions().List(r.ctx, filter, page)
}

// Key places the transaction in the ledger.
func (t Transaction) Key() Key { return Key{Value: t.Number} }

// numbersPiece is how many transactions one query asks for.
const numbersPiece = 512

// TransactionsByNumber gives transactions without what they changed.
func (r *Reader) TransactionsByNumber(numbers []int64) (map[int64]Transaction, error) {
	numbers = slices.Clone(numbers)
	slices.Sort(numbers)
	found := map[int64]Transaction{}
	for piece := range slices.Chunk(slices.Compact(numbers), numbersPiece) {
		list, err := r.tables.Transactions().ByNumber(r.ctx, piece)
		if err != nil {
			return nil, err
		}
		for _, t := range list {
			found[t.Number] = t
		}
	}
	return found, nil
}
