package views

import (
	"encoding/json"
	"strconv"

	"github.com/google/uuid"

	"parley/internal/ledger"
)

// recorded is one position as the record had it at two moments; before is nil
// where it was not there yet, and always where it did not count.
type recorded struct {
	before, after *ledger.Position
	issue, party  Ref
	rank          rank
	gone          map[uuid.UUID]ledger.Moment
	accepted      *ledger.Moment
}

// ChangesRecorded gives what the record says otherwise at one moment than at an
// earlier one. Before and after are the versions in force then, with their
// evidence, of every position of which something was recorded in between. Only
// accepted positions count, so drafts and what became of them are not told.
func (m *Material) ChangesRecorded(from, to ledger.Moment, changed Changed) Changes {
	pairs, ranks := m.pairs(), m.ranks()
	var list []change
	for id, p := range changed.After {
		r := recorded{after: &p, rank: ranks.of(&p), gone: changed.Gone}
		if accepted, known := changed.Accepted[id]; known {
			r.accepted = &accepted
		}
		if b, ok := changed.Before[id]; ok && b.Status == ledger.StatusAccepted {
			r.before = &b
		}
		if m.place(&r) {
			list = append(list, m.changesOf(r, pairs[pairOf(&p)])...)
		}
	}
	return m.changes(ClockRecorded, strconv.FormatInt(from.Number, 10), strconv.FormatInt(to.Number, 10), list)
}

// place names the issue and the party of a position. One that was moved out of
// what is asked for shows where it was, since there it is missing now.
func (m *Material) place(r *recorded) bool {
	for _, p := range []*ledger.Position{r.after, r.before} {
		if p == nil {
			continue
		}
		if issue, party, ok := m.columnOf(p); ok {
			r.issue, r.party = issue, party
			return true
		}
	}
	return false
}

func (m *Material) columnOf(p *ledger.Position) (issue, party Ref, ok bool) {
	for _, i := range m.Issues {
		if i.ID == p.Issue.ID {
			issue, ok = RefOfIssue(i.Issue), true
		}
	}
	for _, c := range m.Parties {
		if c.ID == p.Party.ID {
			return issue, RefOfParty(c), ok
		}
	}
	return issue, party, false
}

func (m *Material) changesOf(r recorded, list []*ledger.Position) []change {
	switch isNow := r.after.Status == ledger.StatusAccepted; {
	case r.before == nil && isNow:
		return append(m.endOf(r), r.stated().statedAs(m.effectOf(r.after, list)).andChanged()...)
	case r.before != nil && isNow:
		return append(m.endOf(r), m.corrections(r)...)
	case r.before != nil:
		return []change{r.change(ChangeRetracted)}
	}
	return nil
}

func (r recorded) change(kind string) change {
	c := newChange(kind, r.after, r.issue, r.party, r.after.Number)
	c.rank = r.rank
	return c
}

// stated tells under which number the position came to count: what was recorded
// of it later, such as its end, is told apart.
func (r recorded) stated() change {
	c := r.change(ChangeStated)
	if r.accepted != nil {
		c.Number, c.RecordedAt, c.when = &r.accepted.Number, r.accepted.RecordedAt, r.accepted.Number
	}
	return c
}

// endOf tells of an end that was recorded, where the position was not over before.
func (m *Material) endOf(r recorded) []change {
	if !isEnded(r.after) || !m.isOver(r.after) || r.before != nil && m.isOver(r.before) {
		return nil
	}
	return []change{r.change(ChangeEnded).endedAs()}
}

// isOver tells whether a version of a position has an end. That it will run out in
// the future is none yet; when it has, no version says so, and the stated clock has
// to be asked.
func (m *Material) isOver(p *ledger.Position) bool {
	if p.Ended == nil || p.Ended.How != ledger.EndHeldUntil {
		return p.Ended != nil
	}
	_, _, hasRunOut := m.ranOut(p)
	return hasRunOut
}

// corrections are the fields and the evidence that say something else. An end
// that was taken back or became another belongs to them, else a position that
// stands again would return without a word.
func (m *Material) corrections(r recorded) []change {
	c := r.change(ChangeCorrected)
	c.Differences = Diff(*r.before, *r.after)
	if was, is := encoded(r.before.Ended), encoded(r.after.Ended); m.isOver(r.before) && string(was) != string(is) {
		c.Differences = append(c.Differences, Difference{Field: "ended", Before: was, After: is})
	}
	last := ledger.Moment{Number: r.after.Number, RecordedAt: &r.after.UpdatedAt}
	c.Evidence, last = movedEvidence(*r.before, *r.after, last, r.gone)
	c.Number, c.RecordedAt, c.when = &last.Number, last.RecordedAt, last.Number
	if len(c.Differences) == 0 && len(c.Evidence) == 0 {
		return nil
	}
	return []change{c}
}

func encoded(v any) json.RawMessage {
	text, err := json.Marshal(v)
	if err != nil {
		panic(err) // only fields of the ledger's own types come here
	}
	return text
}
