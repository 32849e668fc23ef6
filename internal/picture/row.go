package picture

import "parley/internal/views"

const (
	rowPadding = 8
	chipHeight = 40 // of a chip with two lines
	chipGap    = 6
	maxDepth   = 6 // a deeper issue is indented no further
)

// row draws an issue with its cells and returns where the next row starts. A row
// is as tall as its question or its fullest cell.
func (g *grid) row(i, y int) int {
	issue := g.issues[i]
	x := margin + 6 + min(issue.Depth, maxDepth)*18
	f := strong
	if issue.Depth > 0 {
		f = plain
		g.rule(x-11, y+rowPadding, x-11, y+rowPadding+f.line(), "rule")
	}
	question := f.wrap(issue.Name, margin+issueWidth-10-x, 3)
	height := len(question) * f.line()
	g.link(issue.URL, isolated(issue.Name), func() { g.lines(x, y+rowPadding, f, question) })
	for j := range g.parties {
		height = max(height, g.drawCell(g.cell(i, j), g.column(j), y+rowPadding))
	}
	y += height + 2*rowPadding
	g.rule(margin, y, g.right(), y, "rule")
	return y
}

// drawCell draws what a party holds on an issue and returns how tall it is.
func (g *grid) drawCell(c views.Cell, x, y int) int {
	if c.State != views.StateStanding {
		g.empty(c, x, y)
		return chipHeight - 10
	}
	height := 0
	for i, p := range c.Positions {
		if i == maxChips {
			return height + g.further(len(c.Positions)-i, x, y+height)
		}
		g.chip(c, p, x+4, y+height)
		height += heightOf(p) + chipGap
	}
	return height - chipGap
}

// further says how many positions of a cell are not drawn.
func (g *grid) further(n, x, y int) int {
	g.text(x+7, y, label, "+ "+counted(n, "more stands", "more stand"))
	return label.line()
}

// empty draws a cell in which nothing stands: dashed and without ground where
// the record is silent, solid where something was said and has ended, in between
// where the dates do not tell.
func (g *grid) empty(c views.Cell, x, y int) {
	class, title := "blank", "no evidence: the record holds no position"
	switch c.State {
	case views.StateNoneStanding:
		class, title = "ended", "ended: there were positions, and none stands"
	case views.StateNotCertain:
		class, title = "maybe", "not certain: positions may hold then, none for certain"
	}
	g.element("g", nil, func() {
		g.said("title", about(c.Issue, c.Party)+": "+title)
		g.rect(x+4, y, partyWidth-8, chipHeight-10, class, "rx", "4")
		g.emptyWord(class, x, y)
	})
}

func (g *grid) emptyWord(class string, x, y int) {
	mark := hasEnded
	switch class {
	case "blank":
		g.text(x+12, y+8, small, "no evidence")
		return
	case "maybe":
		mark = perhaps
	}
	g.sign(x+18, y+15, mark, "effect")
	g.text(x+34, y+8, small, mark.word)
}
