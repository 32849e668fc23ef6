package annotate_test

import (
	"strings"
	"testing"

	"golang.org/x/net/html"
	"pgregory.net/rapid"

	"parley/internal/annotate"
)

// shown reads the text out of a page, and for each passage the words marked by it,
// told by the links that lead to it.
func shown(n *html.Node, inMain bool, text *strings.Builder) {
	inMain = inMain || n.Type == html.ElementNode && n.Data == "main"
	if n.Type == html.ElementNode && n.Data == "sup" {
		return
	}
	if n.Type == html.TextNode && inMain {
		text.WriteString(n.Data)
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		shown(c, inMain, text)
	}
}

// However passages overlap, the page shows the text to the last character, marks
// each character that a passage covers and no other, and ends each passage once.
func TestTheTextStaysWhole(t *testing.T) {
	piece := rapid.SampledFrom([]string{"a", "Б", "中", "ع", "👨‍👩‍👧‍👦", "e\u0301", " ", "\n", "<b>", "&amp;", "\"", "'", "{{", "\u202e", "  \n\n"})
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOfN(piece, 1, 40).Draw(t, "text"), "")
		length := len([]rune(text))
		var passages []annotate.Passage
		covered := make([]bool, length)
		for range rapid.IntRange(0, 6).Draw(t, "passages") {
			start := rapid.IntRange(0, length-1).Draw(t, "start")
			end := rapid.IntRange(start, length).Draw(t, "end")
			passages = append(passages, annotate.Passage{Start: start, End: end})
			for i := start; i < end; i++ {
				covered[i] = true
			}
		}
		page, err := annotate.HTML(annotate.Page{Text: text, Passages: passages})
		if err != nil {
			t.Fatal(err)
		}
		doc, err := html.Parse(strings.NewReader(string(page)))
		if err != nil {
			t.Fatal(err)
		}
		var whole strings.Builder
		shown(doc, false, &whole)
		if whole.String() != text {
			t.Fatalf("%q is shown as %q", text, whole.String())
		}
		if got, want := marked(doc), marksOf(text, covered); got != want {
			t.Fatalf("marked is %q, want %q", got, want)
		}
		for i, p := range passages {
			if n := strings.Count(string(page), "id=\"mark-"+string(rune('1'+i))+"\""); (n == 1) != p.Placed() || n > 1 {
				t.Fatalf("passage %d ends %d times", i+1, n)
			}
		}
	})
}

func marksOf(text string, covered []bool) string {
	var b strings.Builder
	for i, r := range []rune(text) {
		if covered[i] {
			b.WriteRune(r)
		}
	}
	return b.String()
}

func marked(n *html.Node) string {
	if n.Type == html.ElementNode && n.Data == "mark" {
		var b strings.Builder
		shown(n, true, &b)
		return b.String()
	}
	var b strings.Builder
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		b.WriteString(marked(c))
	}
	return b.String()
}
