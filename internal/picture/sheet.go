package picture

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// sheet is a picture while it is drawn. It writes elements and escapes what is in
// them, and remembers where texts stand, so that a test can see that none covers
// another.
type sheet struct {
	body  bytes.Buffer
	width int
	texts []box
}

// box is the room of a text on the sheet.
type box struct {
	x, y, width, height int
	text                string
}

const margin = 24

// element opens an element with attributes given as names and values, has inside
// drawn, and closes it.
func (s *sheet) element(name string, attributes []string, inside func()) {
	s.tag(name, attributes)
	s.body.WriteByte('>')
	inside()
	s.body.WriteString("</" + name + ">\n")
}

// shape writes an element without content.
func (s *sheet) shape(name string, attributes ...string) {
	s.tag(name, attributes)
	s.body.WriteString("/>\n")
}

func (s *sheet) tag(name string, attributes []string) {
	s.body.WriteString("<" + name)
	for i := 0; i+1 < len(attributes); i += 2 {
		s.body.WriteString(" " + attributes[i] + `="`)
		escape(&s.body, attributes[i+1])
		s.body.WriteByte('"')
	}
}

// escape writes text between tags or quotation marks. Writing to a buffer does
// not fail.
func escape(b *bytes.Buffer, s string) { _ = xml.EscapeText(b, []byte(s)) }

// said writes a <title> or <desc>: what the element around it says to readers
// who point at it or do not see it.
func (s *sheet) said(name, text string, attributes ...string) {
	s.element(name, attributes, func() { escape(&s.body, strings.TrimSpace(text)) })
}

// link makes what is drawn inside a link with a title. An address that is not a
// path of this server is not linked to. Inside a frame the page around the picture
// follows the link, since the picture would be gone otherwise.
func (s *sheet) link(path, title string, inside func()) {
	name, attributes := "a", []string{"href", path, "target", "_top"}
	if !strings.HasPrefix(path, "/") || strings.HasPrefix(path, "//") {
		name, attributes = "g", nil
	}
	s.element(name, attributes, func() {
		s.said("title", title)
		inside()
	})
}

// text writes one line with its upper left corner at x, y.
func (s *sheet) text(x, y int, f font, text string) {
	s.textAs(x, y, f, "", text)
}

// textAs writes a line with another class besides that of its font.
func (s *sheet) textAs(x, y int, f font, class, text string) {
	if text = clean(text); text == "" {
		return
	}
	s.texts = append(s.texts, box{x, y, f.width(text), f.line(), text})
	class = strings.TrimSpace(f.class + " " + class)
	s.element("text", []string{"x", px(x), "y", px(y + f.size), "class", class}, func() { escape(&s.body, text) })
}

// lines writes texts one under the other and returns where the next would be.
func (s *sheet) lines(x, y int, f font, lines []string) int {
	for _, l := range lines {
		s.text(x, y, f, l)
		y += f.line()
	}
	return y
}

// sign draws a shape with its centre at x, y.
func (s *sheet) sign(x, y int, g sign, class string) {
	if g.path != "" {
		at := fmt.Sprintf("translate(%d %d)", x, y)
		s.shape("path", "class", class, "transform", at, "fill-rule", "evenodd", "d", g.path)
	}
}

func (s *sheet) rect(x, y, width, height int, class string, more ...string) {
	s.shape("rect", append([]string{"x", px(x), "y", px(y), "width", px(width), "height", px(height), "class", class}, more...)...)
}

func (s *sheet) rule(x1, y1, x2, y2 int, class string) {
	s.shape("path", "class", class, "d", fmt.Sprintf("M%d %dL%d %d", x1, y1, x2, y2))
}

// finish writes the whole picture: what it is called, what it says in a few
// sentences, its style, a ground, and what was drawn.
func (s *sheet) finish(w io.Writer, height int, title, description string) error {
	whole := sheet{width: s.width}
	whole.element("svg", []string{
		"xmlns", "http://www.w3.org/2000/svg", "class", "parley", "role", "graphics-document document", "lang", "en",
		"aria-labelledby", "parley-title parley-desc",
		"viewBox", fmt.Sprintf("0 0 %d %d", s.width, height), "width", px(s.width), "height", px(height),
	}, func() {
		whole.said("title", title, "id", "parley-title")
		whole.said("desc", description, "id", "parley-desc")
		whole.element("style", nil, func() { escape(&whole.body, style) })
		whole.rect(0, 0, s.width, height, "page")
		whole.body.Write(s.body.Bytes())
	})
	_, err := w.Write(whole.body.Bytes())
	return err
}

func px(n int) string { return strconv.Itoa(n) }
