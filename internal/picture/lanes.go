package picture

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/google/uuid"

	"parley/internal/edtf"
	"parley/internal/views"
)

// mark is an entry on the chart: its number in the list and where it is drawn.
type mark struct {
	views.Entry
	number   int
	from, to edtf.Day // the bounds; MinDay and MaxDay where there are none
	x0, x1   int      // of its capsule
	row      int      // in its lane
}

// lane is the marks of a party on an issue. Rows is how many it needs so that
// none covers another.
type lane struct {
	party views.Ref
	marks []*mark
	rows  int
}

// strand is the lanes of an issue.
type strand struct {
	issue views.Ref
	lanes []*lane
}

// newMark reads the bounds of an entry.
func newMark(number int, e views.Entry) (*mark, error) {
	m := &mark{Entry: e, number: number, from: edtf.MinDay, to: edtf.MaxDay}
	if err := bound(&m.from, e.Earliest); err != nil {
		return nil, err
	}
	if err := bound(&m.to, e.Latest); err != nil {
		return nil, err
	}
	if m.to < m.from {
		return nil, fmt.Errorf("picture: position %s is dated from %s to %s", e.Position.ID, m.from, m.to)
	}
	return m, nil
}

func bound(d *edtf.Day, text *string) error {
	if text == nil {
		return nil
	}
	if err := d.UnmarshalText([]byte(*text)); err != nil {
		return fmt.Errorf("picture: %w", err)
	}
	return nil
}

// strands sorts marks by issue and party, in the order in which these first
// come up.
func strands(marks []*mark) []*strand {
	var all []*strand
	issues, lanes := map[uuid.UUID]*strand{}, map[[2]uuid.UUID]*lane{}
	for _, m := range marks {
		s, known := issues[m.Issue.ID]
		if !known {
			s = &strand{issue: m.Issue}
			issues[m.Issue.ID], all = s, append(all, s)
		}
		pair := [2]uuid.UUID{m.Issue.ID, m.Party.ID}
		l, known := lanes[pair]
		if !known {
			l = &lane{party: m.Party}
			lanes[pair], s.lanes = l, append(s.lanes, l)
		}
		l.marks = append(l.marks, m)
	}
	return all
}

// markWidth is the room of the stance's sign; an exact day is drawn no wider.
const markWidth = 22

// place finds where a mark goes from left to right. A bound that is open or
// unknown reaches to the edge of the chart.
func (m *mark) place(a axis) {
	m.x0, m.x1 = a.left, a.left+a.width
	if m.from > edtf.MinDay {
		m.x0 = a.x(m.from)
	}
	if m.to < edtf.MaxDay {
		m.x1 = a.x(m.to + 1)
	}
	if m.x1-m.x0 < markWidth {
		m.x0 = (m.x0 + m.x1 - markWidth) / 2
		m.x1 = m.x0 + markWidth
	}
}

// words is what stands beside a mark.
func (m *mark) words() string {
	if effect, is := effectSign(m.Effect); is {
		return fmt.Sprintf("%d %s", m.number, effect.word)
	}
	return fmt.Sprint(m.number)
}

// pack puts each mark into the first row in which it and its words cover nothing.
func (l *lane) pack() {
	slices.SortStableFunc(l.marks, func(a, b *mark) int { return cmp.Compare(a.x0, b.x0) })
	var ends []int
	for _, m := range l.marks {
		m.row = slices.IndexFunc(ends, func(end int) bool { return end < m.x0 })
		if m.row < 0 {
			m.row, ends = len(ends), append(ends, 0)
		}
		ends[m.row] = m.x1 + 24 + label.width(m.words()) + 10
	}
	l.rows = len(ends)
}
