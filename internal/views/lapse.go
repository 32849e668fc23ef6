package views

import (
	"slices"

	"github.com/google/uuid"

	"parley/internal/edtf"
	"parley/internal/ledger"
)

// Rules by which a position lapses.
const (
	RuleLapseAfter = "lapse-after"
	RuleHeldUntil  = "held-until"
)

// standing is the material with what its positions did to each other, and with
// the days on which each was seen, to tell which still stand.
//
// A position lapses when it is not seen for a period: last seen on day D, it
// stands through Period.After(D) and no longer from the day after. It is seen
// when it is stated, when an article in its support is published, and when its
// party reaffirms it on the same issue. Seen again later it stands again, since a
// lapse is how an answer reads silence and not an end that anybody declared
// (rule 3: it is asked for with each question and never a default).
type standing struct {
	*Material
	period *edtf.Period
	// effects has what was asked for so far: without a period that is little, and
	// each takes a walk through all that the party said on the issue.
	effects map[uuid.UUID]Effect
	seen    map[uuid.UUID][]edtf.Day // filled where a period is asked for
}

func (m *Material) standing(period *edtf.Period) standing {
	s := standing{Material: m, period: period, effects: map[uuid.UUID]Effect{}, seen: map[uuid.UUID][]edtf.Day{}}
	if period == nil {
		return s
	}
	for _, list := range m.pairs() {
		for _, p := range list {
			s.seen[p.ID] = inCalendar(append(m.sightings(p), s.reaffirmations(p, list)...))
		}
	}
	return s
}

// effect is what a position of a pair did to the earlier ones.
func (s standing) effect(p *ledger.Position, list []*ledger.Position) Effect {
	e, known := s.effects[p.ID]
	if !known {
		e = s.effectOf(p, list)
		s.effects[p.ID] = e
	}
	return e
}

// reaffirmations are the days on which later positions of the pair reaffirmed one.
func (s standing) reaffirmations(p *ledger.Position, list []*ledger.Position) []edtf.Day {
	var days []edtf.Day
	for _, later := range list {
		if e := s.effect(later, list); e.is(EffectReaffirmed) && s.reaffirms(later, e, p) {
			days = append(days, seenOn(later.Stated))
		}
	}
	return days
}

// reaffirms tells whether a later position that reaffirms something reaffirms
// this one: it names it or was compared with it, or it is about the same proposal
// and does not take another stance. Without the last words a party that repeats
// its no would keep alive the yes it once gave.
func (s standing) reaffirms(later *ledger.Position, effect Effect, p *ledger.Position) bool {
	if names(later.Supersedes, p.ID) || slices.Contains(effect.Earlier, p.ID) {
		return true
	}
	sameStance := later.Stance == nil || p.Stance != nil && *later.Stance == *p.Stance
	return precedes(p, later, s.Match) && conceptOf(p) == conceptOf(later) && sameStance
}

// stands tells whether a position holds at the end of the day asked about.
func (s standing) stands(p *ledger.Position) bool {
	return p.StandsOn(s.AsOf, s.Match) && !s.lapsed(p, s.AsOf)
}

// perhapsStands tells whether it can hold then, for certain or not.
func (s standing) perhapsStands(p *ledger.Position) bool {
	return p.StandsOn(s.AsOf, edtf.Possible) && !s.lapsed(p, s.AsOf)
}

func (s standing) lapsed(p *ledger.Position, day edtf.Day) bool {
	last, known := lastBy(s.seen[p.ID], day)
	return known && s.period.After(last) < day
}

// lapses are the days, up to the one asked about, from which a position that
// would stand otherwise no longer did: one for each silence that was too long.
func (s standing) lapses(p *ledger.Position) []edtf.Day {
	var days []edtf.Day
	for _, seen := range s.seen[p.ID] {
		day := s.period.After(seen) + 1
		if day <= s.AsOf && s.lapsed(p, day) && p.StandsOn(day, s.Match) {
			days = append(days, day)
		}
	}
	return inCalendar(days)
}
