package draft

import (
	"github.com/google/uuid"

	"parley/internal/edtf"
	"parley/internal/ledger"
	"parley/internal/suggest"
	"parley/internal/views"
)

// addMemberships says of every suggestion whose position it may be, and writes
// its position.
func (d *desk) addMemberships(r *ledger.Reader, list []Suggestion) error {
	of, err := d.memberships(r, list)
	if err != nil {
		return err
	}
	for i := range list {
		s := &list[i]
		s.Party = d.party(s, of)
		s.Position = d.position(s)
		s.LeftOpen = leftOpen(s.Position)
	}
	return nil
}

// memberships reads those of every person who is a candidate, with one query.
func (d *desk) memberships(r *ledger.Reader, list []Suggestion) (map[uuid.UUID][]ledger.Membership, error) {
	var persons []uuid.UUID
	of := map[uuid.UUID][]ledger.Membership{}
	for _, s := range list {
		for _, c := range s.Source.Candidates {
			if _, known := of[c.Party.ID]; !known && c.Kind == ledger.KindPerson {
				of[c.Party.ID] = nil
				persons = append(persons, c.Party.ID)
			}
		}
	}
	if len(persons) == 0 {
		return of, nil
	}
	found, err := r.MembershipsOf(persons...)
	for _, m := range found {
		if m.Retracted == nil {
			of[m.Member.ID] = append(of[m.Member.ID], m)
		}
	}
	return of, err
}

// party lists whose position it may be and chooses where only one can be meant.
func (d *desk) party(s *Suggestion, of map[uuid.UUID][]ledger.Membership) Party {
	v := Party{Candidates: []Holder{}}
	for _, c := range s.Source.Candidates {
		switch {
		case c.Kind == ledger.KindPerson && !inside(c.Rule):
			v.Candidates = append(v.Candidates, d.groups(c.Party.ID, of[c.Party.ID], s.Stated)...)
		case inside(c.Rule) && s.Source.Chosen == nil:
			v.Candidates = append(v.Candidates, Holder{Party: c.Party, Rule: ByDescription})
		default:
			v.Candidates = append(v.Candidates, Holder{Party: c.Party, Rule: BySource})
		}
	}
	if s.Source.Chosen != nil && len(v.Candidates) == 1 {
		v.Chosen = &v.Candidates[0].Party
	}
	return v
}

// inside tells whether a name only describes the source.
func inside(rule suggest.NameRule) bool {
	return rule == suggest.ByModifier || rule == suggest.ByDemonym
}

// groups are the parties a person may have spoken for when the statement was made,
// or the person where no membership is recorded.
func (d *desk) groups(person uuid.UUID, list []ledger.Membership, stated Stated) []Holder {
	var found []Holder
	for _, m := range list {
		group, known := d.byID[m.Group.ID]
		if known && holds(m, d.when(stated)) {
			found = append(found, Holder{Party: views.RefOfParty(group), Rule: ByMembership, Membership: &m.ID, Role: m.Role})
		}
	}
	if len(found) == 0 {
		return []Holder{{Party: views.RefOfParty(d.byID[person]), Rule: BySource}}
	}
	return found
}

// when is the date that memberships must hold at: that of the statement, or that
// of the article where the text gives none.
func (d *desk) when(stated Stated) edtf.Date {
	if stated.EDTF != nil && *stated.Rule != ByPublication {
		return *stated.EDTF
	}
	return d.published
}

// holds tells whether a membership may hold at some day of a date; without a date
// every one may.
func holds(m ledger.Membership, at edtf.Date) bool {
	return at.IsZero() || (m.From == nil || m.From.Earliest() <= at.Latest()) && (m.Until == nil || m.Until.Latest() >= at.Earliest())
}
