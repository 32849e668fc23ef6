package intake

import (
	"slices"
	"strings"

	"golang.org/x/net/html"
)

// noText are elements that hold nothing of an article. Extractors leave them out
// as well, but some take their words for text, and most of a page is in them.
var noText = map[string]bool{"style": true, "noscript": true, "template": true, "iframe": true, "frame": true, "frameset": true,
	"object": true, "embed": true, "applet": true, "canvas": true, "svg": true, "audio": true, "video": true, "map": true,
	"button": true, "select": true, "textarea": true, "input": true, "datalist": true, "dialog": true,
	"amp-ad": true, "amp-embed": true, "amp-sidebar": true, "amp-consent": true, "amp-analytics": true, "amp-social-share": true}

// size is how much work a page is.
type size struct{ nodes, depths, text int }

// reduce takes out of a page what holds no text, and measures what is left.
func reduce(n *html.Node) size {
	drop(n)
	return measure(n)
}

// prepare puts the lines and paragraphs of a reduced page into a form that extractors
// keep whole, and measures that.
func prepare(n *html.Node) size {
	flatten(n)
	wrapLoose(n)
	return measure(n)
}

func measure(n *html.Node) size {
	var s size
	s.walk(n, 0)
	return s
}

func drop(n *html.Node) {
	for c := n.FirstChild; c != nil; {
		next := c.NextSibling
		if isNoText(c) {
			n.RemoveChild(c)
		} else {
			drop(c)
		}
		c = next
	}
}

func (s *size) walk(n *html.Node, depth int) {
	s.nodes++
	s.depths += depth
	if n.Type == html.TextNode {
		s.text += len(n.Data)
	}
	before := s.text
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		s.walk(c, depth+1)
	}
	if isHeading(n) && s.text-before > longestHeading {
		n.DataAtom, n.Data = 0, "p"
	}
}

func isNoText(n *html.Node) bool {
	switch {
	case n.Type == html.CommentNode:
		return true
	case n.Type != html.ElementNode:
		return false
	case n.Data == "script":
		return !isJSONLD(n) // which extractors know to read
	case n.Data == "title":
		return n.Parent.Data != "head" || n.FirstChild != nil && len(n.FirstChild.Data) > longestHeading
	}
	return noText[n.Data] || isAdvertisement(n) || isHidden(n)
}

// advertisement are classes that say so in one word; extractors keep some of them.
var advertisement = map[string]bool{"ad": true, "ads": true, "advert": true, "advertisement": true, "advertising": true, "adsbygoogle": true}

func isAdvertisement(n *html.Node) bool {
	return n.Data != "body" && slices.ContainsFunc(strings.Fields(strings.ToLower(attribute(n, "class"))), func(class string) bool { return advertisement[class] })
}

// isHidden knows what a page does not show. Some hide the whole of their body until
// a script shows it.
func isHidden(n *html.Node) (hidden bool) {
	if n.Data == "body" {
		return false
	}
	for _, a := range n.Attr {
		switch a.Key {
		case "hidden":
			hidden = hidden || !strings.EqualFold(a.Val, "until-found")
		case "style":
			hidden = hidden || strings.Contains(strings.ToLower(strings.ReplaceAll(a.Val, " ", "")), "display:none")
		}
	}
	return hidden
}

// longestHeading is in bytes. What is longer is a paragraph with the wrong tag;
// extractors compare headings with the title, which takes long for long ones.
const longestHeading = 2000

func isHeading(n *html.Node) bool {
	return n.Type == html.ElementNode && len(n.Data) == 2 && n.Data[0] == 'h' && strings.Contains("123456", n.Data[1:])
}
