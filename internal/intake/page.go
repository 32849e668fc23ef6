package intake

import (
	"net/url"
	"strings"
	"unicode"

	"golang.org/x/net/html"
)

// readHTML takes the article out of a page.
func (r *Reading) readHTML(text decoded, address string) error {
	if nodes, attributes := estimate(text.string); nodes > maxParsed || attributes > maxAttributes {
		return refuse(TooComplex, "the page has too many elements or attributes (about %d and %d; at most %d and %d); send the article's part of it, or its text", nodes, attributes, maxParsed, maxAttributes)
	}
	page := text.string
	doc, err := parse(page)
	if err != nil {
		return err
	}
	base, _ := url.Parse(address)
	said := declared(doc, base)
	size := reduce(doc)
	if size.nodes > MaxNodes || size.depths > MaxDepths {
		return refuse(TooComplex, "the page has too many elements, or nests them too deeply (%d, %d deep on average; at most %d, and %d divided by their number deep); send the article's part of it, or its text",
			size.nodes, size.depths/size.nodes, MaxNodes, MaxDepths)
	}
	found, err := extract(page, base, said.Title)
	if err != nil {
		return err
	}
	r.Text, r.Extractor, r.Version = found.text, found.by.name, found.by.version
	r.Found = said.orElse(found.Found)
	if text.broken && strings.ContainsRune(r.Text, unicode.ReplacementChar) {
		return decoded{r.Text, text.charset, true}.intact()
	}
	return nil
}

// parse reads a page of which estimate said that it is not too large.
func parse(page string) (doc *html.Node, err error) {
	defer func() {
		if recover() != nil {
			err = refuse(TooComplex, "the page cannot be read; send the article's text")
		}
	}()
	if doc, err = html.Parse(strings.NewReader(page)); err != nil {
		return nil, refuse(TooComplex, "the page nests its elements deeper than %d; send the article's part of it, or its text", depthOfParser)
	}
	return doc, nil
}
