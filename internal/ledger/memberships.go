package ledger

import (
	"github.com/google/uuid"

	"parley/internal/edtf"
)

// MembershipFields says that a member belongs to a group in a role ("special
// envoy"), and when: it tells who may speak for whom. A group's stance is
// never projected onto its members.
type MembershipFields struct {
	Group Reference  `json:"group"`
	Role  *string    `json:"role"`
	From  *edtf.Date `json:"from"`
	Until *edtf.Date `json:"until"`
	Note  *string    `json:"note"`
}

// Membership is a recorded membership of Member in Group.
type Membership struct {
	Identity
	Member Reference `json:"member"`
	MembershipFields
	Meta
}

// MembershipFilter chooses memberships by the member, by the group, or by both.
type MembershipFilter struct {
	Member, Group uuid.UUID
}

func memberships() kind[Membership, MembershipFilter] {
	return kind[Membership, MembershipFilter]{
		name:  KindOfMembership,
		table: func(t Tables) Table[Membership, MembershipFilter] { return t.Memberships() },
		check: checkMembership,
	}
}

func checkMembership(w *Writer, v *Membership, f *faults) error {
	f.optionalText("/role", v.Role, 500)
	f.optionalText("/note", v.Note, 5000)
	f.period("/until", v.From, v.Until)
	if err := link(w, parties(), f, "/group", &v.Group); err != nil {
		return err
	}
	if v.Group.ID == v.Member.ID {
		f.add("/group", "self", "a party cannot be a member of itself")
	}
	return nil
}

// CreateMembership records a new membership of a party.
func (w *Writer) CreateMembership(party string, in MembershipFields) (Membership, error) {
	owner, err := ownerOf(w, parties(), party)
	if err != nil {
		return Membership{}, err
	}
	return create(w, memberships(), Membership{Member: RefTo(owner.ID), MembershipFields: in})
}

// Membership finds a membership of the given party by id.
func (r *Reader) Membership(party, ref string) (Membership, error) {
	owner, err := follow(r, parties(), party)
	if err != nil {
		return Membership{}, err
	}
	v, err := get(r, memberships(), ref)
	if err == nil && v.Member.ID != owner.ID {
		return v, NotFound(KindOfMembership, ref)
	}
	return v, err
}

// Memberships lists memberships.
func (r *Reader) Memberships(filter MembershipFilter, page Page) ([]Membership, error) {
	return r.tables.Memberships().List(r.ctx, filter, page)
}

// UpdateMembership changes the fields of a membership.
func (w *Writer) UpdateMembership(party, ref string, expect Expect, patch Patch[MembershipFields]) (Membership, error) {
	if v, err := w.Membership(party, ref); err != nil {
		return v, err
	}
	return update(w, memberships(), ref, expect, func(v *Membership) *MembershipFields { return &v.MembershipFields }, patch)
}

// RetractMembership takes a membership back.
func (w *Writer) RetractMembership(party, ref, reason string) (Membership, error) {
	if v, err := w.Membership(party, ref); err != nil {
		return v, err
	}
	return retract(w, memberships(), ref, reason)
}
