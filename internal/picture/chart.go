package picture

import (
	"fmt"

	"parley/internal/edtf"
)

const rowHeight = 26 // of a mark in its lane

// chart draws the lanes under their dates. The lines behind the marks are
// written first and therefore need to know how tall the lanes will be.
func (c *chart) chart(y int) int {
	top := y + small.line() + 4
	bottom := top + small.line() + 6
	for _, s := range c.strands {
		bottom += c.height(s)
	}
	c.dates(top, bottom)
	c.asOf(y, top, bottom)
	y = top + small.line() + 6
	for _, s := range c.strands {
		y = c.strand(s, y)
	}
	return bottom
}

// dates writes the ticks with a line through all lanes.
func (c *chart) dates(y, bottom int) {
	for _, t := range c.ticks() {
		x := c.x(t.day)
		c.rule(x, y+small.line(), x, bottom, "rule")
		c.text(x-small.width(t.text)/2, y, small, t.text)
	}
}

// asOf draws the day asked about, with its words in a line of their own.
func (c *chart) asOf(y, top, bottom int) {
	words := "as of " + c.view.AsOf.String()
	x := c.x(c.view.AsOf + 1)
	c.rule(x, top-2, x, bottom, "now")
	c.textAs(min(x, c.sheet.width-margin-label.width(words)), y, label, "now-text", words)
}

func (c *chart) height(s *strand) int {
	height := len(c.question(s))*strong.line() + 12
	for _, l := range s.lanes {
		height += c.laneHeight(l)
	}
	return height + 10
}

func (c *chart) question(s *strand) []string {
	return strong.wrap(s.issue.Name, c.sheet.width-2*margin-16, 2)
}

func (c *chart) partyName(l *lane) []string { return plain.wrap(l.party.Name, partyRoom-24, 3) }

func (c *chart) laneHeight(l *lane) int {
	return max(l.rows*rowHeight, len(c.partyName(l))*plain.line()) + 10
}

// strand draws an issue: its question, and a lane for each party.
func (c *chart) strand(s *strand, y int) int {
	question := c.question(s)
	height := len(question)*strong.line() + 12
	c.rect(margin, y, c.sheet.width-2*margin, height, "band")
	c.link(s.issue.URL, isolated(s.issue.Name), func() { c.lines(margin+8, y+6, strong, question) })
	y += height
	for i, l := range s.lanes {
		if i > 0 {
			c.rule(margin, y, c.sheet.width-margin, y, "rule")
		}
		y = c.lane(l, y)
	}
	return y + 10
}

func (c *chart) lane(l *lane, y int) int {
	c.link(l.party.URL, isolated(l.party.Name), func() { c.lines(margin+8, y+7, plain, c.partyName(l)) })
	for _, m := range l.marks {
		c.mark(m, y+5+m.row*rowHeight)
	}
	return y + c.laneHeight(l)
}

// mark draws an event: a capsule over the days it can have been, the sign of its
// stance inside, and its number and effect beside it.
func (c *chart) mark(m *mark, y int) {
	stance, middle := stanceSign(m.Position.Stance), y+rowHeight/2
	c.link(m.Position.URL, c.aboutMark(m), func() {
		c.element("g", []string{"class", stance.class}, func() {
			c.shape("path", "class", m.class(), "d", m.capsule(middle))
			c.sign(m.x0+markWidth/2, middle, stance, "sign")
		})
		if effect, is := effectSign(m.Effect); is {
			c.sign(m.x1+13, middle, effect, "effect")
		}
		f := small
		if m.Standing {
			f = label
		}
		c.text(m.x1+24, middle-f.line()/2, f, m.words())
	})
}

func (m *mark) class() string {
	class := "frame past"
	if m.Standing {
		class = "frame standing"
	}
	if m.from != m.to {
		class += " imprecise"
	}
	return class
}

// capsule is the outline of a mark, 20 high, round where it begins or ends on a
// day and pointed where it has no bound.
func (m *mark) capsule(middle int) string {
	const r = 10
	left, right := "a10 10 0 0 1 0-20z", "a10 10 0 0 1 0 20"
	if m.from == edtf.MinDay {
		left = "l-10-10l10-10z"
	}
	if m.to == edtf.MaxDay {
		right = "l10 10l-10 10"
	}
	return fmt.Sprintf("M%d %dH%d%sH%d%s", m.x0+r, middle-r, m.x1-r, right, m.x0+r, left)
}
