// Package codebook says what the data mean: every coded variable with its
// values and their definitions, and the columns of every export with their types.
// It is extracted from openapi.yaml, where each is written once, and everything
// that writes rows (package export) takes names, order and types from here; only
// the tables of the data package are defined beside what fills them (package
// datapackage) and taken from there. It imports nothing of parley.
package codebook

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"slices"
	"sync"
)

//go:generate go run extract.go ../../openapi.yaml codebook.gen.json

//go:embed codebook.gen.json
var text []byte

// Codebook is what GET /v1/codebook answers. Version is raised whenever
// anything else in it changes.
type Codebook struct {
	Version   string     `json:"version"`
	Variables []Variable `json:"variables"`
	Exports   []Table    `json:"exports"`
}

// Variable is something that is coded, with all values it can take.
type Variable struct {
	Name    string  `json:"name"`
	Meaning string  `json:"meaning"`
	Values  []Value `json:"values"`
}

// Value is one value of a variable.
type Value struct {
	Value   string `json:"value"`
	Meaning string `json:"meaning"`
}

// Table is the columns of an export, in their order.
type Table struct {
	Name    string   `json:"name"`
	Meaning string   `json:"meaning"`
	Columns []Column `json:"columns"`
}

// Column is one column. Variable names the variable its values are of; Only is
// the parameter and value with which alone the export has the column. Both are
// empty where they do not apply.
type Column struct {
	Name     string `json:"name"`
	Type     Type   `json:"type"`
	Variable string `json:"variable"`
	Only     string `json:"only"`
	Meaning  string `json:"meaning"`
}

// Type says how a column is written in each format; openapi.yaml defines them
// (ColumnType).
type Type string

// The types of columns.
const (
	Text    Type = "text"
	ID      Type = "id"
	List    Type = "list"
	Array   Type = "array"
	URL     Type = "url"
	EDTF    Type = "edtf"
	Date    Type = "date"
	Time    Type = "time"
	Integer Type = "integer"
	Number  Type = "number"
	Boolean Type = "boolean"
)

// Read gives the codebook.
var Read = sync.OnceValue(func() Codebook {
	var c Codebook
	if err := json.Unmarshal(text, &c); err != nil {
		panic(fmt.Sprintf("codebook: %v", err)) // the file is part of the program
	}
	return c
})

// JSON is the codebook as it is served.
func JSON() []byte { return slices.Clone(text) }

// Export gives the table of an export with the columns that it has for the
// options, each written as a parameter and its value (rows=evidence). It panics
// for a name that is not in the codebook, which is a fault in the program.
func Export(name string, options ...string) Table {
	exports := Read().Exports
	i := slices.IndexFunc(exports, func(t Table) bool { return t.Name == name })
	if i < 0 {
		panic("codebook: no export " + name)
	}
	t := exports[i]
	t.Columns = slices.DeleteFunc(slices.Clone(t.Columns), func(c Column) bool {
		return c.Only != "" && !slices.Contains(options, c.Only)
	})
	return t
}

// Names are the names of the columns.
func (t Table) Names() []string {
	names := make([]string, len(t.Columns))
	for i, c := range t.Columns {
		names[i] = c.Name
	}
	return names
}
