package intake_test

import (
	"os"
	"strings"
	"testing"

	"parley/internal/intake"
)

// nested repeats a page's element inside of itself, and that again and again.
func nested(open, text, end string, depth, times int) string {
	return strings.Repeat(strings.Repeat(open, depth)+text+strings.Repeat(end, depth), times)
}

// The pages that take longest for their size, as large as either extractor takes
// them. They were looked for with every element that extractors treat apart, at
// depths from 1 to 160.
func BenchmarkWorstPages(b *testing.B) {
	for name, page := range map[string]string{
		"trafilatura/lists-120-deep": nested("<ul><li>", "text, word", "</li></ul>", 120, 13),
		"trafilatura/lists-40-deep":  nested("<ul><li>", "text, word", "</li></ul>", 40, 110),
		"trafilatura/paragraphs":     nested("<p>", "Some text with a few words in it, really.", "</p>", 1, 12_000),
		"trafilatura/breaks":         nested("<br>", "line of text", "", 1, 12_000),
		"trafilatura/loose":          nested("<hr>", "Some text with a few words in it, really.", "", 1, 12_000),
		"trafilatura/spans":          nested("<span>", "<p>text, word</p>", "</span>", 150, 30),
		"readability/loose":          nested("<hr>", "Some text with a few words in it, really.", "", 1, 45_000),
		"readability/links":          nested("<div><a href=/x>link</a>", "text, word", "</div>", 16, 1900),
		"readability/paragraphs":     nested("<p>", "Some text with a few words in it, really.", "</p>", 1, 45_000),
		"readability/one-paragraph":  "<p>" + strings.Repeat("word ", 395_000),
	} {
		document := intake.Document{MediaType: intake.HTML, Unicode: true, Body: []byte("<html><body><article>" + page)}
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if _, err := intake.Read(document); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkPage(b *testing.B) {
	body, err := os.ReadFile("testdata/news.html")
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, err := intake.Read(intake.Document{MediaType: intake.HTML, Body: body}); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkMarkdown(b *testing.B) {
	for name, text := range map[string]string{"article": everyMark, "marks-1MB": strings.Repeat("*a **b [x](", 90_000), "lists-1MB": strings.Repeat("- x\n", 250_000)} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if _, err := intake.Read(intake.Document{MediaType: intake.Markdown, Body: []byte(text)}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
