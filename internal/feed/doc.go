// Package feed turns the ledger into events for those who follow it, whether by
// polling, over a stream or through webhooks: what an event says, which of them a
// filter lets pass, and how much is read at a time. It imports the core and
// internal/codec, and knows nothing of how events travel.
package feed
