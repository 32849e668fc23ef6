//go:build ignore

// Command extract takes the codebook out of the contract: the schemas and
// properties marked x-codebook, whose descriptions define each value on a line of
// its own, and the rows marked x-export, whose properties are the columns. The
// tables of what is no list of rows and those of the data package follow them.
package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"iter"
	"log"
	"os"
	"regexp"
	"slices"
	"strings"

	yaml "github.com/oasdiff/yaml3"

	"parley/internal/codebook"
	"parley/internal/datapackage"
	"parley/internal/export"
)

func main() {
	log.SetFlags(0)
	if len(os.Args) != 3 {
		log.Fatal("usage: extract OPENAPI.YAML OUTPUT.JSON")
	}
	text, err := extract(os.Args[1])
	if err == nil {
		err = os.WriteFile(os.Args[2], text, 0o644)
	}
	if err != nil {
		log.Fatal("extract: ", err)
	}
}

// schema is a schema of the contract, and property one of its properties.
type schema struct {
	Type, Format, Description string
	Enum                      []*string
	Properties                yaml.Node
	Codebook                  string        `yaml:"x-codebook"`
	Export                    string        `yaml:"x-export"`
	Column                    codebook.Type `yaml:"x-column"`
	Values                    string        `yaml:"x-values"`
	Only                      string        `yaml:"x-only"`
}

func extract(file string) ([]byte, error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	var contract struct {
		Info struct {
			Version string `yaml:"x-codebook-version"`
		}
		Components struct{ Schemas yaml.Node }
	}
	if err := yaml.Unmarshal(text, &contract); err != nil {
		return nil, err
	}
	c := codebook.Codebook{Version: contract.Info.Version}
	for name, s := range schemas(&contract.Components.Schemas) {
		if err := add(&c, s); err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
	}
	c.Exports = slices.Concat(c.Exports, export.Described(), datapackage.Described())
	if err := check(c); err != nil {
		return nil, err
	}
	var out bytes.Buffer
	e := json.NewEncoder(&out)
	e.SetEscapeHTML(false)
	e.SetIndent("", " ")
	err = e.Encode(c)
	return out.Bytes(), err
}

// schemas walks a mapping of schemas in the order in which they are written.
func schemas(mapping *yaml.Node) iter.Seq2[string, schema] {
	return func(yield func(string, schema) bool) {
		for i := 0; i < len(mapping.Content); i += 2 {
			var s schema
			if err := mapping.Content[i+1].Decode(&s); err != nil {
				log.Fatalf("extract: line %d: %v", mapping.Content[i].Line, err)
			}
			if !yield(mapping.Content[i].Value, s) {
				return
			}
		}
	}
}

func add(c *codebook.Codebook, s schema) error {
	if s.Codebook != "" {
		v, err := variable(s)
		if err != nil {
			return err
		}
		c.Variables = append(c.Variables, v)
	}
	if s.Export != "" {
		c.Exports = append(c.Exports, table(s))
	}
	for name, p := range schemas(&s.Properties) {
		if p.Codebook == "" {
			continue
		}
		if err := add(c, p); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
	}
	return nil
}

// defined is a line that defines values: - `a`, `b`: what they mean.
var (
	defined = regexp.MustCompile("^- (`[^`]+`(?:, `[^`]+`)*): (.+)$")
	quoted  = regexp.MustCompile("`([^`]+)`")
)

// variable reads the definitions of the values from the description.
func variable(s schema) (codebook.Variable, error) {
	meaning, list, _ := strings.Cut(s.Description, "\n\n")
	v := codebook.Variable{Name: s.Codebook, Meaning: oneLine(meaning)}
	meanings := map[string]string{}
	for line := range strings.SplitSeq(strings.ReplaceAll(list, "\n  ", " "), "\n") {
		if m := defined.FindStringSubmatch(line); m != nil {
			for _, value := range quoted.FindAllStringSubmatch(m[1], -1) {
				meanings[value[1]] = m[2]
			}
		}
	}
	for _, value := range s.Enum {
		if value == nil {
			continue
		}
		if meanings[*value] == "" {
			return v, fmt.Errorf("the value %s of %s is not defined: describe it on a line - `%s`: …", *value, s.Codebook, *value)
		}
		v.Values = append(v.Values, codebook.Value{Value: *value, Meaning: meanings[*value]})
	}
	return v, nil
}

func table(s schema) codebook.Table {
	t := codebook.Table{Name: s.Export, Meaning: oneLine(s.Description)}
	for name, p := range schemas(&s.Properties) {
		t.Columns = append(t.Columns, codebook.Column{Name: name, Type: columnType(p), Variable: p.Values,
			Only: p.Only, Meaning: oneLine(p.Description)})
	}
	return t
}

// columnType is what is said, or else follows from the schema.
func columnType(p schema) codebook.Type {
	switch {
	case p.Column != "":
		return p.Column
	case p.Type != "string":
		return codebook.Type(p.Type)
	case p.Format == "date":
		return codebook.Date
	case p.Format == "date-time":
		return codebook.Time
	}
	return codebook.Text
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// check wants types and variables that exist.
func check(c codebook.Codebook) error {
	if c.Version == "" {
		return fmt.Errorf("info has no x-codebook-version")
	}
	for _, t := range c.Exports {
		for _, column := range t.Columns {
			if !hasValue(c, "column_type", string(column.Type)) {
				return fmt.Errorf("%s.%s has the unknown type %q", t.Name, column.Name, column.Type)
			}
			if column.Variable != "" && !slices.ContainsFunc(c.Variables, func(v codebook.Variable) bool { return v.Name == column.Variable }) {
				return fmt.Errorf("%s.%s is of the unknown variable %s", t.Name, column.Name, column.Variable)
			}
		}
	}
	return nil
}

func hasValue(c codebook.Codebook, variable, value string) bool {
	return slices.ContainsFunc(c.Variables, func(v codebook.Variable) bool {
		return v.Name == variable && slices.ContainsFunc(v.Values, func(x codebook.Value) bool { return x.Value == value })
	})
}
