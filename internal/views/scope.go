package views

import (
	"github.com/google/uuid"

	"parley/internal/ledger"
)

// MaxPositions bounds what one view takes in: its answer is complete, so it has
// to be held whole.
const MaxPositions = 20_000

// Scope is what a view is asked about. Empty Issues and Parties mean all of the
// negotiation.
type Scope struct {
	Negotiation     string // id or slug
	Issues, Parties []uuid.UUID
}

// tooMany refuses a question whose answer would not fit into memory.
func tooMany() error {
	return &ledger.Error{Kind: ledger.KindTooMuch, Detail: "the question takes in more than 20,000 positions, which is more than one view holds; narrow it by issue or party, or read the history page by page"}
}
