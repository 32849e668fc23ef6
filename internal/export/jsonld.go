package export

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	_ "embed"
	"encoding/json"
	"io"
	"strconv"

	"github.com/google/uuid"

	"parley/internal/codebook"
	"parley/internal/ledger"
)

// JSONLD is the history as linked data: positions and the passages they rest on
// as Web Annotations, and where each comes from in terms of PROV-O.
var JSONLD = Format{Name: "jsonld", MediaType: "application/ld+json"}

// Context says what the terms of JSONLD mean. It has all of them, those of Web
// Annotation too, so that a document can be read without any other.
//
//go:embed context.jsonld
var Context []byte

// ContextPath is where the server serves Context.
const ContextPath = "/v1/context.jsonld"

// annotationContext is what an annotation has to name (Web Annotation Data Model, section 3.1).
const annotationContext = "http://www.w3.org/ns/anno.jsonld"

// WriteJSONLD writes every record. Base is where clients reach the server. The
// manifest is the last member; what breaks off is no JSON.
func WriteJSONLD(w io.Writer, about About, base string, each Each[ledger.HistoryRecord]) (Sum, error) {
	file := digested{to: bufio.NewWriterSize(w, 64<<10), hash: sha256.New()}
	l := &linked{to: &file, base: base}
	table := Of[ledger.HistoryRow](codebook.Export(about.Export, "rows=evidence"))
	var rows lines
	rows.begin(table.Table)
	cells := make([]cell, len(table.Columns))
	var sum Sum
	l.head(about)
	err := each(func(r *ledger.HistoryRecord) error {
		sum.Rows++
		table.read(&r.Row, cells)
		rows.add(cells)
		return l.record(r)
	})
	if err != nil {
		return Sum{}, err
	}
	sum.RowsSHA256 = rows.sum()
	if err := l.end(about, sum); err != nil {
		return Sum{}, err
	}
	return file.end(sum)
}

// node is an object of the document. Its members are written in the order of
// their names, so that the same question gives the same bytes.
type node = map[string]any

// linked writes nodes, what several records share only once.
type linked struct {
	to     io.Writer
	base   string
	seen   recent
	begun  bool
	failed error
	buffer bytes.Buffer
}

func (l *linked) head(about About) {
	l.print("{\"@context\":")
	l.value([]string{annotationContext, l.base + ContextPath})
	l.print(",\"@id\":")
	l.value(l.base + about.URL)
	l.print(",\"@type\":\"prov:Bundle\",\"@graph\":[\n")
}

func (l *linked) end(about About, sum Sum) error {
	inside, err := about.inside(sum)
	if err != nil {
		return err
	}
	l.print("\n],\"parley:manifest\":" + inside + "}\n")
	return l.failed
}

func (l *linked) print(text string) {
	if l.failed == nil {
		_, l.failed = io.WriteString(l.to, text)
	}
}

func (l *linked) value(v any) {
	l.buffer.Reset()
	e := json.NewEncoder(&l.buffer)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil && l.failed == nil {
		l.failed = err
	}
	l.print(string(bytes.TrimRight(l.buffer.Bytes(), "\n")))
}

func (l *linked) node(n node) {
	if l.begun {
		l.print(",\n")
	}
	l.begun = true
	l.value(n)
}

// once tells whether something is to be written now; what was is not again.
func (l *linked) once(id string) bool { return l.seen.first(id) }

func urn(id uuid.UUID) string { return "urn:uuid:" + id.String() }

func (l *linked) record(r *ledger.HistoryRecord) error {
	for _, p := range []*ledger.Party{&r.Party, r.Speaker, r.OnBehalfOf, r.Source} {
		if p != nil && l.once(urn(p.ID)) {
			l.node(agent(p))
		}
	}
	if l.once(urn(r.Issue.ID)) {
		l.node(issue(&r.Issue))
	}
	if l.once(urn(r.Position.ID)) {
		l.node(position(r))
		l.delegation(r)
	}
	if r.Evidence != nil {
		l.source(r)
		l.node(l.annotation(r))
	}
	return l.failed
}

// revision is the address of a text that never changes.
func (l *linked) revision(r *ledger.HistoryRecord) string {
	return l.base + "/v1/articles/" + r.Article.ID.String() + "/revisions/" + strconv.FormatInt(r.Evidence.Selected.Selector.Revision, 10)
}
