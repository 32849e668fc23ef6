package intake

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// blockElements begin a line of their own. Of those that may hold such elements and
// text beside each other, sections are no paragraphs, and entries are as good as one.
var (
	blockElements = setOf("address article aside blockquote center dd details div dl dt fieldset figure footer form h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section table ul")
	sections      = setOf("article body div main section")
	entries       = setOf("blockquote dd li td")
)

func setOf(list string) map[string]bool {
	set := map[string]bool{}
	for name := range strings.FieldsSeq(list) {
		set[name] = true
	}
	return set
}

// wrapLoose puts text that stands in sections, or beside blocks, into paragraphs:
// go-trafilatura loses some of what follows a heading or a paragraph bare.
func wrapLoose(n *html.Node) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		wrapLoose(c)
	}
	if isDivision(n) {
		n.DataAtom, n.Data = atom.Div, "div"
	}
	if n.Type == html.ElementNode && (sections[n.Data] || entries[n.Data] && hasBlock(n)) {
		for c := n.FirstChild; c != nil; {
			c = wrapRun(n, c)
		}
	}
}

// isDivision knows elements that stand for a division: <center>, which no extractor
// knows, and those of a line that hold blocks all the same. Links stay links.
func isDivision(n *html.Node) bool {
	return n.Type == html.ElementNode && (n.Data == "center" || inlineElements[n.Data] && n.Data != "a" && hasBlock(n))
}

func hasBlock(n *html.Node) bool {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if isBlock(c) {
			return true
		}
	}
	return false
}

func isBlock(n *html.Node) bool { return n.Type == html.ElementNode && blockElements[n.Data] }

// wrapRun wraps what stands from a node to the next block, where that says more
// than links do. It gives the node that follows.
func wrapRun(parent, from *html.Node) (next *html.Node) {
	for next = from; next != nil && !isBlock(next); next = next.NextSibling {
	}
	if next == from {
		return next.NextSibling
	}
	if r := readRun(from, next); r.words == r.aside {
		return next
	}
	p := &html.Node{Type: html.ElementNode, DataAtom: atom.P, Data: "p"}
	parent.InsertBefore(p, from)
	for c := from; c != next; {
		following := c.NextSibling
		parent.RemoveChild(c)
		p.AppendChild(c)
		c = following
	}
	return next
}
