package ledger

import (
	"slices"

	"github.com/google/uuid"

	"parley/internal/fold"
)

// MergeParty makes one party out of two: everything that referred to the first
// refers to the second afterwards, names and identifiers move, and the first
// keeps its id and slug only to say where it went.
func (w *Writer) MergeParty(ref, into string) (Party, error) {
	from, err := get(&w.Reader, parties(), ref)
	if err != nil {
		return from, err
	}
	to, err := w.mergeTarget(from, into)
	if err != nil {
		return to, err
	}
	gone := from
	gone.MergedInto = &Reference{ID: to.ID}
	gone.Identifiers = []Identifier{}
	if _, err := save(w, parties(), ActionMerge, from, gone); err != nil {
		return to, err
	}
	if err := w.moveReferences(from.ID, to.ID); err != nil {
		return to, err
	}
	return save(w, parties(), ActionMerge, to, joined(from, to))
}

func (w *Writer) mergeTarget(from Party, into string) (Party, error) {
	if err := current(KindOfParty, &from, Expect{Any: true}); err != nil {
		return from, err
	}
	ref := ParseReference(into)
	var to Party
	err := w.judge(func(f *faults) (err error) {
		if to, err = resolve(w, parties(), f, "/into", &ref); err == nil && to.ID == from.ID {
			f.add("/into", "self", "a party cannot be merged into itself")
		}
		return err
	})
	return to, err
}

// joined gives the remaining party the names and identifiers of the other.
func joined(from, to Party) Party {
	to.Aliases = slices.Clone(to.Aliases)
	for _, a := range append([]Alias{{Name: from.Name}}, from.Aliases...) {
		known := fold.Text(to.Name) == fold.Text(a.Name) || slices.ContainsFunc(to.Aliases, func(b Alias) bool {
			return fold.Text(b.Name) == fold.Text(a.Name)
		})
		if !known {
			to.Aliases = append(to.Aliases, a)
		}
	}
	to.Identifiers = slices.Clone(to.Identifiers)
	for _, id := range from.Identifiers {
		if !slices.Contains(to.Identifiers, id) {
			to.Identifiers = append(to.Identifiers, id)
		}
	}
	return to
}

// moveReferences writes every resource that names one party anew with the other.
func (w *Writer) moveReferences(from, to uuid.UUID) error {
	s := swap{from: from, to: to}
	if err := w.moveMemberships(s); err != nil {
		return err
	}
	if err := move(w, participations(), ParticipationFilter{Parties: []uuid.UUID{from}}, func(v *Participation) { s.refs(&v.Party) }); err != nil {
		return err
	}
	if err := move(w, proposals(), ProposalFilter{Authors: []uuid.UUID{from}}, func(v *Proposal) { s.refs(v.Author) }); err != nil {
		return err
	}
	if err := move(w, salience(), SalienceFilter{Parties: []uuid.UUID{from}}, func(v *Salience) { s.refs(&v.Party) }); err != nil {
		return err
	}
	if err := move(w, evidence(), EvidenceFilter{AttributedTo: from}, func(v *Evidence) { s.refs(v.AttributedTo) }); err != nil {
		return err
	}
	return move(w, positions(), PositionFilter{Touches: from}, s.position)
}

// moveMemberships takes back what would make the remaining party a member of itself.
func (w *Writer) moveMemberships(s swap) error {
	return move(w, memberships(), MembershipFilter{Member: s.from, Group: s.from}, func(v *Membership) {
		s.refs(&v.Member, &v.Group)
		if v.Member.ID == v.Group.ID && v.Retracted == nil {
			v.Retracted = w.retraction("the member and the group were merged")
		}
	})
}

// swap replaces one party by another in references.
type swap struct{ from, to uuid.UUID }

func (s swap) refs(refs ...*Reference) {
	for _, ref := range refs {
		if ref != nil && ref.ID == s.from {
			*ref = RefTo(s.to)
		}
	}
}

func (s swap) position(v *Position) {
	s.refs(&v.Party, v.Speaker, v.OnBehalfOf)
	v.JointlyWith, v.AddressedTo = s.list(v.JointlyWith), s.list(v.AddressedTo)
	for _, c := range v.Conditions {
		s.refs(c.Party)
	}
}

// list replaces in a list and drops what then stands in it twice.
func (s swap) list(refs []Reference) []Reference {
	kept := []Reference{}
	for _, ref := range refs {
		s.refs(&ref)
		if !slices.ContainsFunc(kept, func(k Reference) bool { return k.ID == ref.ID }) {
			kept = append(kept, ref)
		}
	}
	return kept
}

func move[T, F any](w *Writer, k kind[T, F], filter F, change func(*T)) error {
	list, err := k.table(w.tables).List(w.ctx, filter, Page{Retracted: RetractedInclude})
	if err != nil {
		return err
	}
	for _, v := range list {
		after, err := clone(v)
		if err != nil {
			return err
		}
		change(&after)
		if _, err := save(w, k, ActionMerge, v, after); err != nil {
			return err
		}
	}
	return nil
}
