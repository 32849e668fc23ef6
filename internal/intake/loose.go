package intake

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// blockElements begin a line of their own; containerElements may hold such elements
// and text beside each other.
var (
	blockElements     = setOf("address article aside blockquote center dd details div dl dt fieldset figure footer form h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section table ul")
	containerElements = setOf("article blockquote body center dd div li main section td")
)

func setOf(list string) map[string]bool {
	set := map[string]bool{}
	for name := range strings.FieldsSeq(list) {
		set[name] = true
	}
	return set
}

// wrapLoose puts text that stands beside blockElements into paragraphs. Pages that part
// their paragraphs by breaks have it, and go-trafilatura loses what follows a
// heading or a paragraph bare.
func wrapLoose(n *html.Node) {
	if n.Type == html.ElementNode && containerElements[n.Data] && hasBlock(n) {
		for c := n.FirstChild; c != nil; {
			c = wrapRun(n, c)
		}
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		wrapLoose(c)
	}
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

// wrapRun wraps what stands from a node to the next block, where that has text of
// its own and not only links and the like. It gives the node that follows.
func wrapRun(parent, from *html.Node) (next *html.Node) {
	said := false
	for next = from; next != nil && !isBlock(next); next = next.NextSibling {
		said = said || next.Type == html.TextNode && strings.TrimSpace(next.Data) != ""
	}
	if next == from {
		return next.NextSibling
	}
	if !said {
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
