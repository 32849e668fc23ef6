package picture

import (
	"fmt"
	"io"

	"parley/internal/views"
)

// What a matrix shows at most: beyond that nobody reads a picture, and a browser
// takes long to draw it.
const (
	maxParties = 40
	maxCells   = 2000
	maxChips   = 6 // in one cell
)

const (
	issueWidth = 290
	partyWidth = 140
)

// grid is a matrix with what is drawn of it: its first issues and parties.
type grid struct {
	*sheet
	view    views.Matrix
	issues  []views.IssueRef
	parties []views.Ref
}

// Matrix draws issues against parties with all positions that stand.
func Matrix(w io.Writer, v views.Matrix) error {
	if len(v.Cells) != len(v.Issues)*len(v.Parties) {
		return fmt.Errorf("picture: a matrix of %d issues and %d parties has %d cells", len(v.Issues), len(v.Parties), len(v.Cells))
	}
	g := newGrid(v)
	height := g.draw()
	return g.finish(w, height, "Matrix of positions: "+isolated(v.Negotiation.Name), g.describe())
}

func newGrid(v views.Matrix) *grid {
	g := &grid{view: v, issues: v.Issues, parties: v.Parties}
	g.parties = g.parties[:min(len(g.parties), maxParties)]
	g.issues = g.issues[:min(len(g.issues), maxCells/max(1, len(g.parties)))]
	g.sheet = &sheet{width: max(760, 2*margin+issueWidth+len(g.parties)*partyWidth)}
	return g
}

func (g *grid) draw() int {
	y := g.header("Who stands where", g.view.Head, g.view.LapseAfter, g.missing())
	if len(g.issues) == 0 || len(g.parties) == 0 {
		g.text(margin, y, plain, "There are no issues or no parties to show.")
		return y + plain.line() + margin
	}
	y = g.head(y)
	for i := range g.issues {
		y = g.row(i, y)
	}
	if len(g.issues) > 12 { // the names would be out of sight
		y = g.head(y)
	}
	y = g.legend(y+16, "Stance", stances)
	y = g.legend(y, "Effect", effects)
	y = g.cellLegend(y)
	return y + margin
}

func (g *grid) missing() []string {
	return []string{
		leftOut(len(g.issues), len(g.view.Issues), "issues"),
		leftOut(len(g.parties), len(g.view.Parties), "parties"),
	}
}

// head writes the names of the parties over or under their columns.
func (g *grid) head(y int) int {
	names, tallest := make([][]string, len(g.parties)), 0
	for i, p := range g.parties {
		names[i] = strong.wrap(p.Name, partyWidth-14, 3)
		tallest = max(tallest, len(names[i]))
	}
	height := tallest*strong.line() + 12
	g.rect(margin, y, g.right()-margin, height, "band")
	for i, p := range g.parties {
		g.link(p.URL, isolated(p.Name), func() { g.lines(g.column(i)+7, y+6, strong, names[i]) })
	}
	return y + height
}

func (g *grid) column(i int) int { return margin + issueWidth + i*partyWidth }

func (g *grid) right() int { return g.column(len(g.parties)) }

func (g *grid) cell(issue, party int) views.Cell {
	return g.view.Cells[issue*len(g.view.Parties)+party]
}
