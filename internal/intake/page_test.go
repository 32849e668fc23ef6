package intake_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"

	"parley/internal/intake"
)

const sentence = "Thursday's talks ended without a paper, the envoy told reporters. "

func read(t *testing.T, mediaType, text string) intake.Reading {
	t.Helper()
	r, err := intake.Read(intake.Document{MediaType: mediaType, Unicode: true, Body: []byte(text)})
	if err != nil {
		t.Fatalf("%.100s: %v", text, err)
	}
	return r
}

func TestPagesWithoutAnArticle(t *testing.T) {
	for name, page := range map[string]string{
		"nothing":            "",
		"spaces":             " \n\t ",
		"no body":            "<html><head><title>" + sentence + "</title></head></html>",
		"scripts only":       `<title>App</title><div id="root"></div><noscript>You need to enable JavaScript to run this app, really, you do.</noscript><script>var articleBody = "` + sentence + `"</script>`,
		"a message":          "<title>Just a moment</title><body><h1>Just a moment</h1><p>Checking your browser.</p>",
		"a title repeated":   "<title>Envoy: withdrawal only if both sides move back at once</title><body><h1>Envoy: withdrawal only if both sides move back at once</h1>",
		"a style and a form": "<style>" + sentence + "</style><form><textarea>" + sentence + "</textarea><select><option>" + sentence + "</select></form>",
		"a comment":          "<!-- " + sentence + " -->",
		"an empty frame":     `<iframe src="https://wire.example/" srcdoc="<p>` + sentence + `"></iframe>`,
	} {
		if name == "nothing" || name == "spaces" {
			refused(t, name+" as text", intake.Document{MediaType: intake.Plain, Body: []byte(page)}, intake.NoText, "no text")
			refused(t, name+" as Markdown", intake.Document{MediaType: intake.Markdown, Body: []byte(page)}, intake.NoText, "no text")
		}
		refused(t, name, intake.Document{MediaType: intake.HTML, Unicode: true, Body: []byte(page)}, intake.NoText, "no article")
	}
}

func TestWhatIsKeptOfAPage(t *testing.T) {
	for page, want := range map[string]string{
		"<p>One &amp; two&nbsp;&#x2014; «три» 四.</p>":                "One & two — «три» 四.",
		"<p>soft<b>ware</b> and <i>so</i>, on.<br>Next line.</p>":    "software and so, on.\nNext line.",
		"<h2>Head</h2><p>Text.</p><ul><li>one</li><li>two</li></ul>": "Head\n\nText.\n\none\ntwo",
		"<p>e\u0301 ﬁ ½ 👨‍👩‍👧‍👦 \u200f\u202eabc</p>":                 "e\u0301 ﬁ ½ 👨‍👩‍👧‍👦 \u200f\u202eabc",
		"<p>a&#1;b&#8;c</p>": "abc",
		"<p>Shown.</p><script>alert('x')</script><p onclick=x()>And this.</p>": "Shown.\n\nAnd this.",
	} {
		filled := "<article><p>" + sentence + "</p>" + page + "<p>" + sentence + "</p></article>"
		whole := strings.TrimSpace(sentence)
		if got := read(t, intake.HTML, filled).Text; got != whole+"\n\n"+want+"\n\n"+whole {
			t.Errorf("%s gives %q, want %q", page, got, want)
		}
	}
}

// Old pages have their text in a div with line breaks, and paragraphs elsewhere.
func TestTextOutsideOfParagraphs(t *testing.T) {
	text := strings.Repeat(sentence+"<br><br>\n", 12)
	r := read(t, intake.HTML, `<body><div id="menu"><a href="/">Home</a></div><div class="content">`+text+`</div><div id="foot"><p>All rights are reserved, and so on, by the agency.</p></div>`)
	if got := strings.Count(r.Text, strings.TrimSpace(sentence)); got != 12 {
		t.Errorf("%d of 12 sentences, once each, by %s: %q", got, r.Extractor, r.Text)
	}
}

