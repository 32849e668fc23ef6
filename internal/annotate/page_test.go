package annotate_test

import (
	"crypto/sha256"
	"encoding/base64"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"parley/internal/annotate"
)

var update = flag.Bool("update", false, "write the golden files instead of comparing with them")

func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s differs; look at it in a browser and run go test ./internal/annotate -update\ngot:\n%s", path, got)
	}
}

// written makes the page and reads it as a browser does.
func written(t *testing.T, p annotate.Page) (string, *html.Node) {
	t.Helper()
	page, err := annotate.HTML(p)
	if err != nil {
		t.Fatal(err)
	}
	doc, err := html.Parse(strings.NewReader(string(page)))
	if err != nil {
		t.Fatal(err)
	}
	return string(page), doc
}

// at gives the place of words in a text, in code points.
func at(text, words string) (start, end int) {
	before, _, _ := strings.Cut(text, words)
	start = len([]rune(before))
	return start, start + len([]rune(words))
}

func passage(text, words, state string, positions ...annotate.Position) annotate.Passage {
	p := annotate.Passage{Quote: words, State: state, Positions: positions}
	p.Start, p.End = at(text, words)
	return p
}

var (
	offer  = annotate.Position{URL: "/v1/positions/1", Party: "Ukraine", Act: "offer", Stance: "supports_conditionally", Stated: "2026-01-22", Summary: "A mutual withdrawal.", Relation: "supports"}
	reject = annotate.Position{URL: "/v1/positions/2", Party: "Ukraine", Act: "reject", Stated: "2026-01-22~", Summary: "Нічого одностороннього.", Relation: "disputes", Status: "proposed"}
)

// What no page may hold is shown as something that cannot be shown, wherever it is from.
func TestPageHoldsNoControls(t *testing.T) {
	const odd = "a\x00\x01\b\x1b\x7f\u0085\u009f\ufdd0\ufdef\ufffe\uffff\U0001ffff\U0010fffeb\t\n🧑\u200d🌾"
	text := "before " + odd + " after"
	p := passage(text, odd, odd, annotate.Position{URL: "/v1/positions/1", Party: odd, Act: "offer", Stance: odd, Summary: odd, Relation: odd})
	p.Note = odd
	page, _ := written(t, annotate.Page{Title: odd, Publisher: odd, Byline: odd, URL: "https://x.example/" + odd, Text: text, Passages: []annotate.Passage{p}})
	if i := strings.IndexAny(page, "\x00\x01\b\x1b\x7f\u0085\u009f\ufdd0\ufdef\ufffe\uffff\U0001ffff\U0010fffe"); i >= 0 {
		t.Errorf("%q", page[max(0, i-40):i+20])
	}
	if want := "a" + strings.Repeat("\ufffd", 13) + "b\t\n🧑\u200d🌾"; strings.Count(page, want) < 8 {
		t.Errorf("what is shown in their place, in %d places: %s", strings.Count(page, want), page)
	}
}

func TestPage(t *testing.T) {
	const text = "Talks went on 🥶 in Abu Dhabi.\n\nKyiv would pull back by 40 km if Moscow did the same, he said; one step alone is “out of the question”.\nالباب مفتوح."
	page, _ := written(t, annotate.Page{
		Title: "Talks go on", Publisher: "The Wire", Byline: "A. Correspondent", Published: "2026-01-22", URL: "https://wire.example/a?b=1&c=2", Address: "/v1/articles/7",
		Language: "en", Revision: 2, Newest: 3, SHA256: strings.Repeat("0", 64), Recorded: "2026-01-23T09:00:00Z", Text: text,
		Passages: []annotate.Passage{
			passage(text, "🥶", "anchored: selected in revision 2"),
			passage(text, "Kyiv would pull back by 40 km if Moscow did the same", "anchored: selected in revision 1", offer),
			passage(text, "40 km if Moscow did the same, he said; one step", "moved: selected in revision 1, stands elsewhere here", offer, reject),
			passage(text, "Moscow", "anchored: selected in revision 2", reject),
			{Quote: "The door <stays> open.", State: "orphaned: selected in revision 1, not found here", Note: "asked twice", Positions: []annotate.Position{offer}},
		},
	})
	golden(t, "page.html", page)
}

