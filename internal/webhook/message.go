package webhook

import (
	"context"
	"encoding/json"
	"time"

	"parley/internal/feed"
	"parley/internal/ledger"
)

// message is what is sent: the body and the id stay the same at every attempt, so
// that a receiver can tell what it has already had.
type message struct {
	id    string
	kind  string
	event *ledger.Place
	body  []byte
}

// payload is the body, in the members that the specification recommends.
type payload struct {
	Type      string          `json:"type"`
	Timestamp time.Time       `json:"timestamp"`
	Workspace string          `json:"workspace"`
	Data      json.RawMessage `json:"data"`
}

// messageID is unlike any of another webhook or workspace, and has no full stop,
// which would let two messages have one signature.
func (w Webhook) messageID(what string) string { return w.ID.String() + "_" + what }

func (w Webhook) messageOf(e feed.Event) (message, error) {
	data, err := e.JSON()
	if err != nil {
		return message{}, err
	}
	body, err := json.Marshal(payload{e.Type(), e.RecordedAt, w.Workspace, data})
	return message{w.messageID(e.ID.String()), e.Type(), &e.ID, body}, err
}

const testType = "webhook.test"

func (w Webhook) testMessage(at time.Time, id string) (message, error) {
	body, err := json.Marshal(payload{testType, at, w.Workspace, json.RawMessage(`{}`)})
	return message{w.messageID("test_" + id), testType, nil, body}, err
}

// Post is a signed message on its way.
type Post struct {
	URL       string
	ID        string
	Timestamp time.Time
	Signature string
	Body      []byte
}

// Answer is what came back. RetryAfter is how long the receiver asks to be left
// alone, Beginning the first of what it said.
type Answer struct {
	Status     int
	RetryAfter time.Duration
	Beginning  string
}

// Sender takes a message to its receiver. The error says why there was no answer.
type Sender interface {
	Send(ctx context.Context, p Post) (Answer, error)
}
