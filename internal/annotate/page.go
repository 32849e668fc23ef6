package annotate

import (
	"bytes"
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"html/template"
	"slices"
)

// Page is what is shown.
type Page struct {
	// Title is the headline; URL is where the article was read, Address where it is
	// kept.
	Title, Publisher, Byline, Published, URL, Address string
	// Language is a BCP 47 tag, empty where it is unknown.
	Language string
	// Revision is the number of the text, Newest that of the newest one.
	Revision, Newest int64
	SHA256           string
	Recorded         string
	Text             string
	Passages         []Passage
}

// Passage is a span of the text in code points, half open. Without a place Start
// and End are equal.
type Passage struct {
	Start, End int
	// Quote are the words it was selected by, State says how they stand here.
	Quote, State, Note string
	Positions          []Position
}

// Position is what a passage is evidence for.
type Position struct {
	URL, Party, Act, Stance, Stated, Summary, Relation, Status string
}

//go:embed page.html
var source string

//go:embed style.css
var style string

var layout = template.Must(template.New("page").Parse(source))

// Policy is the Content-Security-Policy the page is to be served with: nothing is
// loaded or run, and of styles only its own hold.
var Policy = func() string {
	sum := sha256.Sum256([]byte(style))
	return "default-src 'none'; style-src 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
}()

// HTML writes the page. Whatever the text and the record say is shown as it is
// written and never becomes part of the page's own markup.
func HTML(p Page) ([]byte, error) {
	var b bytes.Buffer
	err := layout.Execute(&b, struct {
		Page
		Style     template.CSS
		Direction string
		Source    []string
		Segments  []segment
		Notes     []note
	}{p, template.CSS(style), direction(p.Language), present(p.Publisher, p.Byline, p.Published), cut(p.Text, p.Passages), notes(p.Passages)})
	return bytes.Map(orReplacement, b.Bytes()), err
}

// note is what stands below the text of a passage.
type note struct {
	Number int
	Passage
}

func notes(passages []Passage) []note {
	list := make([]note, len(passages))
	for i, p := range passages {
		list[i] = note{i + 1, p}
	}
	return list
}

func present(texts ...string) []string {
	return slices.DeleteFunc(texts, func(s string) bool { return s == "" })
}
