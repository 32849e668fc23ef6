package views

import (
	"slices"

	"github.com/google/uuid"

	"parley/internal/ledger"
)

// maxRise is how many groups deep memberships are followed: a deputy of a
// delegation of a state of a bloc is four.
const maxRise = 8

// loadSpeakers reads who belongs to whom, from those that positions and evidence
// name as the one who said it up through their groups.
func (m *Material) loadSpeakers(r *ledger.Reader, _ Scope) error {
	next := unique(m.speakers())
	var err error
	if m.Speakers, err = r.PartiesByID(next); err != nil {
		return err
	}
	seen := map[uuid.UUID]bool{}
	for range maxRise {
		next = slices.DeleteFunc(unique(next), func(id uuid.UUID) bool { return seen[id] })
		if len(next) == 0 {
			return nil
		}
		list, err := r.MembershipsOf(next...)
		if err != nil {
			return err
		}
		for _, id := range next {
			seen[id] = true
		}
		next = nil
		for _, s := range list {
			if s.Retracted == nil {
				m.Memberships = append(m.Memberships, s)
				next = append(next, s.Group.ID)
			}
		}
	}
	return nil
}

func (m *Material) speakers() (ids []uuid.UUID) {
	for i := range m.Positions {
		p := &m.Positions[i]
		if p.Speaker != nil {
			ids = append(ids, p.Speaker.ID)
		}
		for _, e := range p.Evidence {
			if e.AttributedTo != nil {
				ids = append(ids, e.AttributedTo.ID)
			}
		}
	}
	return ids
}
