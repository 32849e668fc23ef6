package feed

import (
	"encoding/json"
	"time"

	"github.com/google/uuid"

	"parley/internal/codec"
	"parley/internal/ledger"
)

// Event is one change of the ledger as followers are told it. Its ID is its
// place, "42-0", which no other event of the workspace has; Changes is how many
// its transaction made, whether or not a filter lets all of them pass. Resource is the
// resource as the change left it, in the bytes that GET shows.
type Event struct {
	ID         ledger.Place    `json:"id"`
	Number     int64           `json:"number"`
	Ordinal    int64           `json:"ordinal"`
	Changes    int64           `json:"changes"`
	RecordedAt time.Time       `json:"recorded_at"`
	Actor      string          `json:"actor"`
	Reason     *string         `json:"reason"`
	Kind       string          `json:"kind"`
	Action     string          `json:"action"`
	ResourceID uuid.UUID       `json:"resource_id"`
	Resource   json.RawMessage `json:"resource"`
	Links      Links           `json:"links"`
}

// Links say where the resource and its transaction are, as paths of the API.
// Text is set for a revision, whose text events leave out.
type Links struct {
	Self        string  `json:"self"`
	Transaction string  `json:"transaction"`
	Text        *string `json:"text,omitempty"`
}

// Type names what happened, as webhooks do: "position.accept".
func (e Event) Type() string { return e.Kind + "." + e.Action }

// JSON is the event as followers get it.
func (e Event) JSON() ([]byte, error) { return codec.Marshal(e) }

func eventOf(c ledger.FedChange) (Event, error) {
	resource, links, err := shown(c)
	return Event{ID: c.Place, Number: c.Number, Ordinal: c.Ordinal, Changes: c.Changes, RecordedAt: c.RecordedAt, Actor: c.Actor, Reason: c.Reason,
		Kind: c.Kind, Action: c.Action, ResourceID: c.ResourceID, Resource: resource, Links: links}, err
}
