package api

import (
	"context"
	"errors"
	"mime"
	"net/http"

	"github.com/gin-gonic/gin"

	"parley/internal/intake"
	"parley/internal/ledger"
)

// maxReadings is how many pages are read at once: each may take a second and a
// hundred megabytes.
const maxReadings = 2

// document is a document as it came. Pointer says where in the request its faults
// are; it is empty where the whole body is the document.
type document struct {
	intake.Document
	pointer string
}

// givenText is the text of an article in the forms in which JSON gives it.
type givenText struct {
	Text     *string `json:"text"`
	Markdown *string `json:"markdown"`
	HTML     *string `json:"html"`
}

// document is the one that is given as a document; nil where none is.
func (t givenText) document() (*document, error) {
	given := 0
	for _, v := range []*string{t.Text, t.Markdown, t.HTML} {
		if v != nil {
			given++
		}
	}
	switch {
	case given > 1:
		return nil, ledger.Invalid("", "choice", "give one of text, markdown and html")
	case t.HTML != nil:
		return inJSON(intake.HTML, *t.HTML, "/html"), nil
	case t.Markdown != nil:
		return inJSON(intake.Markdown, *t.Markdown, "/markdown"), nil
	}
	return nil, nil
}

func inJSON(mediaType, text, pointer string) *document {
	return &document{intake.Document{MediaType: mediaType, Unicode: true, Body: []byte(text)}, pointer}
}

// isDocument tells whether the body of a request is a document itself, or a form
// that holds one, rather than JSON.
func isDocument(contentType string) bool {
	return contentType == intake.HTML || contentType == intake.Markdown || contentType == intake.Plain || contentType == formType
}

// bodyDocument is the body of a request that is a document itself.
func bodyDocument(c *gin.Context) *document {
	_, parameters, err := mime.ParseMediaType(c.GetHeader("Content-Type"))
	if err != nil {
		parameters = nil // what cannot be read says nothing
	}
	return &document{intake.Document{MediaType: c.ContentType(), Charset: parameters["charset"], Body: body(c)}, ""}
}

// extract takes the text out of a document. Pages wait for their turn.
func (s *Server) extract(ctx context.Context, d *document) (intake.Reading, error) {
	if d.MediaType == intake.HTML {
		if err := s.readings.enter(ctx); err != nil {
			return intake.Reading{}, err
		}
		defer s.readings.leave()
	}
	r, err := intake.Read(d.Document)
	if err != nil {
		err = unread(err, d.pointer)
	}
	return r, err
}

// unread says why a document cannot be read.
func unread(err error, pointer string) error {
	var e *intake.Error
	if !errors.As(err, &e) {
		return err
	}
	p := problem(http.StatusUnprocessableEntity, "unreadable-document", "No text can be taken from the document", e.Detail)
	if e.Code == intake.TooLarge {
		p = problem(http.StatusRequestEntityTooLarge, "too-large", "The document is too large", e.Detail)
	}
	p.Faults = []ledger.Fault{{Pointer: pointer, Code: string(e.Code), Detail: e.Detail}}
	return p
}

// original is what the ledger keeps of the document a text came from.
func original(r intake.Reading) *ledger.Original {
	return &ledger.Original{MediaType: r.MediaType, Charset: r.Charset, SHA256: r.SHA256, Length: r.Length,
		Extractor: notEmpty(r.Extractor), ExtractorVersion: notEmpty(r.Version)}
}

// found is what a document says of its article.
func found(r intake.Reading) *ledger.ArticleFields {
	fields := &ledger.ArticleFields{Publisher: notEmpty(r.Publisher), CanonicalURL: notEmpty(r.CanonicalURL), Title: notEmpty(r.Title),
		Byline: notEmpty(r.Byline), Language: notEmpty(r.Language)}
	if !r.Published.IsZero() {
		fields.Published = &r.Published
	}
	return fields
}

func notEmpty(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}
