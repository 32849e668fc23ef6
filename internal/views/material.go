package views

import (
	"github.com/google/uuid"

	"parley/internal/ledger"
)

// Material is what the views of one negotiation are computed from, all of it as
// recorded at one ledger number.
type Material struct {
	ledger.Clock
	Negotiation ledger.Negotiation
	// Issues are those asked for, in the order of the tree: each issue stands
	// before those below it. Depth of a root is 0.
	Issues []IssueNode
	// left are retracted issues on which nothing is held any more.
	left []IssueNode
	// Parties are the columns asked for: the given parties, or else those that
	// take part in the negotiation or hold a position in it, by name.
	Parties []ledger.Party
	// Positions are the accepted positions of these parties on these issues,
	// oldest statement first, then by id. Each has its evidence in force with
	// the passage it rests on (Evidence.Selected).
	Positions []ledger.Position
	// Proposals are those the positions are about, for their names.
	Proposals []ledger.Proposal
	// Sources are those of the positions.
	Sources
	// Speakers are the parties that positions name as speaker or evidence as
	// source, for their names.
	Speakers []ledger.Party
	// Memberships are those of the parties that positions name as speaker or
	// evidence as source, and of the groups above them.
	Memberships []ledger.Membership
	// Salience is what the parties' saliences on the issues are.
	Salience []ledger.Salience
}

// IssueNode is an issue with its place in the tree.
type IssueNode struct {
	ledger.Issue
	Depth int
}

// Ref names a resource in a view, with where to read it.
type Ref struct {
	ID   uuid.UUID `json:"id"`
	Slug *string   `json:"slug"`
	Name string    `json:"name"`
	URL  string    `json:"url"`
}

// IssueRef names an issue; Name is its question.
type IssueRef struct {
	Ref
	Parent *uuid.UUID `json:"parent"`
	Depth  int        `json:"depth"`
	Scaled bool       `json:"scaled"`
}

// ArticleRef names an article; Name is its title or else its address.
type ArticleRef struct {
	Ref
	Publisher *string `json:"publisher"`
	Published *string `json:"published"` // EDTF
}

// PositionRef is a position in short, as views list it.
type PositionRef struct {
	ID     uuid.UUID `json:"id"`
	Slug   *string   `json:"slug"`
	URL    string    `json:"url"`
	Act    string    `json:"act"`
	Stance *string   `json:"stance"`
	// Proposal is what the stance is towards; nil where it is towards the issue.
	Proposal *Ref `json:"proposal"`
	// Conditions and Terms are text, as in ledger.HistoryRow; empty without any.
	Conditions string             `json:"conditions"`
	Terms      string             `json:"terms"`
	Scale      *ledger.ScaleValue `json:"scale"`
	Summary    string             `json:"summary"`
	Stated     string             `json:"stated"` // EDTF
}

// Head is what every view says first: the negotiation and the two clocks.
type Head struct {
	ledger.Clock
	Negotiation Ref `json:"negotiation"`
}
