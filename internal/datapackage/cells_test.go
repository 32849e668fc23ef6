package datapackage

import (
	"encoding/csv"
	"encoding/json"
	"slices"
	"strings"
	"testing"
)

// A cell without a value, one with an empty text and one that looks like it differ.
func TestEmptyIsNotNone(t *testing.T) {
	c := Column{Name: "note", Type: Text}
	for value, want := range map[string]string{`null`: ``, `""`: `\`, `"\\"`: `\\`, `"\\\\"`: `\\\`, `"a\\"`: `a\`, `"x"`: `x`} {
		if got, err := c.cell(body{"note": json.RawMessage(value)}); err != nil || got != want {
			t.Errorf("%s is written as %q, want %q; %v", value, got, want, err)
		}
	}
	blank := Column{Name: "prefix", Type: Text, Blank: true}
	if got, err := blank.cell(body{"prefix": json.RawMessage(`""`)}); err != nil || got != "" {
		t.Errorf("an empty prefix is written as %q; %v", got, err)
	}
}

func TestRecordsAreRFC4180(t *testing.T) {
	cells := []string{"", "a", `"a"`, "a,b", "a\nb", " a", "=1+1", "😀", `\`, "a\tb", "\ufeff"}
	line := string(appendRecord(nil, cells))
	got, err := csv.NewReader(strings.NewReader(line)).Read()
	if err != nil || !slices.Equal(got, cells) || !strings.HasSuffix(line, "\r\n") {
		t.Errorf("%q reads as %q; %v", line, got, err)
	}
	if line := string(appendRecord(nil, []string{"a\r\nb", "c\rd"})); line != "\"a\r\nb\",\"c\rd\"\r\n" {
		t.Errorf("line ends changed: %q", line)
	}
}

// What a table is described by exists: keys name columns and rows of tables before it.
func TestTablesFitTogether(t *testing.T) {
	columns := map[string][]string{}
	for _, table := range Tables(true) {
		for _, c := range table.Columns {
			if slices.Contains(columns[table.Name], c.Name) || c.Variable != "" && valuesOf(c.Variable) == nil {
				t.Errorf("%s.%s is there twice or of no variable", table.Name, c.Name)
			}
			columns[table.Name] = append(columns[table.Name], c.Name)
		}
		for _, f := range append(table.Foreign, Foreign{table.Primary, table.Name, table.Primary}) {
			for i, name := range f.Columns {
				if !slices.Contains(columns[table.Name], name) || !slices.Contains(columns[f.Table], f.To[i]) {
					t.Errorf("%s.%s has no %s.%s to name", table.Name, name, f.Table, f.To[i])
				}
			}
		}
	}
}