func TestPageOfAnArabicText(t *testing.T) {
	const text = "نحن مستعدون للحوار، قال السفير."
	page, _ := written(t, annotate.Page{Title: "الحوار", Publisher: "وكالة الأنباء", Published: "2026-01-22", Address: "/v1/articles/7", Language: "ar", Revision: 1, Newest: 1, Text: text,
		Passages: []annotate.Passage{passage(text, "مستعدون للحوار", "anchored: selected in revision 1", offer)}})
	for _, want := range []string{`<bdi>2026-01-22</bdi>`, `<html lang="ar">`, `<main dir="rtl">`, `<mark class="d1"><a href="/v1/positions/1">مستعدون للحوار</a></mark>`} {
		if !strings.Contains(page, want) {
			t.Errorf("no %s in\n%s", want, page)
		}
	}
	golden(t, "arabic.html", page)
}

func TestDirections(t *testing.T) {
	for tag, want := range map[string]string{"ar": "rtl", "he-IL": "rtl", "fa": "rtl", "ps": "rtl", "uz-Arab": "rtl", "ug": "rtl", "yi": "rtl", "ckb": "rtl",
		"en": "ltr", "uk": "ltr", "zh-Hant": "ltr", "uz": "ltr", "az-Latn": "ltr", "": "auto", "no language": "auto"} {
		if page, _ := written(t, annotate.Page{Language: tag, Text: "x"}); !strings.Contains(page, `<main dir="`+want+`">`) {
			t.Errorf("%q is not written %s", tag, want)
		}
	}
}

// What an article or a coder says never becomes part of the page's own markup.
func TestNothingOfTheTextRuns(t *testing.T) {
	const evil = `</main></style><script>alert(1)</script><img src=x onerror=alert(2)>"' onmouseover="x" {{.}} javascript:alert(3) <!--`
	one := annotate.Position{URL: "javascript:alert(1)", Party: evil, Act: evil, Stance: evil, Stated: evil, Summary: evil, Relation: evil, Status: evil}
	page, doc := written(t, annotate.Page{Title: evil, Publisher: evil, Byline: evil, Published: evil, URL: "javascript:alert(1)", Address: evil, Language: evil,
		SHA256: evil, Recorded: evil, Text: evil + "more", Passages: []annotate.Passage{{Start: 3, End: 40, Quote: evil, State: evil, Note: evil, Positions: []annotate.Position{one}}}})
	var walk func(*html.Node)
	walk = func(n *html.Node) {
		if n.Type == html.ElementNode && (n.Data == "script" || n.Data == "img" || n.Data == "link" || n.Data == "base") {
			t.Errorf("there is a %s", n.Data)
		}
		for _, a := range n.Attr {
			if strings.HasPrefix(a.Key, "on") || strings.HasPrefix(a.Val, "javascript:") {
				t.Errorf("there is %s=%q", a.Key, a.Val)
			}
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c)
		}
	}
	walk(doc)
	if strings.Count(page, "<style>") != 1 {
		t.Error("there is another style")
	}
}

// The policy lets the page's own style through and no other.
func TestPolicy(t *testing.T) {
	page, _ := written(t, annotate.Page{Text: "x"})
	_, rest, _ := strings.Cut(page, "<style>")
	style, _, _ := strings.Cut(rest, "</style>")
	sum := sha256.Sum256([]byte(style))
	if want := "style-src 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"; !strings.Contains(annotate.Policy, want) {
		t.Errorf("%s has no %s", annotate.Policy, want)
	}
	for _, want := range []string{"default-src 'none'", "base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'"} {
		if !strings.Contains(annotate.Policy, want) {
			t.Errorf("%s has no %s", annotate.Policy, want)
		}
	}
	if strings.Contains(style, "url(") || strings.Contains(style, "@import") {
		t.Error("the style loads something")
	}
}
