// Package webhook posts the feed to those who subscribed: what a subscription is,
// which targets it may have, how a message is signed (Standard Webhooks 1.0.0),
// when a failed one is tried again, and the workers that do it. The ledger is the
// outbox: a subscription remembers the place it has come to, so what was recorded
// is delivered at least once and in its order whatever happens to the server.
// It imports internal/feed, internal/ledger and google/uuid; how a message travels
// is the business of a Sender.
package webhook
