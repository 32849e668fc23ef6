package main

import (
	"github.com/google/uuid"

	"parley/internal/anchor"
	"parley/internal/ledger"
)

var (
	acts    = []string{"propose", "offer", "demand", "accept", "reject", "concede", "threaten", "reaffirm", "clarify", "deny"}
	stances = []string{"supports", "supports_conditionally", "neutral", "undecided", "opposes", "red_line"}
)

func (s *set) newPosition(entry ledger.Transaction) ledger.Position {
	issue := s.issue[s.issues.Uint64()]
	v := ledger.Position{Identity: s.identity(entry), Meta: s.meta(entry), Negotiation: ledger.RefTo(s.negotiation.ID), Status: ledger.StatusAccepted}
	v.PositionFields = ledger.PositionFields{
		Party: ledger.RefTo(s.party[s.parties.Uint64()].ID), Issue: ledger.RefTo(issue.ID),
		Act: acts[s.rand.IntN(len(acts))], Stance: &stances[s.rand.IntN(len(stances))],
		Summary: s.prose(90), Stated: s.day(), Confidence: ptr("high"), Change: ptr("reaffirmed"),
		Conditions: []ledger.Condition{}, Terms: []ledger.Term{},
		JointlyWith: []ledger.Reference{}, AddressedTo: []ledger.Reference{}, Supersedes: []ledger.Reference{},
	}
	if s.chance(30) {
		v.Conditions = []ledger.Condition{{Kind: "reciprocal", Text: s.prose(50)}}
	}
	if s.chance(20) {
		v.Terms = []ledger.Term{{Name: "withdrawal_depth", Comparison: "≤", Value: float64(s.rand.IntN(90)), Unit: ptr("km")}}
	}
	if s.chance(30) {
		v.Speaker = ptr(ledger.RefTo(s.party[s.rand.IntN(partyCount)].ID))
	}
	if s.chance(15) {
		v.AddressedTo = []ledger.Reference{ledger.RefTo(s.party[s.rand.IntN(partyCount)].ID)}
	}
	if issue.Scale != nil && s.chance(60) {
		v.Scale = &ledger.ScaleValue{Value: ptr(float64(s.rand.IntN(101)))}
	}
	if s.chance(10) {
		v.Note = ptr(s.prose(60))
	}
	return v
}

// newPassage selects a stretch of a random article, as a quote would.
func (s *set) newPassage(entry ledger.Transaction) ledger.Passage {
	from := s.text[s.rand.IntN(len(s.text))]
	start := s.rand.IntN(from.text.Len() - 220)
	hit, err := from.text.At(anchor.Span{Start: start, End: start + 60 + s.rand.IntN(150)})
	if err != nil {
		panic(err)
	}
	first, last := int64(hit.Start), int64(hit.End)
	return ledger.Passage{Identity: s.identity(entry), Meta: s.meta(entry), Article: from.article.ID, State: string(anchor.Anchored),
		Selector: ledger.Selector{Revision: 1, Exact: hit.Exact, Prefix: hit.Prefix, Suffix: hit.Suffix, Start: first, End: last},
		Anchor:   ledger.Anchoring{Revision: 1, State: string(anchor.Anchored), Start: &first, End: &last, Exact: &hit.Exact}}
}

func (s *set) newEvidence(entry ledger.Transaction, position uuid.UUID, p ledger.Passage) ledger.Evidence {
	v := ledger.Evidence{Identity: s.identity(entry), Meta: s.meta(entry), Position: &position, Passage: p.ID, Article: ledger.RefTo(p.Article)}
	v.EvidenceFields = ledger.EvidenceFields{Relation: ledger.RelationSupports, Quotation: ptr("indirect"), Attribution: ptr("named")}
	if s.chance(20) {
		v.Attribution, v.Source = ptr("anonymous"), ptr("a diplomat who asked not to be named")
	}
	return v
}
