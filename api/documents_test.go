package api_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"mime/multipart"
	"net/http"
	"net/textproto"
	"net/url"
	"strings"
	"testing"

	"golang.org/x/text/encoding/charmap"
)

const (
	sentence = "Thursday's talks ended without a paper, the envoy told reporters."
	// saved is a page as browsers save it.
	saved = `<!DOCTYPE html><html lang="uk"><head><meta charset="utf-8"><title>Переговори тривають</title>
<link rel="canonical" href="https://www.gazette.example/news/1?utm_source=feed"><meta property="og:site_name" content="Газета">
<meta name="author" content="Оксана К."><meta property="article:published_time" content="2026-01-22T18:05:00+02:00"></head>
<body><nav><a href="/">Головна</a></nav><article><p>Переговори тривають, — сказав посол у четвер. Київ відійде, якщо відійде Москва.</p>
<p>نحن مستعدون للحوار. 双方都要撤军。 👨‍👩‍👧‍👦 cafe` + "\u0301" + `</p></article><script>alert("x")</script></body></html>`
	// savedText is its text as it is stored: in NFC.
	savedText = "Переговори тривають, — сказав посол у четвер. Київ відійде, якщо відійде Москва.\n\nنحن مستعدون للحوار. 双方都要撤军。 👨‍👩‍👧‍👦 café"
)

func typed(contentType string) option { return with("Content-Type", contentType) }

func sha(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:])
}

// part is a part of a form; file is the name it is sent with, if any.
type part struct{ name, file, contentType, content string }

