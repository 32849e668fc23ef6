package intake_test

import (
	"errors"
	"os"
	"strings"
	"testing"
	"unicode/utf8"

	"parley/internal/anchor"
	"parley/internal/intake"
)

// promises hold whatever was sent: a text that can be stored, or a reason.
func promises(t *testing.T, d intake.Document) {
	t.Helper()
	r, err := intake.Read(d)
	var e *intake.Error
	if err != nil {
		if !errors.As(err, &e) || e.Detail == "" || e.Code == "" {
			t.Fatalf("refused without a reason: %v", err)
		}
		return
	}
	stored, err := anchor.Normalize(r.Text)
	if err != nil || strings.TrimSpace(r.Text) == "" || utf8.RuneCountInString(r.Text) > intake.MaxCharacters {
		t.Fatalf("%.100q taken for a text: %v", r.Text, err)
	}
	if again, err := anchor.Normalize(stored); again != stored || err != nil {
		t.Fatalf("normalised again %q is %q, %v", stored, again, err)
	}
	if r.Charset == "" || len(r.SHA256) != 64 || r.Length != int64(len(d.Body)) || (r.Extractor == "") != (d.MediaType == intake.Plain) {
		t.Fatalf("the original is described as %+v", r.Original)
	}
	for _, found := range []string{r.Title, r.Byline, r.Publisher, r.CanonicalURL, r.Language} {
		if !utf8.ValidString(found) || strings.ContainsAny(found, "\x00\n\r") || utf8.RuneCountInString(found) > 2048 {
			t.Fatalf("%q was found", found)
		}
	}
}

func FuzzHTML(f *testing.F) {
	for _, name := range []string{"news", "amp", "arabic", "scripts", "gb18030", "windows-1251"} {
		body, err := os.ReadFile("testdata/" + name + ".html")
		if err != nil {
			f.Fatal(err)
		}
		f.Add(body, "")
	}
	f.Add([]byte("<table><td><p><b>"+strings.Repeat(sentence, 3)+"<a href='"), "utf-8")
	f.Add([]byte("<svg><title><![CDATA["+sentence+"]]></svg><math><annotation-xml>"), "utf-16")
	f.Add([]byte("\xff\xfe<\x00p\x00>\x00"), "")
	f.Add([]byte("<frameset><frame src=a></frameset><plaintext>"+sentence), "iso-2022-jp")
	f.Fuzz(func(t *testing.T, body []byte, charset string) {
		promises(t, intake.Document{MediaType: intake.HTML, Charset: charset, Body: body, URL: "https://wire.example/a"})
	})
}

func FuzzMarkdown(f *testing.F) {
	for _, seed := range []string{everyMark, "---\na: b\n---\n", "[[[](((", "`` ` ```", "*_**__~~~", "![a](b)![", "> - 1. # ```\n~~~", "\\", "<!-- -->", "[a]: b\n[a][]", "&#0;&#x110000;", "***a** b*"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		promises(t, intake.Document{MediaType: intake.Markdown, Body: []byte(text)})
	})
}

func FuzzPlain(f *testing.F) {
	for _, seed := range []string{"a\r\nb\rc", "\ufeff\ufeffa", "e\u0301", "\xff\xfea", "\xe2\x80", "a\x00", emoji, cyrillic} {
		f.Add([]byte(seed), "")
	}
	f.Add([]byte("\x1b$B"), "iso-2022-jp")
	f.Fuzz(func(t *testing.T, body []byte, charset string) {
		promises(t, intake.Document{MediaType: intake.Plain, Charset: charset, Body: body})
	})
}
