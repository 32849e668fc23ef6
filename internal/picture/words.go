package picture

import (
	"fmt"
	"strings"

	"parley/internal/views"
)

// clocks says what the picture answers: the day, how sure, and from which number
// of the record.
func clocks(h views.Head, lapseAfter *string) string {
	match, _ := h.Match.MarshalText() // it has a text for every value
	s := fmt.Sprintf("as of %s (%s), ledger number %d", h.AsOf, match, h.KnownAt.Number)
	if lapseAfter != nil {
		s += ", positions not seen again lapse after " + *lapseAfter
	}
	return s
}

// about names the cell or lane that a mark belongs to.
func about(issue, party views.Ref) string {
	return isolated(party.Name) + " on " + isolated(issue.Name)
}

// aboutPosition says a position in a sentence or two.
func aboutPosition(p views.PositionRef) string {
	stance := "no stance"
	if p.Stance != nil {
		stance = spaced(*p.Stance)
	}
	return fmt.Sprintf("%s (%s)%s. %s%s Stated %s.", stance, spaced(p.Act), towards(p), isolated(p.Summary), hangsOn(p), clean(p.Stated))
}

// towards names the proposal of a position; nothing where the stance is towards
// the issue.
func towards(p views.PositionRef) string {
	if p.Proposal == nil {
		return ""
	}
	return " towards " + isolated(p.Proposal.Name)
}

// hangsOn says the conditions and terms of a position, as far as it has any.
func hangsOn(p views.PositionRef) (s string) {
	if p.Conditions != "" {
		s += " Conditions: " + isolated(p.Conditions) + "."
	}
	if p.Terms != "" {
		s += " Terms: " + isolated(p.Terms) + "."
	}
	return s
}

// aboutEffect says what a position did to the earlier ones and how that is known.
func aboutEffect(e views.Effect) string {
	if e.What == nil {
		return "Effect on earlier positions not known."
	}
	s := "Effect: " + spaced(*e.What)
	switch {
	case e.Rule != nil:
		s += " (derived by the rule " + clean(*e.Rule) + ")"
	case e.Source != nil:
		s += " (" + clean(*e.Source) + ")"
	}
	return s + "."
}

// aboutEvidence counts what a position rests on.
func aboutEvidence(origins, passages int) string {
	return counted(origins, "independent origin", "independent origins") + ", " + counted(passages, "passage", "passages") + "."
}

func counted(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

// spaced turns a value of the contract into words.
func spaced(value string) string { return clean(strings.ReplaceAll(value, "_", " ")) }

// leftOut says how much of something is drawn; nothing when all is.
func leftOut(drawn, all int, what string) string {
	if drawn == all {
		return ""
	}
	return fmt.Sprintf("Drawn are the first %d of %d %s; %d are left out.", drawn, all, what, all-drawn)
}
