package picture

import (
	"fmt"
	"io"

	"parley/internal/edtf"
	"parley/internal/views"
)

// maxEntries is how many events a timeline shows.
const maxEntries = 500

const (
	timelineWidth = 1080
	partyRoom     = 180 // left of the chart, for the names of the lanes
	wordsRoom     = 130 // right of it, for the words of the last marks
)

// chart is a timeline with what is drawn of it.
type chart struct {
	*sheet
	axis
	view    views.Timeline
	marks   []*mark
	strands []*strand
}

// Timeline draws when positions were stated and what each did to the earlier ones.
func Timeline(w io.Writer, v views.Timeline) error {
	c := &chart{sheet: &sheet{width: timelineWidth}, view: v}
	for i, e := range v.Entries[:min(len(v.Entries), maxEntries)] {
		m, err := newMark(i+1, e)
		if err != nil {
			return err
		}
		c.marks = append(c.marks, m)
	}
	height := c.draw()
	return c.finish(w, height, "Timeline of positions: "+isolated(v.Negotiation.Name), c.describe())
}

func (c *chart) missing() string { return leftOut(len(c.marks), len(c.view.Entries), "events") }

func (c *chart) draw() int {
	y := c.header("What was stated when", c.view.Head, c.view.LapseAfter, []string{c.missing()})
	if len(c.marks) == 0 {
		c.text(margin, y, plain, "There are no positions to show: no evidence, which is not a neutral stance.")
		return y + plain.line() + margin
	}
	c.arrange()
	y = c.chart(y)
	y = c.legend(y+16, "Stance", stances)
	y = c.legend(y, "Effect", effects)
	y = c.markLegend(y)
	return c.list(y+16) + margin
}

// arrange finds a place for every mark.
func (c *chart) arrange() {
	first, last := c.span()
	c.axis = newAxis(first, last, margin+partyRoom, c.sheet.width-2*margin-partyRoom-wordsRoom)
	for _, m := range c.marks {
		m.place(c.axis)
	}
	c.strands = strands(c.marks)
	for _, s := range c.strands {
		for _, l := range s.lanes {
			l.pack()
		}
	}
}

// span is from the first to the last day that anything is known to touch, the
// day asked about among them.
func (c *chart) span() (first, last edtf.Day) {
	first, last = c.view.AsOf, c.view.AsOf
	for _, m := range c.marks {
		for _, d := range []edtf.Day{m.from, m.to} {
			if d > edtf.MinDay && d < edtf.MaxDay {
				first, last = min(first, d), max(last, d)
			}
		}
	}
	return first, last
}

// describe says in a few sentences what the picture shows.
func (c *chart) describe() string {
	standing := 0
	for _, m := range c.marks {
		if m.Standing {
			standing++
		}
	}
	s := fmt.Sprintf("%s, %s; %s of positions that stand.", counted(len(c.marks), "event", "events"),
		clocks(c.view.Head, c.view.LapseAfter), counted(standing, "event", "events"))
	if missing := c.missing(); missing != "" {
		s += " " + missing
	}
	return s + " All events are listed in text under the chart."
}
