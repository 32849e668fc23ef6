package intake

import (
	"net/url"
	"strings"
	"unicode"

	"codeberg.org/readeck/go-readability/v2"
	"codeberg.org/readeck/go-readability/v2/render"
	"github.com/markusmobius/go-trafilatura"
	"golang.org/x/net/html"
)

// extractor finds the article in a page that is within its bounds. Each was
// measured at its bounds with the worst of pages that are known (bench_test.go).
type extractor struct {
	name, version string
	within        func(size) bool
	find          func(*html.Node, *url.URL) (*html.Node, Found, error)
}

// extractors are asked in this order. go-trafilatura finds the text of news
// pages best, but takes time that grows with the square of a page.
var extractors = []extractor{
	{"go-trafilatura", "v1.12.2", func(s size) bool { return s.nodes <= 25_000 && s.depths <= 400_000 && s.text <= 1_000_000 }, trafilate},
	{"go-readability", "v2.1.1", func(size) bool { return true }, readable},
}

// trafilate does without go-trafilatura's last resort for short texts, all words
// of the page in a row, some of them twice; go-readability does better then.
func trafilate(doc *html.Node, base *url.URL) (*html.Node, Found, error) {
	config := trafilatura.DefaultConfig()
	config.MinExtractedSize = 0
	v, err := trafilatura.ExtractDocument(doc, trafilatura.Options{Config: config, OriginalURL: base, ExcludeComments: true, HtmlDateMode: trafilatura.Disabled})
	if err != nil {
		return nil, Found{}, err
	}
	return v.ContentNode, Found{Title: v.Metadata.Title, Byline: strings.ReplaceAll(v.Metadata.Author, "; ", ", ")}, nil
}

func readable(doc *html.Node, base *url.URL) (*html.Node, Found, error) {
	v, err := readability.FromDocument(doc, base)
	return v.Node, Found{Title: v.Title(), Byline: v.Byline()}, err
}

// article is what an extractor made of a page.
type article struct {
	by   extractor
	text string
	Found
}

// extract gives the article of the first extractor that finds one, unless a later
// one finds more than twice as much: then the first saw only a part of it.
func extract(page string, base *url.URL, title string) (article, error) {
	var best article
	most := 0
	for _, by := range extractors {
		a, err := by.run(page, base)
		if n := letters(a.text, title, a.Title); err == nil && n >= fewestLetters && n > 2*most {
			best, most = a, n
		}
	}
	if most == 0 {
		return best, refuse(NoText, "no article of %d letters or more was found in the page: perhaps scripts load its text, or it is a list of links; save the page when it shows the article, or send the text", fewestLetters)
	}
	return best, nil
}

// run reads the page anew, because extractors change it.
func (x extractor) run(page string, base *url.URL) (a article, err error) {
	defer func() {
		if recover() != nil {
			err = refuse(NoText, "%s failed", x.name)
		}
	}()
	doc, err := parse(page)
	if err != nil {
		return a, err
	}
	reduce(doc)
	if !x.within(prepare(doc)) {
		return a, refuse(TooComplex, "the page is too large for %s", x.name)
	}
	node, found, err := x.find(doc, base)
	if err != nil || node == nil {
		return a, refuse(NoText, "%s found no text", x.name)
	}
	return article{x, paragraphs(render.InnerText(node)), found}, nil
}

// fewestLetters is how many letters an article has at least, its title not
// counted. Messages of pages that do not work without scripts are shorter.
const fewestLetters = 40

// letters counts how much a text says beside its titles. A character that stands
// for a syllable or a word counts as two letters.
func letters(text string, titles ...string) (n int) {
	for _, title := range titles {
		if title = strings.TrimSpace(title); title != "" {
			text = strings.ReplaceAll(text, title, "")
		}
	}
	for _, r := range text {
		if unicode.IsLetter(r) {
			n++
		}
		if unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul) {
			n++
		}
	}
	return n
}

// paragraphs tidies a text out of a page: no space at the ends of lines, at most
// one empty line, no control characters. White space inside lines stays.
func paragraphs(text string) string {
	text = strings.Map(func(r rune) rune {
		if string(r) == lineBreak {
			return '\n'
		}
		if unicode.IsControl(r) && r != '\n' && r != '\t' {
			return -1
		}
		return r
	}, text)
	var kept []string
	for line := range strings.SplitSeq(text, "\n") {
		if line = strings.TrimSpace(line); line != "" || len(kept) > 0 && kept[len(kept)-1] != "" {
			kept = append(kept, line)
		}
	}
	return strings.TrimSpace(strings.Join(kept, "\n"))
}
