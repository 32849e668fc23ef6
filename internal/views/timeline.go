package views

import (
	"cmp"
	"slices"

	"github.com/google/uuid"

	"parley/internal/edtf"
	"parley/internal/ledger"
)

// Timeline is the positions of a party, an issue or a pair in order, with what
// each did to the earlier ones.
type Timeline struct {
	Head
	LapseAfter *string `json:"lapse_after"`
	Entries    []Entry `json:"entries"`
}

// Entry is one event: a position was stated, or one lapsed.
type Entry struct {
	// Date is when: the EDTF date of the statement, or the day of the lapse.
	Date     string  `json:"date"`
	Earliest *string `json:"earliest"` // YYYY-MM-DD; nil when open or unknown
	Latest   *string `json:"latest"`
	Issue    Ref     `json:"issue"`
	Party    Ref     `json:"party"`
	// Position is the one that was stated, or that lapsed.
	Position PositionRef `json:"position"`
	Effect   Effect      `json:"effect"`
	// Standing tells whether the position holds on the day asked about.
	Standing bool `json:"standing"`
	Passages int  `json:"passages"`
	Origins  int  `json:"origins"`
}

// event is an entry with what it is sorted by.
type event struct {
	Entry
	rank
	kind     int
	position *ledger.Position
}

// Kinds of event, in the order they have on one day.
const (
	statement = iota
	lapse
)

// Timeline gives, in order of their first possible day, the statements made by
// the day asked about and the lapses by then: of positions that ran into their
// held_until and, with a period, of those that were not seen for so long (see
// standing). On one day statements come before lapses, and none before what it supersedes.
func (m *Material) Timeline(period *edtf.Period) Timeline {
	s, ranks := m.standing(period), m.ranks()
	var events []event
	m.eachPair(func(issue IssueNode, party ledger.Party, list []*ledger.Position) {
		for _, p := range slices.DeleteFunc(slices.Clone(list), func(p *ledger.Position) bool { return !m.statedBy(p) }) {
			base := s.event(p, s.effect(p, list))
			base.rank = ranks.of(p)
			base.Issue, base.Party = RefOfIssue(issue.Issue), RefOfParty(party)
			events = append(append(events, base), s.lapseEvents(base)...)
		}
	})
	slices.SortFunc(events, inTime)
	v := Timeline{Head: m.head(), LapseAfter: shownPeriod(period), Entries: make([]Entry, len(events))}
	for i := range events {
		v.Entries[i] = events[i].Entry
	}
	return v
}

func inTime(a, b event) int {
	return cmp.Or(cmp.Compare(a.day, b.day), cmp.Compare(a.kind, b.kind), cmp.Compare(a.after, b.after), byStated(a.position, b.position))
}

func (s standing) event(p *ledger.Position, effect Effect) event {
	return event{kind: statement, position: p, Entry: Entry{
		Date: p.Stated.String(), Earliest: shownDay(p.Stated.Earliest()), Latest: shownDay(p.Stated.Latest()),
		Position: s.refOfPosition(p), Effect: effect, Standing: s.stands(p),
		Passages: len(passagesOf(p)), Origins: s.origins(p),
	}}
}

// lapseEvents are the lapses of the position whose statement is given, none of them before it.
func (s standing) lapseEvents(stated event) []event {
	var events []event
	for _, day := range s.lapses(stated.position) {
		events = append(events, stated.lapsed(RuleLapseAfter, day, day))
	}
	if first, last, ok := s.ranOut(stated.position); ok {
		events = append(events, stated.lapsed(RuleHeldUntil, first, last))
	}
	return events
}

func (e event) lapsed(rule string, first, last edtf.Day) event {
	e.rank, e.kind = rank{day: max(first, e.day)}, lapse
	e.Date, e.Earliest, e.Latest = span(first, last), shownDay(first), shownDay(last)
	e.Effect = derived(EffectLapsed, rule, []uuid.UUID{})
	return e
}

// span writes a day, or the days between which an unknown one lies, as EDTF.
func span(first, last edtf.Day) string {
	if first == last {
		return first.String()
	}
	return first.String() + "/" + last.String()
}
