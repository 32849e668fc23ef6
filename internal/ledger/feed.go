package ledger

import (
	"context"
	"encoding/json"
	"slices"
	"time"

	"github.com/google/uuid"
)

// FedChange is a change with its place and with what its transaction says of it.
// Before and After are the resource as stored; Before is empty for a new one.
type FedChange struct {
	Place
	// Changes is how many changes its transaction made.
	Changes    int64
	Kind       string
	ResourceID uuid.UUID
	Action     string
	Before     json.RawMessage
	After      json.RawMessage
	RecordedAt time.Time
	Actor      string
	Reason     *string
}

// Belonging is what a change belongs to through something else: evidence through
// its position, say. A zero id says nothing.
type Belonging struct{ Negotiation, Issue, Party uuid.UUID }

// FeedTable reads the ledger in its order.
type FeedTable interface {
	Head(ctx context.Context) (Moment, error)
	// After gives at most limit changes behind a place, up to a number.
	After(ctx context.Context, after Place, until int64, limit int) ([]FedChange, error)
	// Belongings says of the changes from first to last what they belong to through
	// something else, as it was recorded at their number.
	Belongings(ctx context.Context, first, last Place) (map[Place][]Belonging, error)
	// MergedInto lists the parties whose place others took.
	MergedInto(ctx context.Context, parties []uuid.UUID) ([]uuid.UUID, error)
}

// Newest is the newest moment of the ledger.
func (r *Reader) Newest() (Moment, error) { return r.tables.Feed().Head(r.ctx) }

// ChangesAfter gives at most limit changes behind a place, up to a number, in
// the order of the ledger. Numbers become visible in their order, so what lies
// before the last of them never grows.
func (r *Reader) ChangesAfter(after Place, until int64, limit int) ([]FedChange, error) {
	return r.tables.Feed().After(r.ctx, after, until, limit)
}

// Belongings says what the changes from first to last belong to through
// something else.
func (r *Reader) Belongings(first, last Place) (map[Place][]Belonging, error) {
	return r.tables.Feed().Belongings(r.ctx, first, last)
}

// Family widens parties by what they were merged with: whoever follows one of
// them is told of all, before and after the merge.
func (r *Reader) Family(of []uuid.UUID) ([]uuid.UUID, error) {
	family := slices.Clone(of)
	for _, id := range of {
		last, err := follow(r, parties(), id.String())
		if err != nil {
			return nil, err
		}
		family = append(family, last.ID)
	}
	family = distinct(family)
	for next := family; len(next) > 0; {
		merged, err := r.tables.Feed().MergedInto(r.ctx, next)
		if err != nil {
			return nil, err
		}
		next = slices.DeleteFunc(merged, func(id uuid.UUID) bool { return slices.Contains(family, id) })
		family = append(family, next...)
	}
	return family, nil
}

func distinct(ids []uuid.UUID) []uuid.UUID {
	var list []uuid.UUID
	for _, id := range ids {
		if !slices.Contains(list, id) {
			list = append(list, id)
		}
	}
	return list
}
