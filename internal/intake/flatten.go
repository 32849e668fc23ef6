package intake

import (
	"strings"

	"golang.org/x/net/html"
)

// inlineElements mark words inside of a line. What they mean is of no account for
// the text, and go-trafilatura loses or joins words beside them.
var inlineElements = setOf("a abbr acronym b bdi bdo big br cite code data del dfn em font i ins kbd label mark nobr q rp rt ruby s samp small span strike strong sub sup time tt u var wbr")

// lineBreak stands for a <br> until the text is taken out, since extractors lose
// words beside that too. Unicode keeps the character for internal use.
const lineBreak = "\ufdd0"

// flatten makes one piece of text of what stands in a line, in all of a page.
func flatten(n *html.Node) { flattenIn(n, false) }

func flattenIn(n *html.Node, entry bool) {
	if n.Type == html.ElementNode && n.Data == "pre" {
		return
	}
	entry = entry || entries[n.Data]
	for c := n.FirstChild; c != nil; {
		if !isInline(c) {
			flattenIn(c, entry)
			c = c.NextSibling
			continue
		}
		next := endOfRun(c)
		if r := readRun(c, next); !r.keep(entry) {
			replaceRun(n, c, next, r.text.String())
		}
		c = next
	}
}

func isInline(n *html.Node) bool {
	return n.Type == html.TextNode || n.Type == html.ElementNode && inlineElements[n.Data] && !holdsBlock(n)
}

// holdsBlock tells that an element marks more than a line, as <font> may.
func holdsBlock(n *html.Node) bool {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if !isInline(c) {
			return true
		}
	}
	return false
}

func endOfRun(n *html.Node) *html.Node {
	for n != nil && isInline(n) {
		n = n.NextSibling
	}
	return n
}

// lineRun is what stands in a line.
type lineRun struct {
	text         strings.Builder
	words, aside int // bytes, without white space, and how many of them in links and times
	nodes        int
	names        bool // one of its elements names an author
}

func readRun(from, to *html.Node) *lineRun {
	r := &lineRun{}
	for c := from; c != to; c = c.NextSibling {
		r.read(c, false)
	}
	return r
}

func (r *lineRun) read(n *html.Node, aside bool) {
	r.nodes++
	switch {
	case n.Type == html.TextNode:
		r.text.WriteString(n.Data)
		size := 0
		for word := range strings.FieldsSeq(n.Data) {
			size += len(word)
		}
		r.words += size
		if aside {
			r.aside += size
		}
	case n.Data == "br":
		r.text.WriteString(lineBreak)
	}
	r.names = r.names || isAuthor(n)
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		r.read(c, aside || n.Data == "a" || n.Data == "time")
	}
}

func isAuthor(n *html.Node) bool {
	for _, a := range n.Attr {
		if a.Key == "rel" || a.Key == "class" || a.Key == "itemprop" {
			if v := strings.ToLower(a.Val); strings.Contains(v, "author") || strings.Contains(v, "byline") {
				return true
			}
		}
	}
	return false
}

// keep tells what extractors should see as it is: text alone, the names of authors,
// and lines that are mostly links or a time, by which they know what is not of the
// article. In entries, where they join words, it takes more to be one of these.
func (r *lineRun) keep(entry bool) bool {
	most := r.words / 2
	if entry {
		most = r.words * 4 / 5
	}
	return r.nodes == 1 || r.words == 0 || r.names || r.aside > most
}

func replaceRun(parent, from, to *html.Node, text string) {
	for c := from; c != to; {
		next := c.NextSibling
		parent.RemoveChild(c)
		c = next
	}
	parent.InsertBefore(&html.Node{Type: html.TextNode, Data: text}, to)
}
