package webhook

import (
	"time"

	"github.com/google/uuid"

	"parley/internal/feed"
	"parley/internal/ledger"
)

// State says whether a webhook sends.
type State string

// A paused webhook goes on where it was when it is resumed; a revoked one has ended.
const (
	Active  State = "active"
	Paused  State = "paused"
	Revoked State = "revoked"
)

// Count is of the webhooks of one state: how many there are, and how many ledger
// numbers lie after the last that was delivered or passed over, added up.
type Count struct{ Webhooks, Waiting int64 }

// Webhook is a subscription as administrators see it. After is the place in the
// ledger up to which all was delivered or passed over; Attempts, FailingSince and
// NextAttemptAt are of the event behind it while that fails.
type Webhook struct {
	ID uuid.UUID `json:"id"`
	Fields
	State         State        `json:"state"`
	After         ledger.Place `json:"after"`
	Attempts      int64        `json:"attempts"`
	FailingSince  *time.Time   `json:"failing_since"`
	NextAttemptAt *time.Time   `json:"next_attempt_at"`
	PausedAt      *time.Time   `json:"paused_at"`
	PausedBy      *string      `json:"paused_by"`
	PausedBecause *string      `json:"paused_because"`
	CreatedAt     time.Time    `json:"created_at"`
	CreatedBy     string       `json:"created_by"`
	ChangedAt     time.Time    `json:"changed_at"`
	// PreviousUntil is until when messages are signed with the previous secret, too.
	PreviousUntil *time.Time `json:"previous_secret_until"`

	Workspace string `json:"-"`
	// Secret and Previous are sealed; Previous is empty where there is none.
	Secret   []byte `json:"-"`
	Previous []byte `json:"-"`
	// Turn counts what administrators did to it, and is its version.
	Turn int64 `json:"-"`
}

// Fields are what an administrator says of a webhook.
type Fields struct {
	URL         string `json:"url"`
	Description string `json:"description"`
	Filter      Filter `json:"filter"`
}

// Filter says which changes are sent; an empty list leaves nothing out. Its
// references are ids once they are stored.
type Filter struct {
	Negotiation []ledger.Reference `json:"negotiation"`
	Party       []ledger.Reference `json:"party"`
	Issue       []ledger.Reference `json:"issue"`
	Kind        []string           `json:"kind"`
}

// feed is the filter as the feed knows it.
func (f Filter) feed() feed.Filter {
	return feed.Filter{Negotiations: ids(f.Negotiation), Parties: ids(f.Party), Issues: ids(f.Issue), Kinds: f.Kind}
}

func ids(refs []ledger.Reference) (list []uuid.UUID) {
	for _, r := range refs {
		list = append(list, r.ID)
	}
	return list
}

// whole has lists where members were left out.
func (f Filter) whole() Filter {
	f.Negotiation = append([]ledger.Reference{}, f.Negotiation...)
	f.Party = append([]ledger.Reference{}, f.Party...)
	f.Issue = append([]ledger.Reference{}, f.Issue...)
	f.Kind = append([]string{}, f.Kind...)
	return f
}

// Issued is a webhook with its secret, which is shown this once.
type Issued struct {
	Webhook
	Secret string `json:"secret"`
}

// Input is what a client says of a new webhook. Without After it is told only of
// what comes.
type Input struct {
	Fields
	After *ledger.Place `json:"after"`
}

// Outcome is how an attempt ended.
type Outcome string

// After a Dead attempt there is no other until somebody asks for it.
const (
	Delivered Outcome = "delivered"
	Failed    Outcome = "failed"
	Dead      Outcome = "dead"
)

// Cause is why an attempt was made.
type Cause string

// An event is sent as its turn in the feed comes, or again because somebody asked.
const (
	ByFeed Cause = "feed"
	Again  Cause = "again"
	Test   Cause = "test"
)

// Delivery is one attempt to deliver something, as the log has it. Event is nil
// for a test, Status where the receiver did not answer. Answer is the beginning of
// an answer that was no success.
type Delivery struct {
	ID            uuid.UUID     `json:"id"`
	Cause         Cause         `json:"cause"`
	Event         *ledger.Place `json:"event"`
	Message       string        `json:"message"`
	Type          string        `json:"type"`
	Attempt       int64         `json:"attempt"`
	SentAt        time.Time     `json:"sent_at"`
	TookMS        int64         `json:"took_ms"`
	Outcome       Outcome       `json:"outcome"`
	Status        *int64        `json:"status"`
	Error         *string       `json:"error"`
	Answer        *string       `json:"answer"`
	NextAttemptAt *time.Time    `json:"next_attempt_at"`
}

// DeliveryFilter chooses from the log.
type DeliveryFilter struct {
	Outcomes []string
	Event    *ledger.Place
}
