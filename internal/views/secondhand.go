package views

import (
	"fmt"
	"slices"

	"github.com/google/uuid"

	"parley/internal/edtf"
	"parley/internal/ledger"
)

const ruleSecondHand = "told-by-another-party"

// secondHand finds a position that only others than its holder tell. Where
// nobody is known to have told it, nothing is claimed.
func (m *Material) secondHand(p *ledger.Position) *ConflictItem {
	support := supportOf(p)
	tellers := tellersOf(p, support)
	if len(tellers) == 0 || slices.ContainsFunc(tellers, func(t uuid.UUID) bool { return m.speaksFor(t, p) }) {
		return nil
	}
	return m.finding(ConflictSecondHand, ruleSecondHand, m.tellersSentence(p, support, tellers), support, p)
}

// tellersSentence says who told it, and of how many passages nobody is known.
func (m *Material) tellersSentence(p *ledger.Position, support []ledger.Evidence, tellers []uuid.UUID) string {
	named := 0
	for _, e := range support {
		if tellerOf(p, e) != nil {
			named++
		}
	}
	names, who := m.namesOf(tellers), "who "+agreeing(len(tellers), "does", "do")+" not speak for it"
	silent := len(support) - named
	if silent == 0 {
		return fmt.Sprintf("Told by %s alone, %s: %s.", names, who, m.told(p))
	}
	return fmt.Sprintf("Of %s on %s, %d %s who told it: %s, %s; %d %s nobody.", counted(len(support), "passage"), m.told(p),
		named, agreeing(named, "names", "name"), names, who, silent, agreeing(silent, "names", "name"))
}

// tellerOf is who told it by this evidence, or else by the position; nil is nobody known.
func tellerOf(p *ledger.Position, e ledger.Evidence) *ledger.Reference {
	if e.AttributedTo != nil {
		return e.AttributedTo
	}
	return p.Speaker
}

// tellersOf are those who the supporting evidence says told it, or else the
// position's speaker, each once.
func tellersOf(p *ledger.Position, support []ledger.Evidence) []uuid.UUID {
	var out []uuid.UUID
	for _, e := range support {
		if teller := tellerOf(p, e); teller != nil && !slices.Contains(out, teller.ID) {
			out = append(out, teller.ID)
		}
	}
	return out
}

// speaksFor tells whether a party is one of those who hold a position (its
// party, those it is stated jointly with or on behalf of), or may have belonged
// to one of them, directly or through groups, when it was stated.
func (m *Material) speaksFor(teller uuid.UUID, p *ledger.Position) bool {
	holders := []uuid.UUID{p.Party.ID}
	if p.OnBehalfOf != nil {
		holders = append(holders, p.OnBehalfOf.ID)
	}
	for _, j := range p.JointlyWith {
		holders = append(holders, j.ID)
	}
	belongs := []uuid.UUID{teller}
	for i := 0; i < len(belongs); i++ {
		if slices.Contains(holders, belongs[i]) {
			return true
		}
		belongs = append(belongs, m.groupsOf(belongs[i], p.Stated, belongs)...)
	}
	return false
}

// groupsOf are the groups a member may have belonged to at a date, without those known already.
func (m *Material) groupsOf(member uuid.UUID, at edtf.Date, known []uuid.UUID) []uuid.UUID {
	var out []uuid.UUID
	for _, s := range m.Memberships {
		if s.Member.ID == member && mayOverlap(s, at) && !slices.Contains(known, s.Group.ID) && !slices.Contains(out, s.Group.ID) {
			out = append(out, s.Group.ID)
		}
	}
	return out
}

func mayOverlap(s ledger.Membership, at edtf.Date) bool {
	started := s.From == nil || s.From.Earliest() <= at.Latest()
	return started && (s.Until == nil || s.Until.Latest() >= at.Earliest())
}

// namesOf names parties as a sentence does; those whose names are not at hand,
// which a material made by hand may lack, are counted.
func (m *Material) namesOf(ids []uuid.UUID) string {
	var names []string
	others := 0
	for _, id := range ids {
		if p := slices.IndexFunc(m.Speakers, func(p ledger.Party) bool { return p.ID == id }); p >= 0 {
			names = append(names, m.Speakers[p].Name)
		} else if r, ok := m.party(id); ok {
			names = append(names, r.Name)
		} else {
			others++
		}
	}
	if others > 0 {
		names = append(names, counted(others, "speaker")+" outside this view")
	}
	return listed(names)
}
