package api

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"path"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/gin-gonic/gin"

	"parley/internal/intake"
	"parley/internal/ledger"
)

const formType = "multipart/form-data"

// form is a document with what is said of its article, in JSON or in fields of
// their own.
type form struct {
	file    *document
	article []byte
	fields  map[string]string
}

// readForm reads a body that is a form, of which parts names what it may have.
func readForm(c *gin.Context, parts ...string) (form, error) {
	f := form{fields: map[string]string{}}
	_, parameters, err := mime.ParseMediaType(c.GetHeader("Content-Type"))
	if err != nil || parameters["boundary"] == "" {
		return f, badForm("the content type names no boundary; most clients set it themselves when they send a form")
	}
	seen := map[string]bool{}
	for r := multipart.NewReader(bytes.NewReader(body(c)), parameters["boundary"]); ; {
		part, err := r.NextPart()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return f, badForm(err.Error())
		}
		name := part.FormName()
		switch {
		case seen[name]:
			return f, ledger.Invalid("/"+pointerEscape.Replace(name), "repeated", "the form has this part twice")
		case !slices.Contains(parts, name):
			return f, ledger.Invalid("/"+pointerEscape.Replace(name), "unknown", "the form takes the parts %s", strings.Join(parts, ", "))
		}
		seen[name] = true
		if err := f.take(name, part); err != nil {
			return f, err
		}
	}
	if f.file == nil {
		return f, ledger.Invalid("/file", "required", "the form has no document")
	}
	return f, nil
}

func badForm(detail string) error {
	return problem(http.StatusBadRequest, "bad-request", "The form cannot be read", detail)
}

func (f *form) take(name string, part *multipart.Part) (err error) {
	content, err := io.ReadAll(part)
	if err != nil {
		return badForm(err.Error())
	}
	switch name {
	case "file":
		f.file, err = fileDocument(part, content)
	case "article":
		f.article, err = content, wellFormed(content, spareValues) // an article has few
	default:
		err = f.field(name, string(content))
	}
	return err
}

// field takes what is said in one text. What is empty is not said: forms send
// the fields that nobody filled in.
func (f *form) field(name, text string) error {
	if !utf8.ValidString(text) || strings.ContainsRune(text, 0) {
		return ledger.Invalid("/"+name, "text", "contains a NUL character or is not valid UTF-8")
	}
	if text != "" {
		f.fields[name] = text
	}
	return nil
}

// endings are the names of files that say what they are, where nothing else does.
var endings = map[string]string{".html": intake.HTML, ".htm": intake.HTML, ".xhtml": intake.HTML,
	".md": intake.Markdown, ".markdown": intake.Markdown, ".txt": intake.Plain}

func fileDocument(part *multipart.Part, content []byte) (*document, error) {
	kind, parameters, err := mime.ParseMediaType(part.Header.Get("Content-Type"))
	if err != nil || kind == "application/octet-stream" {
		kind = endings[strings.ToLower(path.Ext(part.FileName()))]
	}
	switch kind {
	case "application/xhtml+xml":
		kind = intake.HTML
	case "text/x-markdown":
		kind = intake.Markdown
	case intake.HTML, intake.Markdown, intake.Plain:
	default:
		return nil, problem(http.StatusUnsupportedMediaType, "unsupported-media-type", "The file is of no kind that is read",
			"send the part file with the content type text/html, text/markdown or text/plain")
	}
	return &document{intake.Document{MediaType: kind, Charset: parameters["charset"], Body: content}, "/file"}, nil
}

// judgeJSON holds JSON inside of a form against what the operation takes as JSON.
func (k *contract) judgeJSON(c *gin.Context, text []byte) error {
	var value any
	if err := json.Unmarshal(text, &value); err != nil {
		return badRequest(err)
	}
	schema := k.route(c).Operation.RequestBody.Value.Content.Get("application/json").Schema.Value
	if err := schema.VisitJSON(value, openapi3.MultiErrors(), openapi3.VisitAsRequest()); err != nil {
		return explain(err)
	}
	return nil
}
