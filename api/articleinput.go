package api

import (
	"encoding/json"
	"errors"

	"github.com/gin-gonic/gin"

	"parley/internal/ledger"
)

// article reads what a request says of a new article, in whichever form.
func (s *Server) article(c *gin.Context) (ledger.ArticleInput, error) {
	in, d, err := s.articleAndDocument(c)
	if err != nil || d == nil {
		return in, err
	}
	if in.URL != nil {
		d.URL = *in.URL
	}
	r, err := s.extract(c.Request.Context(), d)
	in.Text, in.Original, in.Found = &r.Text, original(r), found(r)
	return in, err
}

func (s *Server) articleAndDocument(c *gin.Context) (in ledger.ArticleInput, d *document, err error) {
	kind := c.ContentType()
	if kind == formType || !isDocument(kind) {
		if err := noDocumentParameters(c); err != nil {
			return in, nil, err
		}
	}
	switch {
	case kind == formType:
		return s.articleForm(c)
	case isDocument(kind):
		in, _, err = articleJSON(saidBy(c.Query))
		return in, bodyDocument(c), err
	}
	return articleJSON(body(c))
}

func articleJSON(text []byte) (in ledger.ArticleInput, d *document, err error) {
	var given givenText
	if err := errors.Join(json.Unmarshal(text, &in), json.Unmarshal(text, &given)); err != nil {
		return in, nil, unreadable(err)
	}
	d, err = given.document()
	return in, d, err
}

func (s *Server) articleForm(c *gin.Context) (in ledger.ArticleInput, d *document, err error) {
	f, err := readForm(c, append([]string{"file", "article"}, ofDocuments...)...)
	if err != nil {
		return in, nil, err
	}
	said := f.article
	switch {
	case said != nil && len(f.fields) > 0:
		return in, nil, ledger.Invalid("/article", "choice", "say what is known of the article either here or in fields of their own")
	case said == nil && len(f.fields) == 0:
		return in, f.file, nil
	case said == nil:
		said = saidBy(func(name string) string { return f.fields[name] })
	}
	if err := s.contract.judgeJSON(c, said); err != nil {
		return in, nil, err
	}
	in, d, err = articleJSON(said)
	if err == nil && (d != nil || in.Text != nil) {
		err = ledger.Invalid("", "choice", "the text is in the file; leave out text, markdown and html")
	}
	return in, f.file, err
}

// ofDocuments are what is said of an article in one text each: by parameters, where
// the body is the document itself, or by fields of a form.
var ofDocuments = []string{"slug", "url", "canonical_url", "publisher", "title", "byline", "published", "language", "retrieved_at"}

func noDocumentParameters(c *gin.Context) error {
	query := c.Request.URL.Query()
	for _, name := range ofDocuments {
		if query.Has(name) {
			return badParameter(name, "misplaced", "this parameter is for a body that is the document itself; say it in the JSON of the article, or in a field of the form")
		}
	}
	return nil
}

// saidBy writes as JSON what is said in one text each; what is empty is not said.
func saidBy(get func(name string) string) []byte {
	said := map[string]string{}
	for _, name := range ofDocuments {
		if v := get(name); v != "" {
			said[name] = v
		}
	}
	text, _ := json.Marshal(said) // texts can always be written
	return text
}