func formOf(t *testing.T, parts ...part) (string, option) {
	t.Helper()
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	for _, p := range parts {
		header := textproto.MIMEHeader{"Content-Disposition": {fmt.Sprintf(`form-data; name=%q; filename=%q`, p.name, p.file)}}
		if p.contentType != "" {
			header.Set("Content-Type", p.contentType)
		}
		to, err := w.CreatePart(header)
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprint(to, p.content)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String(), typed(w.FormDataContentType())
}

// A page gives the same article in whichever form it is sent.
func TestArticlesFromPages(t *testing.T) {
	found := object{"/title": "Переговори тривають", "/publisher": "Газета", "/byline": "Оксана К.", "/published": "2026-01-22T18:05:00+02:00",
		"/canonical_url": "https://www.gazette.example/news/1?utm_source=feed", "/language": "uk", "/latest_revision": 1,
		"/extracted": []string{"publisher", "canonical_url", "title", "byline", "published", "language"}}
	each(t, func(c *client) {
		form, formType := formOf(t, part{"file", "a.html", "", saved})
		for name, send := range map[string]func() *answer{
			"JSON": func() *answer { return c.create("/v1/articles", object{"html": saved}) },
			"body": func() *answer { return c.create("/v1/articles", saved, typed("text/html")) },
			"form": func() *answer { return c.create("/v1/articles", form, formType) },
		} {
			c.run(name, func(c *client) {
				a := send().is(found)
				at := a.header.Get("Location")
				c.get(at).want(http.StatusOK).is(found)
				c.get(at + "/revisions/1").want(http.StatusOK).is(object{"/text": savedText, "/length": len([]rune(savedText)), "/sha256": sha(savedText),
					"/original": object{"media_type": "text/html", "charset": "utf-8", "sha256": sha(saved), "length": len(saved), "extractor": "go-trafilatura", "extractor_version": "v1.12.2"}})
				c.create(at+"/passages", object{"quote": "Київ відійде, якщо відійде Москва"}).is(object{"/start": 46, "/end": 79})
				c.create(at+"/passages", object{"quote": "café"}).is(object{"/exact": "café"})
				c.retractWhole(at)
			})
		}
	})
}

// retractWhole takes back an article with its passages.
func (c *client) retractWhole(article string) {
	c.t.Helper()
	for _, p := range c.all(article + "/passages") {
		c.retract("/v1/passages/" + p.(object)["id"].(string))
	}
	c.retract(article)
}

// What the client says is never changed, and what it changes later is its own.
func TestExtractedFields(t *testing.T) {
	each(t, func(c *client) {
		a := c.create("/v1/articles", object{"html": saved, "title": "My title", "published": "2026-01", "canonical_url": "https://a.example/1"}).
			is(object{"/title": "My title", "/published": "2026-01", "/canonical_url": "https://a.example/1", "/extracted": []string{"publisher", "byline", "language"}})
		at := a.header.Get("Location")
		c.correct(at, object{"byline": "O. K."}).is(object{"/byline": "O. K.", "/extracted": []string{"publisher", "language"}})
		c.correct(at, object{"language": "uk"}).is(object{"/language": "uk", "/extracted": []string{"publisher"}})
		c.correct(at, object{"title": "Another"}).is(object{"/extracted": []string{"publisher"}})
		c.correct(at, object{"publisher": nil}).is(object{"/publisher": nil, "/extracted": []string{}})
		c.get("/v1/articles?fields=extracted").is(object{"/items/0/extracted": []string{}})
		c.create("/v1/articles", object{"title": "Said"}).is(object{"/extracted": []string{}})
		c.create("/v1/articles", object{"text": "Given."}).is(object{"/extracted": []string{}})
		c.get(at + "/revisions?fields=original").want(http.StatusOK).is(object{"/items/0/original/charset": "utf-8"})
	})
}

func TestBodiesThatAreDocuments(t *testing.T) {
	cyrillic := "Сказано: мир."
	windows, err := charmap.Windows1251.NewEncoder().String(cyrillic)
	if err != nil {
		t.Fatal(err)
	}
	parameters := "?" + url.Values{"slug": {"said"}, "url": {"https://a.example/x"}, "publisher": {"Вісник"}, "title": {"T"}, "published": {"2026-01-2X"}, "language": {"ru"},
		"canonical_url": {"https://a.example/lasting"}, "byline": {"О. К."}, "retrieved_at": {"2026-01-23T10:00:00+02:00"}}.Encode()
	each(t, func(c *client) {
		c.create("/v1/articles"+parameters, windows, typed("text/plain; charset=windows-1251")).is(object{"/slug": "said", "/url": "https://a.example/x",
			"/publisher": "Вісник", "/title": "T", "/published": "2026-01-2X", "/language": "ru", "/extracted": []string{},
			"/canonical_url": "https://a.example/lasting", "/byline": "О. К.", "/retrieved_at": "2026-01-23T10:00:00+02:00"})
		c.get("/v1/articles/said/revisions/1").is(object{"/text": cyrillic, "/original": object{"media_type": "text/plain", "charset": "windows-1251",
			"sha256": sha(windows), "length": len(windows), "extractor": nil, "extractor_version": nil}})
		c.create("/v1/articles?slug=marked", "---\nlang: fr\n---\n# Head\n\nSome **words**, [linked](https://x.example).", typed("text/markdown")).
			is(object{"/title": "Head", "/language": "fr", "/extracted": []string{"title", "language"}})
		c.get("/v1/articles/marked/revisions/1").is(object{"/text": "Head\n\nSome words, linked.", "/original/extractor": "parley-markdown", "/original/media_type": "text/markdown"})
		c.create("/v1/articles", object{"slug": "json", "markdown": "*x*"})
		c.get("/v1/articles/json/revisions/1").is(object{"/text": "x", "/original/charset": "utf-8"})
		relative := `<link rel="canonical" href="/lasting"><article><p>` + sentence
		c.create("/v1/articles?url=https://b.example/x%3Fid=1", relative, typed("text/html")).is(object{"/url": "https://b.example/x?id=1", "/canonical_url": "https://b.example/lasting"})
	})
}

func TestForms(t *testing.T) {
	said := part{"article", "", "application/json", `{"slug":"form","publisher":"P","relays":{"outlet":"O"}}`}
	each(t, func(c *client) {
		body, kind := formOf(t, said, part{"file", "x.txt", "text/plain; charset=utf-16le", "\xff\xfem\x00i\x00r\x00"})
		c.create("/v1/articles", body, kind).is(object{"/slug": "form", "/publisher": "P", "/relays/outlet": "O"})
		c.get("/v1/articles/form/revisions/1").is(object{"/text": "mir", "/original/charset": "utf-16le"})
		body, kind = formOf(t, part{"slug", "", "", "fields"}, part{"file", "x.txt", "", "x"}, part{"title", "", "", "Заголовок"}, part{"byline", "", "", ""}, part{"published", "", "", "2026-01"})
		c.create("/v1/articles", body, kind).is(object{"/slug": "fields", "/title": "Заголовок", "/byline": nil, "/published": "2026-01"})
		for file, want := range map[string]string{"a.md": "text/markdown", "a.MARKDOWN": "text/markdown", "a.htm": "text/html", "a.txt": "text/plain"} {
			body, kind := formOf(t, part{"file", file, "application/octet-stream", "<p>" + sentence})
			a := c.create("/v1/articles", body, kind)
			c.get(a.header.Get("Location") + "/revisions/1").is(object{"/original/media_type": want})
		}
		c.unchanged(func() {
			for name, test := range map[string]struct {
				parts  []part
				status int
				faults []string
			}{
				"no file":            {[]part{said}, 422, []string{"/file required"}},
				"two files":          {[]part{{"file", "a.txt", "", "x"}, {"file", "b.txt", "", "y"}}, 422, []string{"/file repeated"}},
				"unknown part":       {[]part{{"file", "a.txt", "", "x"}, {"note/1", "", "", "y"}}, 422, []string{"/note~11 unknown"}},
				"unknown kind":       {[]part{{"file", "a.pdf", "application/pdf", "%PDF"}}, 415, nil},
				"no kind":            {[]part{{"file", "a", "", "x"}}, 415, nil},
				"no JSON":            {[]part{{"file", "a.txt", "", "x"}, {"article", "", "", "{"}}, 400, nil},
				"against the schema": {[]part{{"file", "a.txt", "", "x"}, {"article", "", "", `{"titel":"x","published":"soon","language":""}`}}, 422, []string{"/titel unknown", "/published format", "/language minLength"}},
				"said twice":         {[]part{{"file", "a.txt", "", "x"}, said, {"title", "", "", "x"}}, 422, []string{"/article choice"}},
				"bad fields":         {[]part{{"file", "a.txt", "", "x"}, {"published", "", "", "soon"}, {"slug", "", "", "A b"}}, 422, []string{"/published format", "/slug pattern"}},
				"no text in a field": {[]part{{"file", "a.txt", "", "x"}, {"title", "", "", "a\xff"}}, 422, []string{"/title text"}},
				"half a character":   {[]part{{"file", "a.txt", "", "x"}, {"article", "", "", `{"title":"\ud83e"}`}}, 400, nil},
				"two texts":          {[]part{{"file", "a.txt", "", "x"}, {"article", "", "", `{"text":"y"}`}}, 422, []string{"body choice"}},
				"no article in it":   {[]part{{"file", "a.html", "", "<script>1</script>"}}, 422, []string{"/file no-text"}},
				"a broken reference": {[]part{{"file", "a.txt", "", "x"}, {"article", "", "", `{"relays":{"article":"nothing"}}`}}, 422, []string{"/relays/article reference"}},
			} {
				c.run(name, func(c *client) {
					body, kind := formOf(t, test.parts...)
					c.post("/v1/articles", body, kind).refused(test.status, test.faults...)
				})
			}
			c.post("/v1/articles", "--x\r\n", typed("multipart/form-data")).refused(http.StatusBadRequest)
			c.post("/v1/articles", "--x\r\nContent-Disposition: form-data; name=file\r\n\r\nbroken off", typed("multipart/form-data; boundary=x")).refused(http.StatusBadRequest)
			body, kind := formOf(t, part{"file", "a.txt", "", "x"}, said)
			c.post("/v1/articles/form/revisions", body, kind).refused(http.StatusUnprocessableEntity, "/article unknown")
		})
	})
}

func TestRefusedDocuments(t *testing.T) {
	each(t, func(c *client) {
		c.unchanged(func() {
			for _, path := range []string{"/v1/articles", "/v1/articles/wire/revisions"} {
				c.post(path, object{"html": "<title>App</title><div id=root></div><script>1</script>"}).refused(422, "/html no-text").is(object{"/type": "urn:parley:problem:unreadable-document"})
				c.post(path, "<p>", typed("text/html")).refused(422, "body no-text")
				c.post(path, "", typed("text/markdown")).refused(422, "body no-text")
				c.post(path, "\xff\xfe\xfd", typed("text/plain; charset=utf-8")).refused(422, "body encoding")
				c.post(path, "мир\xff", typed("text/html")).refused(422, "body encoding")
				c.post(path, "a\x00b", typed("text/plain")).refused(422, "body nul")
				c.post(path, "x", typed("text/plain; charset=none-such")).refused(422, "body charset")
				c.post(path, strings.Repeat("<div>", 600)+sentence, typed("text/html")).refused(422, "body too-complex")
				c.post(path, strings.Repeat("x", 8_000_001), typed("text/markdown")).refused(413, "body too-large")
				c.post(path, strings.Repeat("мир ", 10_000_000/7+1), typed("text/plain")).refused(413, "body too-large")
				c.post(path, strings.Repeat("x", 2_000_001), typed("text/plain")).refused(413, "body too-large")
				c.post(path, strings.Repeat("x", 17<<20), typed("text/plain")).refused(413)
				for _, kind := range []string{"application/pdf", "text/css", "application/xhtml+xml", "image/png", "text/html, text/plain"} {
					c.post(path, "x", typed(kind)).refused(http.StatusUnsupportedMediaType)
				}
			}
			c.post("/v1/articles", object{"html": saved, "text": "x"}).refused(422, "body choice")
			c.post("/v1/articles", object{"text": "x"}, typed("text/html")).refused(422, "body no-text") // JSON is no page
			c.post("/v1/articles/wire/revisions", object{"html": saved, "text": "x"}).refused(422, "body choice")
			c.post("/v1/articles?publisher=P", object{"text": "x"}).refused(400, "?publisher misplaced")
			c.post("/v1/articles?published=soon", "x", typed("text/plain")).refused(400, "?published format")
			c.post("/v1/articles?slug=A%20B", "x", typed("text/plain")).refused(400, "?slug pattern")
			c.post("/v1/articles?url=x", "x", typed("text/plain")).refused(422, "/url url")
			c.post("/v1/articles/nothing/revisions", saved, typed("text/html")).refused(404)
		})
	}, (*client).build)
}

// What the contract shows as documents is read as such.
func TestDocumentsOfTheContract(t *testing.T) {
	each(t, func(c *client) {
		route := operation(http.MethodPost, "/v1/articles").Operation
		for kind, content := range route.RequestBody.Value.Content {
			for name, example := range content.Examples {
				if text, isText := example.Value.Value.(string); isText {
					c.run(name, func(c *client) { c.create("/v1/articles", text, typed(kind)) })
				}
			}
		}
	})
}

// The same bytes as another kind of document, or in another encoding, are another
// request.
func TestRepeatedDocuments(t *testing.T) {
	each(t, func(c *client) {
		k := key("once")
		first := c.create("/v1/articles", "*a*", typed("text/markdown"), k)
		c.unchanged(func() {
			c.sameAnswer(c.post("/v1/articles", "*a*", typed("text/markdown"), k), first)
			c.post("/v1/articles", "*a*", typed("text/plain"), k).want(http.StatusUnprocessableEntity)
			c.post("/v1/articles", "*a*", typed("text/markdown; charset=koi8-r"), k).want(http.StatusUnprocessableEntity)
		})
		k = key("form")
		body, kind := formOf(t, part{"file", "a.txt", "", "a"})
		first = c.create("/v1/articles", body, kind, k)
		c.unchanged(func() { // a form made anew has another boundary
			body, kind = formOf(t, part{"file", "a.txt", "", "a"})
			c.sameAnswer(c.post("/v1/articles", body, kind, k), first)
			body, kind = formOf(t, part{"file", "a.md", "", "a"})
			c.post("/v1/articles", body, kind, k).want(http.StatusUnprocessableEntity)
		})
	})
}

// A revised page is looked through like the first, and passages are found in it.
func TestRevisionsFromPages(t *testing.T) {
	each(t, func(c *client) {
		at := c.create("/v1/articles", object{"html": saved}).header.Get("Location")
		p := c.create(at+"/passages", object{"quote": "Київ відійде"})
		revised := strings.Replace(saved, "Переговори тривають, —", "Оновлено. Переговори тривають, —", 1)
		c.create(at+"/revisions", revised, typed("text/html")).is(object{"/revision": 2, "/original/sha256": sha(revised)})
		c.get("/v1/passages/" + p.id()).is(object{"/state": "moved", "/anchor/start": 46 + len([]rune("Оновлено. "))})
		c.unchanged(func() {
			c.post(at+"/revisions", object{"html": revised + "<!-- saved again -->"}).want(http.StatusOK).is(object{"/revision": 2, "/original/sha256": sha(revised)})
		})
		body, kind := formOf(t, part{"file", "a.md", "text/markdown", "**Київ** відійде."})
		c.create(at+"/revisions", body, kind).is(object{"/revision": 3, "/original/media_type": "text/markdown"})
		c.create(at+"/revisions", object{"text": "Київ."}).is(object{"/revision": 4, "/original": nil})
		c.get(at).is(object{"/title": "Переговори тривають", "/latest_revision": 4})
	})
}

// The text is stored once normalised, and given back to the byte.
func TestTextsOfRevisions(t *testing.T) {
	for given, stored := range map[string]string{
		"a\r\nb\rc\n":            "a\nb\nc\n",
		"\ufeffmark":             "mark",
		"e\u0301 и\u0306 ｶﾞ ﬁ Å": "é й ｶﾞ ﬁ Å",
		"👨‍👩‍👧‍👦 🇺🇦 \u200d\u200f":    "👨‍👩‍👧‍👦 🇺🇦 \u200d\u200f",
		" spaces \t stay  \n\n\n\n ": " spaces \t stay  \n\n\n\n ",
		"北京　会谈。 نحن مستعدون":         "北京　会谈。 نحن مستعدون",
		"<b>&amp;</b> \\u0000 {}":    "<b>&amp;</b> \\u0000 {}",
	} {
		each(t, func(c *client) {
			at := c.create("/v1/articles", given, typed("text/plain; charset=utf-8")).header.Get("Location") + "/revisions/1"
			a := c.get(at + "/text").want(http.StatusOK)
			if string(a.body) != stored || a.header.Get("Content-Type") != "text/plain; charset=utf-8" {
				c.t.Errorf("%q is given as %q, %s", given, a.body, a.header.Get("Content-Type"))
			}
			c.get(at).is(object{"/text": stored, "/length": len([]rune(stored)), "/sha256": sha(string(a.body))})
			c.get(at+"/text", with("If-None-Match", a.etag())).want(http.StatusNotModified)
			c.get("/v1/articles/none/revisions/1/text").refused(http.StatusNotFound)
			c.get(strings.Replace(at, "/1", "/2", 1) + "/text").want(http.StatusNotFound)
			again := c.post(strings.TrimSuffix(at, "/1"), stored, typed("text/plain")).want(http.StatusOK)
			again.is(object{"/revision": 1})
		})
	}
}
