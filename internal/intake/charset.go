package intake

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/charset"
)

// decoded is a document as text. Broken says that some of its bytes stood for
// nothing in its encoding; U+FFFD stands in their place.
type decoded struct {
	string
	charset string
	broken  bool
}

// decode finds the encoding of a document: a byte order mark says it surest,
// then the sender, then the bytes where they are UTF-8, then the page itself.
// Where none does, it is not guessed: every guess would give some text.
func decode(d Document) (decoded, error) {
	label := d.Charset
	switch mark := byteOrderMark(d.Body); {
	case d.Unicode:
		label = "utf-8"
	case mark != "":
		label = mark
	case label == "" && utf8.Valid(d.Body) && !isASCII(d.Body):
		label = "utf-8" // text in another encoding is as good as never valid UTF-8
	case label == "" && d.MediaType == HTML:
		label = declaredCharset(d.Body)
	}
	if label == "" && utf8.Valid(d.Body) {
		label = "utf-8"
	}
	if label == "" {
		return decoded{}, refuse(BadEncoding, "the document says no encoding and is not UTF-8 (byte %d): name it with charset in the content type, for example text/html; charset=windows-1251", invalidAt(d.Body))
	}
	return decodeAs(label, d.Body)
}

func decodeAs(label string, body []byte) (decoded, error) {
	encoding, name := charset.Lookup(label)
	if encoding == nil || name == "replacement" {
		return decoded{}, refuse(UnknownCharset, "there is no encoding %q; use a name of the Encoding Standard, for example utf-8, windows-1251 or gb18030", label)
	}
	text, err := encoding.NewDecoder().Bytes(body)
	if err != nil {
		return decoded{}, refuse(BadEncoding, "the document is not %s: %v", name, err)
	}
	text = bytes.TrimPrefix(text, []byte("\ufeff"))
	if at := bytes.IndexByte(text, 0); at >= 0 {
		return decoded{}, refuse(HasNUL, "character %d of the document is NUL, which no text has; if this is UTF-16 without a byte order mark, say so with charset", utf8.RuneCount(text[:at]))
	}
	broken := bytes.Contains(text, []byte("\ufffd")) && !(name == "utf-8" && utf8.Valid(body))
	return decoded{string(text), name, broken}, nil
}

// intact refuses a text of which bytes were lost.
func (t decoded) intact() error {
	if !t.broken {
		return nil
	}
	at := strings.Index(t.string, "\ufffd")
	return refuse(BadEncoding, "the text is not %s: from character %d on it cannot be read; name its encoding with charset in the content type", t.charset, utf8.RuneCountInString(t.string[:at]))
}

func byteOrderMark(body []byte) string {
	for _, mark := range []struct{ bytes, charset string }{{"\xef\xbb\xbf", "utf-8"}, {"\xfe\xff", "utf-16be"}, {"\xff\xfe", "utf-16le"}} {
		if bytes.HasPrefix(body, []byte(mark.bytes)) {
			return mark.charset
		}
	}
	return ""
}

// declaredWithin is how far into a page its encoding is looked for. The standard
// says 1024 bytes; some have a longer comment first.
const declaredWithin = 4096

// declaredCharset is what a page says in its first meta.
func declaredCharset(body []byte) string {
	z := html.NewTokenizer(bytes.NewReader(body[:min(len(body), declaredWithin)]))
	for {
		switch z.Next() {
		case html.ErrorToken:
			return ""
		case html.StartTagToken, html.SelfClosingTagToken:
			if t := z.Token(); t.Data == "meta" {
				if label := charsetOfMeta(t); label != "" {
					return label
				}
			}
		}
	}
}

// charsetOfMeta reads <meta charset> and <meta http-equiv content>. A page whose
// meta can be read byte by byte is not in UTF-16, whatever it says.
func charsetOfMeta(t html.Token) string {
	label := attributeOf(t.Attr, "charset")
	if strings.EqualFold(attributeOf(t.Attr, "http-equiv"), "content-type") {
		_, label, _ = strings.Cut(strings.ToLower(attributeOf(t.Attr, "content")), "charset=")
		label, _, _ = strings.Cut(label, ";")
	}
	label = strings.Trim(label, ` '"`)
	if strings.HasPrefix(strings.ToLower(label), "utf-16") {
		return "utf-8"
	}
	return label
}

func attributeOf(attributes []html.Attribute, name string) string {
	for _, a := range attributes {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

func isASCII(body []byte) bool {
	for _, b := range body {
		if b >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

func invalidAt(body []byte) int {
	for at := 0; at < len(body); {
		r, size := utf8.DecodeRune(body[at:])
		if r == utf8.RuneError && size == 1 {
			return at
		}
		at += size
	}
	return len(body)
}
