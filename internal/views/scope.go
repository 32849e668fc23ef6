package views

import (
	"fmt"

	"github.com/google/uuid"

	"parley/internal/ledger"
)

// MaxPositions bounds what one view takes in: its answer is complete, so it has
// to be held whole.
const MaxPositions = 5_000

// MaxCompared bounds the positions of convergence, whose series name all that
// stand in every step.
const MaxCompared = 2_000

// Scope is what a view is asked about. Empty Issues and Parties mean all of the
// negotiation.
type Scope struct {
	Negotiation     string // id or slug
	Issues, Parties []uuid.UUID
}

// CheckCompared refuses a convergence of more positions than MaxCompared.
func (m *Material) CheckCompared() error {
	if len(m.Positions) > MaxCompared {
		return tooMany(MaxCompared)
	}
	return nil
}

// tooMany refuses a question whose answer would not fit into memory.
func tooMany(most int) error {
	return &ledger.Error{Kind: ledger.KindTooMuch, Detail: fmt.Sprintf(
		"the question takes in more than %d positions, which is more than this view holds; narrow it by issue or party, or read the history page by page", most)}
}
