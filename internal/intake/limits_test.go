package intake_test

import (
	"fmt"
	"strings"
	"testing"

	"parley/internal/intake"
)

// clauses are a paragraph that extractors take for one.
const clauses = "<p>Some words, and more of them, said by somebody to somebody else.</p>"

func TestTooMuch(t *testing.T) {
	fonts := func(n int) string {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, "<font color=%d>", i)
		}
		return b.String()
	}
	var attributes strings.Builder
	for i := range 450_000 {
		fmt.Fprintf(&attributes, "a%d ", i)
	}
	for name, c := range map[string]struct {
		mediaType, text string
		code            intake.Code
		words           string
	}{
		"bytes":                            {intake.HTML, strings.Repeat("x", intake.MaxBytes+1), intake.TooLarge, "at most 8000000"},
		"ten megabytes in one line":        {intake.Plain, strings.Repeat("мир ", 10_000_000/7), intake.TooLarge, "bytes"},
		"characters in one line":           {intake.Plain, strings.Repeat("x", intake.MaxCharacters+1), intake.TooLarge, "2000001 characters; at most 2000000"},
		"characters in one paragraph":      {intake.HTML, "<p>" + strings.Repeat("words, and ", 190_000), intake.TooLarge, "at most 2000000"},
		"Markdown":                         {intake.Markdown, strings.Repeat("words ", 350_000), intake.TooLarge, "at most 2000000"},
		"depth":                            {intake.HTML, strings.Repeat("<div>", 600) + clauses, intake.TooComplex, "deeper than 512"},
		"depth of formatting":              {intake.HTML, strings.Repeat("<b><i><u>", 200) + clauses, intake.TooComplex, "deeper than 512"},
		"elements":                         {intake.HTML, strings.Repeat("<p>a", 150_000), intake.TooComplex, "at most 100000"},
		"elements before they are counted": {intake.HTML, strings.Repeat("<p>", 450_000), intake.TooComplex, "at most 400000"},
		"depth of many":                    {intake.HTML, strings.Repeat(strings.Repeat("<div>", 200)+"a"+strings.Repeat("</div>", 200), 400), intake.TooComplex, "deeply"},
		"fonts opened again everywhere":    {intake.HTML, "<p>" + fonts(400) + "</p>" + strings.Repeat("<p>x</p>", 10_000), intake.TooComplex, "elements"},
		"attributes":                       {intake.HTML, "<p " + attributes.String() + ">" + clauses, intake.TooComplex, "attributes"},
	} {
		refused(t, name, intake.Document{MediaType: c.mediaType, Unicode: true, Body: []byte(c.text)}, c.code, c.words)
	}
}

// A large page that is not too large is read, by the extractor that is quick.
func TestLarge(t *testing.T) {
	for name, page := range map[string]string{
		"paragraphs":    strings.Repeat(clauses, 20_000),
		"one line":      "<p>" + strings.Repeat("Some words, and more. ", 90_000),
		"one word":      "<p>" + strings.Repeat("слово", 300_000),
		"nested lists":  clauses + strings.Repeat("<ul><li>", 200) + "in the midst" + strings.Repeat("</ul>", 200),
		"long headings": "<h1>" + strings.Repeat("word ", 300_000) + "</h1>" + clauses,
		"scripts":       "<script>" + strings.Repeat("var a = '<p>';", 400_000) + "</script>" + clauses,
		"a long title":  "<title>" + strings.Repeat("word | ", 900_000) + "</title>" + clauses,
	} {
		r, err := intake.Read(intake.Document{MediaType: intake.HTML, Unicode: true, Body: []byte("<title>T</title><body><article>" + page)})
		if err != nil || r.Text == "" {
			t.Errorf("%s: %v", name, err)
		}
	}
}
