package picture

import (
	"fmt"

	"parley/internal/views"
)

const chipWidth = partyWidth - 8

// chip draws one standing position: its stance as sign, word and colour, what it
// did to the earlier ones, when it was stated and how many origins it has.
func (g *grid) chip(c views.Cell, p views.CellPosition, x, y int) {
	stance := stanceSign(p.Stance)
	g.link(p.URL, aboutChip(c, p), func() {
		g.element("g", []string{"class", stance.class}, func() {
			g.rect(x, y, chipWidth, chipHeight, "frame", "rx", "4")
			g.sign(x+14, y+13, stance, "sign")
		})
		g.text(x+27, y+5, label, label.fit(stance.word, chipWidth-27-20))
		if effect, is := effectSign(p.Effect); is {
			g.sign(x+chipWidth-12, y+13, effect, "effect")
		}
		g.chipFoot(p, x, y+21)
	})
}

// chipFoot writes the second line: the date, and the origins at its end.
func (g *grid) chipFoot(p views.CellPosition, x, y int) {
	origins := fmt.Sprintf("● ×%d", p.Origins)
	end := x + chipWidth - 6 - small.width(origins)
	g.text(x+7, y, small, small.fit(p.Stated, end-x-13))
	g.text(end, y, small, origins)
}

func aboutChip(c views.Cell, p views.CellPosition) string {
	seen := ""
	if p.LastSeen != nil {
		seen = " Last seen " + clean(*p.LastSeen) + "."
	}
	return about(c.Issue, c.Party) + ": " + aboutPosition(p.PositionRef) + seen + " " +
		aboutEffect(p.Effect) + " " + aboutEvidence(p.Origins, p.Passages)
}

// cellLegend explains cells, and the numbers in the chips.
func (g *grid) cellLegend(y int) int {
	y = g.legend(y, "Cells", []sign{hasEnded}) - 22
	x := margin + 90 + 34 + small.width(hasEnded.word)
	for _, words := range []string{
		"= was said, stands no more",
		"dashed, no evidence = nothing on record, not the same as neutral",
		"● ×2 = two independent origins",
	} {
		if x+small.width(words) > g.width-margin {
			x, y = margin+90, y+20
		}
		g.text(x, y, small, words)
		x += small.width(words) + 24
	}
	return y + 22
}

// describe says in a few sentences what the picture shows.
func (g *grid) describe() string {
	standing, ended, silent := 0, 0, 0
	for i := range g.issues {
		for j := range g.parties {
			c := g.cell(i, j)
			standing += len(c.Positions)
			switch c.State {
			case views.StateNoneStanding:
				ended++
			case views.StateNoEvidence:
				silent++
			}
		}
	}
	s := fmt.Sprintf("%s by %s, %s. %s. In %s all positions have ended, in %s there is no evidence.",
		counted(len(g.issues), "issue", "issues"), counted(len(g.parties), "party", "parties"),
		clocks(g.view.Head, g.view.LapseAfter), counted(standing, "standing position", "standing positions"),
		counted(ended, "cell", "cells"), counted(silent, "cell", "cells"))
	for _, m := range g.missing() {
		if m != "" {
			s += " " + m
		}
	}
	return s
}
