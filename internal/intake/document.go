package intake

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"

	"parley/internal/edtf"
)

// The media types that are read.
const (
	HTML     = "text/html"
	Markdown = "text/markdown"
	Plain    = "text/plain"
)

// Document is what somebody sends.
type Document struct {
	MediaType string
	// Charset names the encoding of Body, where the sender says it.
	Charset string
	// Unicode says that Body is UTF-8, also where it says otherwise: it came
	// inside of JSON.
	Unicode bool
	Body    []byte
	// URL is where it was read, which relative addresses in it start from.
	URL string
}

// Reading is what a document holds.
type Reading struct {
	// Text is the article as people read it: paragraphs parted by an empty line.
	Text string
	Original
	Found
}

// Original tells which bytes a text came from and what read them.
type Original struct {
	MediaType string
	// Charset is the encoding the bytes were read in, by its name in the
	// Encoding Standard of the WHATWG.
	Charset string
	// SHA256 is over the bytes as they were sent, Length counts them.
	SHA256 string
	Length int64
	// Extractor and Version name what took the text out of the markup; both are
	// empty for plain text.
	Extractor, Version string
}

// Found is what a document says of itself; empty where it says nothing.
type Found struct {
	Title        string
	Byline       string
	Publisher    string
	CanonicalURL string
	Language     string // a BCP 47 tag
	Published    edtf.Date
}

// Read reads a document. What cannot be read is an *Error.
func Read(d Document) (Reading, error) {
	sum := sha256.Sum256(d.Body)
	r := Reading{Original: Original{MediaType: d.MediaType, SHA256: hex.EncodeToString(sum[:]), Length: int64(len(d.Body))}}
	if len(d.Body) > MaxBytes {
		return r, tooLarge("the document has %d bytes; at most %d are taken", len(d.Body), MaxBytes)
	}
	text, err := decode(d)
	if err != nil {
		return r, err
	}
	r.Charset = text.charset
	switch d.MediaType {
	case HTML:
		err = r.readHTML(text, d.URL)
	case Markdown:
		err = r.readMarkdown(text)
	default:
		err = r.readPlain(text)
	}
	if err == nil && strings.TrimSpace(r.Text) == "" {
		err = refuse(NoText, "the document has no text")
	}
	if err != nil {
		return r, err
	}
	return r, checkLength(r.Text)
}

func (r *Reading) readPlain(text decoded) error {
	r.Text = text.string
	return text.intact()
}
