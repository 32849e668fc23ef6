package picture

import (
	"fmt"

	"parley/internal/views"
)

const chipWidth = partyWidth - 8

// chip draws one standing position: its stance as sign, word and colour, what it
// did to the earlier ones, when it was stated, how many origins it has, and what
// the stance is towards.
func (g *grid) chip(c views.Cell, p views.CellPosition, x, y int) {
	stance := stanceSign(p.Stance)
	g.link(p.URL, aboutChip(c, p), func() {
		g.element("g", []string{"class", stance.class}, func() {
			g.rect(x, y, chipWidth, heightOf(p), "frame", "rx", "4")
			g.sign(x+14, y+13, stance, "sign")
		})
		g.text(x+27, y+5, label, label.fit(stance.word, chipWidth-27-20))
		if effect, is := effectSign(p.Effect); is {
			g.sign(x+chipWidth-12, y+13, effect, "effect")
		}
		g.chipFoot(p, x, y+21)
	})
}

// chipFoot writes the other lines: the date with the origins at its end, a line
// of its own where there are none, and what the stance is towards.
func (g *grid) chipFoot(p views.CellPosition, x, y int) {
	end := x + chipWidth - 6
	if p.Origins > 0 {
		origins := originsOf(p.Origins)
		end -= small.width(origins)
		g.text(end, y, small, origins)
	}
	g.text(x+7, y, small, small.fit(p.Stated, end-x-13))
	if p.Origins == 0 {
		y += small.line()
		g.text(x+7, y, label, noSupport)
	}
	g.text(x+7, y+small.line(), small, small.fit(subject(p), chipWidth-14))
}

// heightOf is how tall a chip is: two lines, and those that not every one has.
func heightOf(p views.CellPosition) int {
	height := chipHeight
	if p.Origins == 0 {
		height += small.line()
	}
	if clean(subject(p)) != "" {
		height += small.line()
	}
	return height
}

// subject is the proposal that the stance is towards or, without one, the terms.
func subject(p views.CellPosition) string {
	if p.Proposal != nil {
		return p.Proposal.Name
	}
	return p.Terms
}

const noSupport = "no support"

// originsOf writes how many origins a position has.
func originsOf(n int) string {
	if n == 0 {
		return noSupport
	}
	return fmt.Sprintf("● ×%d", n)
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
	const first = margin + 90
	g.text(margin, y, small, "Cells")
	x := first
	for _, k := range []sign{
		{path: hasEnded.path, class: "effect", word: "ended = was said, stands no more"},
		{path: perhaps.path, class: "effect", word: "not certain = may hold, its dates are too imprecise to tell"},
		{word: "dashed, no evidence = nothing on record, not the same as neutral"},
		{word: "● ×2 = two independent origins"},
		{word: "no support = no passage on record supports it"},
		{word: "last line = the proposal it is towards, or else its terms"},
	} {
		room := 0
		if k.path != "" {
			room = 20
		}
		if x > first && x+room+small.width(k.word) > g.width-margin {
			x, y = first, y+20
		}
		if k.path != "" {
			g.sign(x+7, y+7, k, "effect")
		}
		g.text(x+room, y, small, k.word)
		x += room + small.width(k.word) + 24
	}
	return y + 22
}

// describe says in a few sentences what the picture shows.
func (g *grid) describe() string {
	standing, ended, open, silent := 0, 0, 0, 0
	for i := range g.issues {
		for j := range g.parties {
			c := g.cell(i, j)
			standing += len(c.Positions)
			switch c.State {
			case views.StateNoneStanding:
				ended++
			case views.StateNotCertain:
				open++
			case views.StateNoEvidence:
				silent++
			}
		}
	}
	s := fmt.Sprintf("%s by %s, %s. %s. "+
		"In %s all positions have ended, in %s it is not certain that any holds, in %s there is no evidence.",
		counted(len(g.issues), "issue", "issues"), counted(len(g.parties), "party", "parties"),
		clocks(g.view.Head, g.view.LapseAfter), counted(standing, "standing position", "standing positions"),
		counted(ended, "cell", "cells"), counted(open, "cell", "cells"), counted(silent, "cell", "cells"))
	for _, m := range g.missing() {
		if m != "" {
			s += " " + m
		}
	}
	return s
}