func TestDeclared(t *testing.T) {
	for head, want := range map[string]intake.Found{
		`<meta property="article:author" content="https://social.example/anna"><meta name="author" content=" Anna&#10; K. ">`: {Byline: "Anna K."},
		`<link rel="canonical" href="/a/b?id=1"><meta property="og:url" content="https://other.example/c">`:                   {CanonicalURL: "https://wire.example/a/b?id=1"},
		`<link rel="canonical" href="https://wire.example/"><meta property="og:url" content="https://wire.example/c">`:        {CanonicalURL: "https://wire.example/c"},
		`<link rel="canonical" href="javascript:alert(1)">`:                                                                   {},
		`<meta name="author" content="` + strings.Repeat("x", 501) + `">`:                                                     {},
		`<html lang="uk_UA">`:                                   {Language: "uk-UA"},
		`<html lang="not a language at all">`:                   {},
		`<meta http-equiv="Content-Language" content="ar, en">`: {Language: "ar"},
		`<meta property="og:locale" content="zh_Hant_TW">`:      {Language: "zh-Hant-TW"},
		`<script type="application/ld+json">[{"@type":"Person","name":"x","datePublished":"2020"},{"@type":"ReportageNewsArticle","author":[{"name":"A"},"B",{"name":"A"},7],"inLanguage":"fr"}]</script>`: {Byline: "A, B", Language: "fr"},
		`<script type="application/ld+json">` + strings.Repeat("[", 100000) + `</script>`:                                                                                                                  {},
	} {
		r, err := intake.Read(intake.Document{MediaType: intake.HTML, Unicode: true, URL: "https://wire.example/x", Body: []byte("<title>T</title>" + head + "<p>" + sentence)})
		want.Title = "T"
		if err != nil || r.Found != want {
			t.Errorf("%.120s: %+v, %v, want %+v", head, r.Found, err, want)
		}
	}
}

func TestDates(t *testing.T) {
	for declared, want := range map[string]string{
		"2026-01-22":                      "2026-01-22",
		"2026-01":                         "2026-01",
		"2026-01-22T18:05:00+02:00":       "2026-01-22T18:05:00+02:00",
		"2026-01-22T18:05:00.123+0200":    "2026-01-22T18:05:00+02:00",
		"2026-01-22 18:05":                "2026-01-22T18:05:00",
		"2026-01-22T18:05Z":               "2026-01-22T18:05:00Z",
		"2026-01-22T00:00:00Z":            "2026-01-22",
		"2026-01-22T25:00:00Z":            "2026-01-22",
		"20260122":                        "2026-01-22",
		"Thu, 22 Jan 2026 18:05:00 +0200": "2026-01-22",
		"January 22, 2026":                "2026-01-22",
		"2026-21":                         "", // spring of 2026 in EDTF, a slip on a page
		"2026-01-21/2026-01-23":           "",
		"22/01/2026":                      "", // or the first day of a month 22
		"01/02/2026":                      "",
		"2026-02-30":                      "",
		"yesterday":                       "",
	} {
		r := read(t, intake.HTML, `<meta property="article:published_time" content="`+declared+`"><p>`+sentence)
		if got := r.Published.String(); got != want {
			t.Errorf("%q is read as %q, want %q", declared, got, want)
		}
	}
}

// No date is taken from the text, where it may be any date.
func TestNoDateIsGuessed(t *testing.T) {
	r := read(t, intake.HTML, `<article><p class="date">22 January 2026</p><time datetime="2025-10-01">in the autumn</time><p>`+sentence)
	if !r.Published.IsZero() {
		t.Errorf("published %s", r.Published)
	}
}

func TestNothingIsFetched(t *testing.T) {
	var asked atomic.Int32
	server := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { asked.Add(1) }))
	defer server.Close()
	u := server.URL
	page := `<html><head><base href="` + u + `/base/"><link rel="canonical" href="` + u + `/a"><link rel="amphtml" href="` + u + `/amp"><link rel="stylesheet" href="` + u + `/c.css">
<link rel="next" href="` + u + `/2"><meta http-equiv="refresh" content="0; url=` + u + `/r"><meta property="og:image" content="` + u + `/i.png"><script src="` + u + `/s.js"></script></head>
<body><img src="` + u + `/i.png"><iframe src="` + u + `/f"></iframe><video src="` + u + `/v"></video><p>` + strings.Repeat(sentence, 10) + `<a href="` + u + `/2" rel="next">next page</a>`
	for _, size := range []int{1, 2000} { // for either extractor
		if _, err := intake.Read(intake.Document{MediaType: intake.HTML, Unicode: true, URL: u + "/x", Body: []byte(strings.Repeat(page, size))}); err != nil {
			t.Error(err)
		}
	}
	if n := asked.Load(); n != 0 {
		t.Errorf("%d requests were made", n)
	}
}
