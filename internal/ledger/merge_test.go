package ledger_test

import (
	"errors"
	"slices"
	"testing"

	"github.com/google/uuid"

	"parley/internal/ledger"
)

func (w *world) merge(from, into string) ledger.Party {
	w.t.Helper()
	return do(w, func(tx *ledger.Writer) (ledger.Party, error) { return tx.MergeParty(from, into) })
}

// Everything that referred to the merged party refers to the other afterwards.
func TestMergeMovesReferences(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		old, kept := w.newParty("Kiev"), w.ukraine
		p := w.state(func(in *ledger.PositionInput) {
			in.Party, in.Speaker, in.OnBehalfOf = ref(old), new(ref(old)), new(ref(old))
			in.JointlyWith, in.AddressedTo = superseding(w.russia, old, kept), superseding(old)
			in.Conditions = []ledger.Condition{{Kind: "reciprocal", Text: "if they do", Party: new(ref(old))}}
			in.Evidence[0].AttributedTo = new(ref(old))
		})
		membership := do(w, func(tx *ledger.Writer) (ledger.Membership, error) {
			return tx.CreateMembership(old, ledger.MembershipFields{Group: ref(w.bloc)})
		})
		participation := do(w, func(tx *ledger.Writer) (ledger.Participation, error) {
			return tx.CreateParticipation(w.negotiation, ledger.ParticipationFields{Party: ref(old), Role: ledger.RoleParty})
		})
		salience := do(w, func(tx *ledger.Writer) (ledger.Salience, error) {
			return tx.CreateSalience(ledger.SalienceInput{SalienceFields: ledger.SalienceFields{Party: ref(old), Issue: ref(w.issue), Dated: p.Stated}})
		})
		proposal := do(w, func(tx *ledger.Writer) (ledger.Proposal, error) {
			return tx.CreateProposal(ledger.ProposalFields{Negotiation: ref(w.negotiation), Name: "Plan", Author: new(ref(old))})
		})
		w.merge(old, kept)
		got, r := w.find(p.ID.String()), w.read()
		e, _ := r.EvidenceOf(p.ID.String(), p.Evidence[0].ID.String())
		m, _ := r.Membership(kept, membership.ID.String())
		a, _ := r.Participation(w.negotiation, participation.ID.String())
		s, _ := r.Salience(salience.ID.String())
		o, _ := r.Proposal(proposal.ID.String())
		for i, v := range []ledger.Reference{got.Party, *got.Speaker, *got.OnBehalfOf, got.AddressedTo[0], *got.Conditions[0].Party,
			*e.AttributedTo, m.Member, a.Party, s.Party, *o.Author} {
			if v.String() != kept {
				t.Errorf("reference %d still names %s", i, v)
			}
		}
		if len(got.JointlyWith) != 2 {
			t.Errorf("jointly with %v", got.JointlyWith)
		}
		gone, _ := r.Positions(ledger.PositionFilter{Touches: uuid.MustParse(old)}, ledger.Page{})
		there, _ := r.Positions(ledger.PositionFilter{AddressedTo: []uuid.UUID{uuid.MustParse(kept)}}, ledger.Page{})
		if len(gone) != 0 || len(there) != 1 {
			t.Errorf("%d positions are found by the merged party, %d by the other", len(gone), len(there))
		}
	})
}

// After A into B into C, A leads to C, and stays a name of it.
func TestMergeChain(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		a, b, c := w.newParty("Kiev"), w.newParty("Kyiv"), w.newParty("KYIV (city)")
		w.merge(a, b)
		w.merge(b, c)
		var moved *ledger.Error
		if _, err := w.read().Party(a); !errors.As(err, &moved) || moved.Kind != ledger.KindMoved || moved.To != b && moved.To != c {
			t.Errorf("the first party: %v", err)
		}
		p := w.state(func(in *ledger.PositionInput) { in.Party = ref(a) })
		if p.Party.String() != c {
			t.Errorf("a position of the first party is recorded for %s", p.Party)
		}
		for _, name := range []string{"Kiev", "kyiv"} {
			found, err := w.read().Parties(ledger.PartyFilter{Name: name}, ledger.Page{})
			if err != nil || len(found) != 1 || found[0].ID.String() != c {
				t.Errorf("%s finds %v, %v", name, found, err)
			}
		}
		refused(w, ledger.KindInvalid, "self", func(tx *ledger.Writer) (ledger.Party, error) { return tx.MergeParty(c, a) })
		refused(w, ledger.KindMoved, "", func(tx *ledger.Writer) (ledger.Party, error) { return tx.MergeParty(a, c) })
	})
}

func TestMergeRetractsMembershipOfItself(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		m := do(w, func(tx *ledger.Writer) (ledger.Membership, error) {
			return tx.CreateMembership(w.ukraine, ledger.MembershipFields{Group: ref(w.bloc)})
		})
		w.merge(w.ukraine, w.bloc)
		if got, err := w.read().Membership(w.bloc, m.ID.String()); err != nil || got.Retracted == nil {
			t.Errorf("the membership is %+v, %v", got, err)
		}
	})
}

// Identifiers move with the party, and stay with one party only.
func TestIdentifiers(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		ua := ledger.Identifier{Scheme: "iso3166-1", Value: "UA"}
		party := func(ids ...ledger.Identifier) func(*ledger.Writer) (ledger.Party, error) {
			return func(tx *ledger.Writer) (ledger.Party, error) {
				return tx.CreateParty(ledger.PartyFields{Name: "Ukraine", Kind: ledger.KindState, Identifiers: ids})
			}
		}
		first := do(w, party(ua)).ID.String()
		refused(w, ledger.KindInvalid, "taken", party(ua))
		refused(w, ledger.KindInvalid, "repeated", party(ledger.Identifier{Scheme: "a", Value: "b"}, ledger.Identifier{Scheme: "a", Value: "b"}))
		into := w.merge(first, w.ukraine)
		if !slices.Contains(into.Identifiers, ua) {
			t.Errorf("the identifiers are %v", into.Identifiers)
		}
		refused(w, ledger.KindInvalid, "taken", party(ua))
		do(w, func(tx *ledger.Writer) (ledger.Party, error) { return tx.RetractParty(w.ukraine, "x") })
		do(w, party(ua)) // a retracted party is found by its identifier no more
	})
}
