package views

import (
	"slices"

	"github.com/google/uuid"

	"parley/internal/ledger"
)

// Kinds of conflict.
const (
	ConflictDates         = "dates"          // articles date the statement differently, or so that its date cannot be
	ConflictStances       = "stances"        // a party stands for and against the same
	ConflictDisputed      = "disputed"       // evidence disputes the position
	ConflictUnsupported   = "unsupported"    // none of its passages can be found any more
	ConflictAnonymousOnly = "anonymous_only" // it rests on sources nobody can name
	ConflictSecondHand    = "second_hand"    // told by another party than the holder
	ConflictOrphaned      = "orphaned"       // a passage is no longer in its article
	ConflictAmbiguous     = "ambiguous"      // a passage could be in several places
	ConflictSingleOrigin  = "single_origin"  // one independent origin
)

// Conflicts is everything in the record that a careful reader would question.
type Conflicts struct {
	Head
	Conflicts []ConflictItem `json:"conflicts"`
}

// ConflictItem is one finding: by which rule, about what, in a sentence.
type ConflictItem struct {
	Kind      string        `json:"kind"`
	Rule      string        `json:"rule"`
	Sentence  string        `json:"sentence"`
	Issue     Ref           `json:"issue"`
	Party     Ref           `json:"party"`
	Positions []PositionRef `json:"positions"`
	Evidence  []uuid.UUID   `json:"evidence"`
	Passages  []uuid.UUID   `json:"passages"`
	Articles  []ArticleRef  `json:"articles"`
	// Dates is filled for ConflictDates, with the dates that its evidence reports.
	Dates []GivenDate `json:"dates"`
}

// GivenDate is a date that articles give for one statement. Chosen is the one
// the position has; Why says which rule or note speaks for it.
type GivenDate struct {
	Date     string       `json:"date"`
	Articles []ArticleRef `json:"articles"`
	Chosen   bool         `json:"chosen"`
	Why      *string      `json:"why"`
}

// conflictRules finds each kind among positions ordered by statement. Findings
// come kind by kind in this order, then by the first position of each. The most
// frequent kind comes last, as it would bury the others.
var conflictRules = []struct {
	kind string
	find func(*Material, []*ledger.Position) []ConflictItem
}{
	{ConflictDates, each((*Material).dateConflict, (*Material).notAsReported, (*Material).afterPublication)},
	{ConflictStances, (*Material).contradictions},
	{ConflictDisputed, each((*Material).disputed)},
	{ConflictUnsupported, each((*Material).unsupported)},
	{ConflictAnonymousOnly, each((*Material).anonymousOnly)},
	{ConflictSecondHand, each((*Material).secondHand)},
	{ConflictOrphaned, each((*Material).orphaned)},
	{ConflictAmbiguous, each((*Material).ambiguous)},
	{ConflictSingleOrigin, each((*Material).singleOrigin)},
}

// Conflicts finds what contradicts itself or rests on little among the positions
// stated by the day asked about; without kinds, all of it.
func (m *Material) Conflicts(kinds []string) Conflicts {
	view, stated := Conflicts{Head: m.head(), Conflicts: []ConflictItem{}}, m.statedByDay()
	for _, rule := range conflictRules {
		if len(kinds) == 0 || slices.Contains(kinds, rule.kind) {
			view.Conflicts = append(view.Conflicts, rule.find(m, stated)...)
		}
	}
	return view
}

// each applies rules that look at one position at a time; nil is no finding.
func each(rules ...func(*Material, *ledger.Position) *ConflictItem) func(*Material, []*ledger.Position) []ConflictItem {
	return func(m *Material, stated []*ledger.Position) []ConflictItem {
		var out []ConflictItem
		for _, p := range stated {
			for _, find := range rules {
				if item := find(m, p); item != nil {
					out = append(out, *item)
				}
			}
		}
		return out
	}
}
