package picture

import "parley/internal/views"

// header writes what every picture begins with, the negotiation, the two clocks
// and what is left out, and returns where the drawing starts.
func (s *sheet) header(what string, h views.Head, lapseAfter *string, missing []string) int {
	room := s.width - 2*margin
	y := margin
	s.link(h.Negotiation.URL, h.Negotiation.Name, func() {
		y = s.lines(margin, y, heading, heading.wrap(what+": "+h.Negotiation.Name, room, 2))
	})
	y = s.lines(margin, y+2, quiet, quiet.wrap(clocks(h, lapseAfter), room, 2))
	for _, m := range missing {
		if m != "" {
			y = s.lines(margin, y+2, strong, strong.wrap("⚠ "+m, room, 3))
		}
	}
	return y + 14
}

// legend explains signs in rows under a heading, as many in a row as there is
// room for, and returns where it ends.
func (s *sheet) legend(y int, name string, signs []sign) int {
	const first = margin + 90
	s.text(margin, y, small, name)
	x := first
	for _, g := range signs {
		need := 34 + small.width(g.word)
		if x > first && x+need > s.width-margin {
			x, y = first, y+20
		}
		s.key(x, y, g)
		x += need
	}
	return y + 22
}

// key is one sign with its word.
func (s *sheet) key(x, y int, g sign) {
	class := "sign"
	if g.class == "effect" {
		class = "effect"
	}
	s.element("g", []string{"class", g.class}, func() { s.sign(x+7, y+7, g, class) })
	s.text(x+20, y, small, g.word)
}
