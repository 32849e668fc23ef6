package intake_test

import (
	"fmt"
	"html"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"parley/internal/anchor"
	"parley/internal/intake"
	"parley/internal/material"
)

// templates put an article into pages as sites make them. What is not of the
// article says surplus.
var templates = map[string]func(title string, paragraphs []string) string{
	"bare": func(_ string, paragraphs []string) string {
		return "<p>" + strings.Join(paragraphs, "</p><p>")
	},
	"divisions": func(title string, paragraphs []string) string {
		return `<div class="menu"><a href="/">Surplus</a> <a href="/x">Surplus</a></div><div class="content"><h1>` + title + "</h1><div>" +
			strings.Join(paragraphs, "</div><div>") + `</div></div><div class="footer">Surplus</div>`
	},
	"breaks": func(title string, paragraphs []string) string {
		return "<article><h1>" + title + "</h1>" + strings.Join(paragraphs, "<br><br>") + "</article>"
	},
	"news": func(title string, paragraphs []string) string {
		return `<header><nav><ul><li><a href="/">Surplus</a><li><a href="/w">Surplus</a></ul></nav></header><div class="cookie-banner">Surplus: we use cookies.</div>
<main><article><h1>` + title + `</h1><div class="share">Surplus</div><p>` + strings.Join(halfLinked(paragraphs), "</p>\n<p>") + `</p>
<div class="related"><h3>Surplus</h3><ul><li><a href="/1">Surplus of another story</a><li><a href="/2">Surplus of one more</a></ul></div></article></main>
<aside>Surplus<ol><li><a href="/a">Surplus that most people read</a></ol></aside><section id="comments"><h2>Surplus</h2><p>I call all of this surplus, says a reader at some length.</p></section>
<footer>Surplus. All rights reserved.</footer><script>var surplus = "<p>surplus</p>"</script>`
	},
}

// halfLinked makes the second half of the words of each third paragraph a link.
func halfLinked(paragraphs []string) []string {
	list := make([]string, len(paragraphs))
	for i, p := range paragraphs {
		list[i] = p
		if words := strings.Fields(p); i%3 == 0 && len(words) > 1 {
			half := len(words) / 2
			list[i] = strings.Join(words[:half], " ") + ` <a href="/link">` + strings.Join(words[half:], " ") + "</a>"
		}
	}
	return list
}

// Every paragraph of an article comes out of its page, word for word, and nothing
// of what stands around it.
func TestArticlesOfTheCorpusComeOutWhole(t *testing.T) {
	for name, article := range corpusArticles(t) {
		for style, page := range templates {
			t.Run(name+"/"+style, func(t *testing.T) { comesOut(t, article, page) })
		}
	}
}

func comesOut(t *testing.T, lines []string, page func(string, []string) string) {
	escaped := make([]string, len(lines))
	for i, line := range lines {
		escaped[i] = html.EscapeString(line)
	}
	body := fmt.Sprintf("<html><head><title>%s</title></head><body>%s</body></html>", escaped[0], page(escaped[0], escaped[1:]))
	r, err := intake.Read(intake.Document{MediaType: intake.HTML, Body: []byte(body)})
	if err != nil {
		t.Fatal(err)
	}
	text := " " + spaced(r.Text) + " "
	for _, line := range lines[1:] {
		if !strings.Contains(text, " "+spaced(line)+" ") {
			t.Errorf("left out: %s", line)
		}
	}
	if strings.Contains(strings.ToLower(text), "surplus") {
		t.Errorf("taken too: %s", r.Text)
	}
	if r.Title != spaced(lines[0]) {
		t.Errorf("the title is %q", r.Title)
	}
}

// spaced has one space between words: how paragraphs are laid out is not asked.
func spaced(s string) string { return strings.Join(strings.Fields(s), " ") }

func corpusArticles(t *testing.T) map[string][]string {
	t.Helper()
	articles := map[string][]string{}
	for _, file := range material.Paths(t, "corpus/*.txt") {
		content, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		text, err := anchor.Normalize(string(content))
		if err != nil {
			t.Fatal(err)
		}
		for line := range strings.SplitSeq(text, "\n") {
			if line = strings.TrimSpace(line); line != "" {
				articles[filepath.Base(file)] = append(articles[filepath.Base(file)], line)
			}
		}
	}
	return articles
}
