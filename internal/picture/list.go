package picture

import (
	"fmt"

	"parley/internal/views"
)

// column is a column of the list under the chart.
type column struct {
	name     string
	x, width int
}

var columns = []column{
	{"No.", margin, 40},
	{"Date", margin + 40, 160},
	{"Party", margin + 200, 220},
	{"Stance", margin + 420, 130},
	{"Effect", margin + 550, 210},
	{"Origins", margin + 760, 100},
	{"On the day", margin + 860, 140},
}

// list writes every event of the chart in text: there is room for no more than a
// number and a word beside a mark.
func (c *chart) list(y int) int {
	c.rect(margin, y, c.sheet.width-2*margin, small.line()+12, "band")
	for _, col := range columns {
		c.text(col.x+6, y+6, small, col.name)
	}
	y += small.line() + 12
	for _, m := range c.marks {
		y = c.listed(m, y+6) + 6
		c.rule(margin, y, c.sheet.width-margin, y, "rule")
	}
	return y
}

// listed writes one event: a line of columns, the issue where there are several,
// and the summary.
func (c *chart) listed(m *mark, y int) int {
	c.link(m.Position.URL, c.aboutMark(m), func() {
		c.fields(m, y)
		y += plain.line()
		room := c.sheet.width - 2*margin - 46 - 6
		if len(c.strands) > 1 {
			y = c.lines(columns[1].x+6, y, small, []string{small.fit(m.Issue.Name, room)})
		}
		y = c.lines(columns[1].x+6, y, plain, plain.wrap(m.Position.Summary, room, 2))
	})
	return y
}

func (c *chart) fields(m *mark, y int) {
	stance := stanceSign(m.Position.Stance)
	c.field(0, y, strong, fmt.Sprint(m.number))
	c.field(1, y, plain, m.Date)
	c.field(2, y, plain, m.Party.Name)
	c.element("g", []string{"class", stance.class}, func() { c.sign(columns[3].x+13, y+9, stance, "sign") })
	c.fieldAfterSign(3, y, stance.word)
	if effect, is := effectSign(m.Effect); is {
		c.sign(columns[4].x+13, y+9, effect, "effect")
		c.fieldAfterSign(4, y, effect.word+derived(m.Effect))
	}
	c.field(5, y, plain, originsOf(m.Origins))
	if m.Standing {
		c.field(6, y, strong, "standing")
	} else {
		c.field(6, y, quiet, "not standing")
	}
}

func (c *chart) field(column, y int, f font, text string) {
	col := columns[column]
	c.text(col.x+6, y, f, f.fit(text, col.width-12))
}

func (c *chart) fieldAfterSign(column, y int, text string) {
	col := columns[column]
	c.text(col.x+26, y, plain, plain.fit(text, col.width-32))
}

// derived marks an effect that a rule found and no coder said.
func derived(e views.Effect) string {
	if e.Rule != nil {
		return ", derived"
	}
	return ""
}

func (c *chart) aboutMark(m *mark) string {
	standing := "It does not stand"
	if m.Standing {
		standing = "It stands"
	}
	return fmt.Sprintf("%d. %s, %s: %s %s %s %s on %s.", m.number, clean(m.Date), about(m.Issue, m.Party),
		aboutPosition(m.Position), aboutEffect(m.Effect), aboutEvidence(m.Origins, m.Passages), standing, c.view.AsOf)
}

// markLegend explains how marks are drawn.
func (c *chart) markLegend(y int) int {
	const first = margin + 90
	c.text(margin, y, small, "Marks")
	x := first
	for _, words := range []string{
		"thick frame, bold words = stands on the day asked about",
		"dashed = somewhere in these days",
		"pointed end = no bound known",
		"number = row of the list",
	} {
		if x > first && x+small.width(words) > c.sheet.width-margin {
			x, y = first, y+20
		}
		c.text(x, y, small, words)
		x += small.width(words) + 24
	}
	return y + 22
}
