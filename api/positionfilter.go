package api

import (
	"slices"

	"github.com/google/uuid"

	"parley/api/oas"
	"parley/internal/edtf"
	"parley/internal/ledger"
)

// chosen are the filters that positions, their history and its exports share.
type chosen = oas.ExportPositionHistoryParams

func chosenPositions(p oas.ListPositionsParams) chosen {
	return chosen{
		Negotiation: p.Negotiation,
		Issue:       p.Issue,
		Subtree:     p.Subtree,
		Party:       p.Party,
		Proposal:    p.Proposal,
		Act:         p.Act,
		Stance:      p.Stance,
		Status:      p.Status,
		Speaker:     p.Speaker,
		OnBehalfOf:  p.OnBehalfOf,
		JointlyWith: p.JointlyWith,
		AddressedTo: p.AddressedTo,
		Round:       p.Round,
		Article:     p.Article,
		Passage:     p.Passage,
		Publisher:   p.Publisher,
		Attribution: p.Attribution,
		StatedFrom:  p.StatedFrom,
		StatedTo:    p.StatedTo,
		Standing:    p.Standing,
		AsOf:        p.AsOf,
		Match:       p.Match,
		KnownAt:     p.KnownAt,
		Q:           p.Q,
	}
}

func chosenHistory(p oas.ListHistoryParams) chosen {
	return chosen{
		Negotiation: p.Negotiation,
		Issue:       p.Issue,
		Subtree:     p.Subtree,
		Party:       p.Party,
		Proposal:    p.Proposal,
		Act:         p.Act,
		Stance:      p.Stance,
		Status:      p.Status,
		Speaker:     p.Speaker,
		OnBehalfOf:  p.OnBehalfOf,
		JointlyWith: p.JointlyWith,
		AddressedTo: p.AddressedTo,
		Round:       p.Round,
		Article:     p.Article,
		Passage:     p.Passage,
		Publisher:   p.Publisher,
		Attribution: p.Attribution,
		StatedFrom:  p.StatedFrom,
		StatedTo:    p.StatedTo,
		Standing:    p.Standing,
		AsOf:        p.AsOf,
		Match:       p.Match,
		KnownAt:     p.KnownAt,
		Q:           p.Q,
	}
}

// positionFilter reads the filters. Without a status only what was accepted
// counts; with a day to be about, only what had been stated by then.
func positionFilter(r *ledger.Reader, p chosen) (ledger.PositionFilter, error) {
	if err := together(p); err != nil {
		return ledger.PositionFilter{}, err
	}
	q := asked{Reader: r}
	f := ledger.PositionFilter{
		Negotiations: q.ids(ledger.KindOfNegotiation, "negotiation", p.Negotiation),
		Issues:       q.ids(ledger.KindOfIssue, "issue", p.Issue),
		Parties:      q.ids(ledger.KindOfParty, "party", p.Party),
		Proposals:    q.ids(ledger.KindOfProposal, "proposal", p.Proposal),
		Speakers:     q.ids(ledger.KindOfParty, "speaker", p.Speaker),
		OnBehalfOf:   q.ids(ledger.KindOfParty, "on_behalf_of", p.OnBehalfOf),
		JointlyWith:  q.ids(ledger.KindOfParty, "jointly_with", p.JointlyWith),
		AddressedTo:  q.ids(ledger.KindOfParty, "addressed_to", p.AddressedTo),
		Rounds:       q.ids(ledger.KindOfRound, "round", p.Round),
		Articles:     q.ids(ledger.KindOfArticle, "article", p.Article),
		Passages:     q.uuids(ledger.KindOfPassage, "passage", p.Passage),
		Acts:         texts(p.Act),
		Stances:      texts(p.Stance),
		Statuses:     statuses(texts(p.Status)),
		Publishers:   texts(p.Publisher),
		Attributions: texts(p.Attribution),
		From:         day(p.StatedFrom),
		Until:        until(p),
		Match:        match(p.Match),
		Standing:     standing(p.Standing, r.Clock()),
		Q:            value(p.Q),
	}
	if p.Subtree != nil && *p.Subtree {
		f.Issues = q.withSubtrees(f.Issues)
	}
	return f, q.err
}

// together refuses what means nothing beside the rest of the question: an empty
// answer, or one that left it out, would be taken for more than it is.
func together(p chosen) error {
	switch {
	case yes(p.Subtree) && p.Issue == nil:
		return errSubtreeAlone
	case p.StatedFrom != nil && p.StatedTo != nil && p.StatedTo.Before(p.StatedFrom.Time):
		return badParameter("stated_from", "order", "stated_from is after stated_to; turn them round")
	}
	return nil
}

var errSubtreeAlone = badParameter("subtree", "needs-issue", "subtree takes in what lies below an issue; name one with issue")

// withSubtrees adds the issues that stand below the chosen ones.
func (q *asked) withSubtrees(issues []uuid.UUID) []uuid.UUID {
	all := slices.Clone(issues)
	for _, issue := range issues {
		if q.err != nil {
			return all
		}
		ids, err := q.Subtree(issue)
		all, q.err = append(all, ids...), err
	}
	return all
}

func statuses(given []string) []string {
	for _, s := range given {
		if s == "any" {
			return nil
		}
	}
	if len(given) == 0 {
		return []string{ledger.StatusAccepted}
	}
	return given
}

func match(m *oas.FilterMatch) edtf.Match {
	if value(m) == "possible" {
		return edtf.Possible
	}
	return edtf.Certain
}

// standing asks for what holds on the day a question is about, or for what does not.
func standing(holds *bool, clock ledger.Clock) *ledger.Standing {
	if holds == nil {
		return nil
	}
	return &ledger.Standing{Day: clock.AsOf, Match: clock.Match, Not: !*holds}
}

// until bounds when it was stated. A question about a day leaves out what was
// stated later, unless it wants that too, or asks what stands on that day or does not.
func until(p chosen) *edtf.Day {
	to, asOf := day(p.StatedTo), day(p.AsOf)
	if asOf == nil || yes(p.IncludeLater) || p.Standing != nil || to != nil && *to < *asOf {
		return to
	}
	return asOf
}
