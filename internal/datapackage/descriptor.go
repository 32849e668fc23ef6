package datapackage

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"parley/internal/codebook"
	"parley/internal/ledger"
)

// Format is the version of the tables and their columns: its second number is raised
// for what is new, its first for anything else.
const Format = "1.0"

// About is what a package says of itself.
type About struct {
	Workspace string
	KnownAt   ledger.Moment
	// Head is the hash of the number it is as of; nil before the first.
	Head     *string
	Licences []string
	WithText bool
}

// descriptor is datapackage.json (specs.frictionlessdata.io/data-package). The member
// parley is our own.
type descriptor struct {
	Profile     string     `json:"profile"`
	Name        string     `json:"name"`
	Title       string     `json:"title"`
	Description string     `json:"description"`
	Version     string     `json:"version"`
	Created     *time.Time `json:"created,omitempty"`
	Licences    []licence  `json:"licenses,omitempty"`
	Rights      string     `json:"rights"`
	Citation    string     `json:"citation"`
	Parley      snapshot   `json:"parley"`
	Resources   []resource `json:"resources"`
}

type licence struct {
	Name string `json:"name"`
	Path string `json:"path"`
}

type snapshot struct {
	Format    string        `json:"format"`
	Workspace string        `json:"workspace"`
	KnownAt   ledger.Moment `json:"known_at"`
	Head      *string       `json:"head"`
	Codebook  string        `json:"codebook"`
	Text      bool          `json:"text"`
}

type resource struct {
	Profile     string  `json:"profile"`
	Name        string  `json:"name"`
	Path        string  `json:"path"`
	Description string  `json:"description"`
	Format      string  `json:"format"`
	MediaType   string  `json:"mediatype"`
	Encoding    string  `json:"encoding"`
	Dialect     dialect `json:"dialect"`
	Bytes       int64   `json:"bytes"`
	Hash        string  `json:"hash"`
	Rows        int64   `json:"rows"`
	Schema      schema  `json:"schema"`
}

type dialect struct {
	Delimiter        string `json:"delimiter"`
	LineTerminator   string `json:"lineTerminator"`
	DoubleQuote      bool   `json:"doubleQuote"`
	QuoteChar        string `json:"quoteChar"`
	SkipInitialSpace bool   `json:"skipInitialSpace"`
	Header           bool   `json:"header"`
}

type schema struct {
	Fields        []field      `json:"fields"`
	PrimaryKey    []string     `json:"primaryKey"`
	ForeignKeys   []foreignKey `json:"foreignKeys,omitempty"`
	MissingValues []string     `json:"missingValues"`
}

type field struct {
	Name        string       `json:"name"`
	Type        string       `json:"type"`
	Format      string       `json:"format,omitempty"`
	Description string       `json:"description"`
	Constraints *constraints `json:"constraints,omitempty"`
}

type constraints struct {
	Required bool     `json:"required,omitempty"`
	Enum     []string `json:"enum,omitempty"`
}

type foreignKey struct {
	Fields    []string  `json:"fields"`
	Reference reference `json:"reference"`
}

// reference names its own table by an empty name.
type reference struct {
	Resource string   `json:"resource"`
	Fields   []string `json:"fields"`
}

func describe(a About) descriptor {
	number := a.KnownAt.Number
	d := descriptor{Profile: "tabular-data-package", Name: "parley-" + a.Workspace,
		Title:       fmt.Sprintf("Parley workspace %s as of ledger number %d", a.Workspace, number),
		Description: "Who stated what on which question, when, and where that is written. Rows that were taken back are there and say so.",
		Version:     fmt.Sprintf("%s.%d", Format, number), Created: a.KnownAt.RecordedAt, Citation: a.citation(), Rights: a.rights(),
		Parley: snapshot{Format, a.Workspace, a.KnownAt, a.Head, codebook.Read().Version, a.WithText}}
	for _, name := range a.Licences {
		d.Licences = append(d.Licences, licence{name, "https://spdx.org/licenses/" + name + ".html"})
	}
	return d
}

// citation names what exactly was used, so that a reader can ask for just that.
func (a About) citation() string {
	text := fmt.Sprintf("Parley data package of the workspace %q, version %s.%d", a.Workspace, Format, a.KnownAt.Number)
	if a.KnownAt.RecordedAt != nil {
		text += ", recorded " + a.KnownAt.RecordedAt.UTC().Format(time.RFC3339)
	}
	if a.Head != nil {
		text += ", ledger hash sha256:" + *a.Head
	}
	return text + "."
}

// rights says what can be said without knowing who exports: the coding may be
// licensed by those who made it, and what it quotes is not theirs.
func (a About) rights() string {
	quoted := "Quotations, titles and texts of articles remain with their publishers."
	if len(a.Licences) == 0 {
		return "Whoever exported this named no licence. " + quoted
	}
	return "The licence is of the coding. " + quoted
}

func (t Table) describe(withText bool) resource {
	r := csvResource(t.Name, t.Meaning)
	r.Schema = schema{PrimaryKey: t.Primary, MissingValues: []string{""}}
	for _, c := range t.Columns {
		r.Schema.Fields = append(r.Schema.Fields, c.field())
	}
	foreign := slices.Clone(t.Foreign)
	if t.Kind == ledger.KindOfPassage && withText {
		foreign = append(foreign, revisions)
	}
	for _, f := range foreign {
		if f.Table == t.Name {
			f.Table = ""
		}
		r.Schema.ForeignKeys = append(r.Schema.ForeignKeys, foreignKey{f.Columns, reference{f.Table, f.To}})
	}
	return r
}

func csvResource(name, meaning string) resource {
	return resource{Profile: "tabular-data-resource", Name: name, Path: "data/" + name + ".csv", Description: meaning,
		Format: "csv", MediaType: "text/csv", Encoding: "utf-8",
		Dialect: dialect{Delimiter: ",", LineTerminator: "\r\n", DoubleQuote: true, QuoteChar: `"`, Header: true}}
}

func (c Column) field() field {
	f := field{Name: c.Name, Type: c.Type.Name, Format: c.Type.Format, Description: c.Meaning}
	values := valuesOf(c.Variable)
	if c.Must || values != nil {
		f.Constraints = &constraints{Required: c.Must, Enum: values}
	}
	if c.Type == Text && !c.Must && !c.Blank && values == nil {
		f.Description = strings.TrimSuffix(f.Description, ".") + "; " + `\ is an empty text.`
	}
	return f
}

func valuesOf(variable string) (values []string) {
	for _, v := range codebook.Read().Variables {
		for _, value := range v.Values {
			if v.Name == variable {
				values = append(values, value.Value)
			}
		}
	}
	return values
}
