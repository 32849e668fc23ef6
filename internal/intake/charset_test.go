package intake_test

import (
	"errors"
	"strings"
	"testing"

	"golang.org/x/net/html/charset"

	"parley/internal/intake"
)

const (
	cyrillic = "Переговоры завершились без документа, сказал посол журналистам в четверг."
	emoji    = "Родина 👨‍👩‍👧‍👦 та прапор 🇺🇦, e\u0301 i \u0915\u094d\u0937 — усе лишається як є в тексті статті."
)

func encoded(t *testing.T, label, text string) string {
	t.Helper()
	e, _ := charset.Lookup(label)
	out, err := e.NewEncoder().String(text)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func page(head, text string) string { return "<html><head>" + head + "</head><body><p>" + text }

func TestEncodings(t *testing.T) {
	for name, c := range map[string]struct {
		document      intake.Document
		text, charset string
	}{
		"nothing said, UTF-8":            {intake.Document{MediaType: intake.Plain, Body: []byte(emoji)}, emoji, "utf-8"},
		"sender":                         {intake.Document{MediaType: intake.Plain, Charset: "CP1251", Body: []byte(encoded(t, "windows-1251", cyrillic))}, cyrillic, "windows-1251"},
		"sender over meta":               {intake.Document{MediaType: intake.HTML, Charset: "koi8-r", Body: []byte(page(`<meta charset="windows-1251">`, encoded(t, "koi8-r", cyrillic)))}, cyrillic, "koi8-r"},
		"mark over sender":               {intake.Document{MediaType: intake.Plain, Charset: "windows-1251", Body: []byte("\ufeff" + cyrillic)}, cyrillic, "utf-8"},
		"UTF-16 with mark":               {intake.Document{MediaType: intake.Markdown, Body: []byte("\xff\xfe" + encoded(t, "utf-16le", emoji))}, emoji, "utf-16le"},
		"UTF-16 said":                    {intake.Document{MediaType: intake.HTML, Charset: "utf-16be", Body: []byte(encoded(t, "utf-16be", page("", emoji)))}, emoji, "utf-16be"},
		"meta charset":                   {intake.Document{MediaType: intake.HTML, Body: []byte(page(`<meta charset="windows-1251">`, encoded(t, "windows-1251", cyrillic)))}, cyrillic, "windows-1251"},
		"meta http-equiv":                {intake.Document{MediaType: intake.HTML, Body: []byte(page(`<META HTTP-EQUIV="Content-Type" CONTENT="text/html; Charset='koi8-u'">`, encoded(t, "koi8-u", cyrillic)))}, cyrillic, "koi8-u"},
		"meta behind a long comment":     {intake.Document{MediaType: intake.HTML, Body: []byte(page("<!--"+strings.Repeat("x", 2000)+`--><meta charset="windows-1251">`, encoded(t, "windows-1251", cyrillic)))}, cyrillic, "windows-1251"},
		"UTF-8 that says otherwise":      {intake.Document{MediaType: intake.HTML, Body: []byte(page(`<meta charset="windows-1251">`, cyrillic))}, cyrillic, "utf-8"},
		"UTF-8 that says UTF-16":         {intake.Document{MediaType: intake.HTML, Body: []byte(page(`<meta charset="utf-16">`, "Talks ended without a paper, said the envoy to reporters."))}, "Talks ended without a paper, said the envoy to reporters.", "utf-8"},
		"inside JSON":                    {intake.Document{MediaType: intake.HTML, Unicode: true, Charset: "koi8-r", Body: []byte(page(`<meta charset="windows-1251">`, cyrillic))}, cyrillic, "utf-8"},
		"Japanese in seven bits":         {intake.Document{MediaType: intake.HTML, Body: []byte(page(`<meta charset="iso-2022-jp">`, encoded(t, "iso-2022-jp", "木曜日の協議は文書なしで終わったと特使が記者団に語った。次の協議は十日以内に開かれる。")))}, "木曜日の協議は文書なしで終わったと特使が記者団に語った。次の協議は十日以内に開かれる。", "iso-2022-jp"},
		"a broken byte beside the text":  {intake.Document{MediaType: intake.HTML, Charset: "utf-8", Body: []byte("<nav>\xff</nav><article><p>" + cyrillic + "</p></article>")}, cyrillic, "utf-8"},
		"a replacement character itself": {intake.Document{MediaType: intake.Plain, Body: []byte("so it stands: \ufffd")}, "so it stands: \ufffd", "utf-8"},
	} {
		r, err := intake.Read(c.document)
		if err != nil || r.Text != c.text || r.Charset != c.charset {
			t.Errorf("%s: %q in %s, %v", name, r.Text, r.Charset, err)
		}
	}
}

func TestRefusedEncodings(t *testing.T) {
	for name, c := range map[string]struct {
		document intake.Document
		code     intake.Code
		words    string
	}{
		"nothing said":       {intake.Document{MediaType: intake.Plain, Body: []byte("abc " + encoded(t, "windows-1251", cyrillic))}, intake.BadEncoding, "byte 4"},
		"nothing said, HTML": {intake.Document{MediaType: intake.HTML, Body: []byte(page("", encoded(t, "windows-1251", cyrillic)))}, intake.BadEncoding, "charset in the content type"},
		"unknown":            {intake.Document{MediaType: intake.Plain, Charset: "klingon-8", Body: []byte("x")}, intake.UnknownCharset, "klingon-8"},
		"not what is said":   {intake.Document{MediaType: intake.Plain, Charset: "utf-8", Body: []byte("мир " + encoded(t, "koi8-r", cyrillic))}, intake.BadEncoding, "character 4"},
		"broken text":        {intake.Document{MediaType: intake.HTML, Charset: "utf-8", Body: []byte(page("", cyrillic+" \xc3( "+cyrillic))}, intake.BadEncoding, "character 74"},
		"broken Markdown":    {intake.Document{MediaType: intake.Markdown, Charset: "shift_jis", Body: []byte("# \x81")}, intake.BadEncoding, "shift_jis"},
		"NUL":                {intake.Document{MediaType: intake.HTML, Body: []byte("<p>ab\x00c")}, intake.HasNUL, "character 5"},
		"UTF-16 unsaid":      {intake.Document{MediaType: intake.Plain, Body: []byte("a\x00b\x00")}, intake.HasNUL, "UTF-16"},
		"a picture":          {intake.Document{MediaType: intake.HTML, Body: []byte("\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR")}, intake.BadEncoding, "byte 0"},
	} {
		refused(t, name, c.document, c.code, c.words)
	}
}

// refused wants an error with a code and words that help.
func refused(t *testing.T, name string, d intake.Document, code intake.Code, words string) {
	t.Helper()
	r, err := intake.Read(d)
	var e *intake.Error
	if !errors.As(err, &e) || e.Code != code || !strings.Contains(e.Detail, words) {
		t.Errorf("%s: %v, want %s with %q (read: %.60q)", name, err, code, words, r.Text)
	}
}
