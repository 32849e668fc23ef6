package intake

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
)

const (
	// MaxBytes bounds a document: two million characters of four bytes.
	MaxBytes = 8_000_000
	// MaxCharacters bounds the text of an article, in code points.
	MaxCharacters = 2_000_000
	// MaxNodes bounds the elements and pieces of text of a page. Long pages of
	// encyclopedias and live reports have about 30,000.
	MaxNodes = 100_000
	// MaxDepths bounds the sum of the depths of all nodes, since much of what
	// extractors do takes as long as a node is deep.
	MaxDepths = 3_000_000
	// maxAttributes bounds the attributes of all elements.
	maxAttributes = 400_000
	// maxParsed bounds how many nodes the parser may make of a page, before
	// scripts and the like are taken out.
	maxParsed = 400_000
	// depthOfParser is from where on golang.org/x/net/html reads no further.
	depthOfParser = 512
)

func checkLength(text string) error {
	if n := utf8.RuneCountInString(text); n > MaxCharacters {
		return tooLarge("the text has %d characters; at most %d are taken", n, MaxCharacters)
	}
	return nil
}

// formatting are the elements that a parser opens again in every block that
// follows where they were not closed (HTML, 13.2.4.3), so that a short page can
// make a long document.
var formatting = map[string]bool{"a": true, "b": true, "big": true, "code": true, "em": true, "font": true, "i": true, "nobr": true,
	"s": true, "small": true, "strike": true, "strong": true, "tt": true, "u": true}

// estimate says how many nodes and attributes the parser may make of a page, and
// rather too many. It reads the page once and builds nothing.
func estimate(page string) (nodes, attributes int) {
	z := html.NewTokenizer(strings.NewReader(page))
	var open opened
	for {
		switch z.Next() {
		case html.ErrorToken:
			return nodes, attributes
		case html.TextToken:
			nodes += 1 + open.count
		case html.StartTagToken, html.SelfClosingTagToken:
			raw := string(z.Raw())
			name, more := z.TagName()
			nodes += 1 + open.count
			if formatting[string(name)] {
				open.start(string(name), raw)
			}
			for ; more; attributes++ {
				_, _, more = z.TagAttr()
			}
		case html.EndTagToken:
			name, _ := z.TagName()
			open.end(string(name))
		}
	}
}

// opened counts the formatting elements that stand open; of the same ones at
// most three count, as the parser keeps no more ("Noah's Ark clause").
type opened struct {
	count int
	tags  map[string][]string // the tags that stand open, by name
	same  map[string]int      // how often each tag stands open
}

func (o *opened) start(name, tag string) {
	if o.tags == nil {
		o.tags, o.same = map[string][]string{}, map[string]int{}
	}
	o.tags[name] = append(o.tags[name], tag)
	if o.same[tag]++; o.same[tag] <= 3 {
		o.count++
	}
}

func (o *opened) end(name string) {
	tags := o.tags[name]
	if len(tags) == 0 {
		return
	}
	tag := tags[len(tags)-1]
	o.tags[name] = tags[:len(tags)-1]
	if o.same[tag]--; o.same[tag] < 3 {
		o.count--
	}
}
