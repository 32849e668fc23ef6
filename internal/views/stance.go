package views

import (
	"github.com/google/uuid"

	"parley/internal/ledger"
)

// Stances that rules tell apart (DESIGN.md section 1).
const (
	stanceSupports    = "supports"
	stanceConditional = "supports_conditionally"
	stanceUndecided   = "undecided"
	stanceOpposes     = "opposes"
	stanceRedLine     = "red_line"
)

// actDecline: was asked and would not say.
const actDecline = "decline_to_comment"

// concept is what a stance is towards: a proposal on an issue, or else (a nil
// proposal) the issue's question.
type concept struct{ issue, proposal uuid.UUID }

func conceptOf(p *ledger.Position) concept {
	c := concept{issue: p.Issue.ID}
	if p.Proposal != nil {
		c.proposal = p.Proposal.ID
	}
	return c
}

// polarity is 1 for a position in favour, on conditions or not, -1 for one
// against, and 0 for one that is neither: neutral, undecided or silent.
func polarity(p *ledger.Position) int {
	switch text(p.Stance) {
	case stanceSupports, stanceConditional:
		return 1
	case stanceOpposes, stanceRedLine:
		return -1
	}
	return 0
}
