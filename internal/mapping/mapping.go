// Package mapping reads tables (CSV) as items of an import. A mapping, a small JSON
// file of version 1, has items in the form of a coding bundle, in which the name of
// a column in braces stands for the cell of each row; docs/imports.md describes it.
// Nothing is guessed: what a mapping does not say (how dates are written, what a
// word means) is a fault, with the line and the column. The package imports
// internal/bundle, whose items it makes, and internal/edtf and internal/ledger for
// what dates and faults are.
package mapping

import (
	"encoding/json"
	"errors"
	"fmt"

	"golang.org/x/text/encoding"

	"parley/internal/bundle"
	"parley/internal/ledger"
)

const (
	version = 1
	// MaxLength bounds a mapping, in bytes.
	MaxLength = 256 << 10
	// maxItems is how many items a mapping makes of a row.
	maxItems = 100
)

// Mapping says what becomes of the rows of a table.
type Mapping struct {
	// delimiter is 0 where the head line tells it.
	delimiter rune
	// encoding is nil for Unicode.
	encoding encoding.Encoding
	// guarded says that one leading apostrophe of a cell is not of it.
	guarded bool
	// empty are the cells that say nothing, beside those with nothing in them.
	empty map[string]bool
	dates layouts
	// decimal is what stands before the fraction of a number.
	decimal byte
	cells   map[string]*cell
	items   []item
}

// item is what becomes of a row, one of several.
type item struct {
	kind string
	node *node
	// when names a cell without which there is no such item.
	when string
}

// Read reads a mapping. What is wrong with it is a *ledger.Error with JSON pointers.
func Read(data []byte) (*Mapping, error) {
	if len(data) > MaxLength {
		return nil, ledger.Invalid("", "length", "a mapping has at most %d KiB", MaxLength>>10)
	}
	content, err := decode(data)
	if err != nil {
		return nil, ledger.Invalid("", "json", "%s", err)
	}
	d := &document{}
	m := &Mapping{cells: map[string]*cell{}}
	d.mapping(m, content)
	if len(d.faults) > 0 {
		return nil, &ledger.Error{Kind: ledger.KindInvalid, Detail: "the mapping cannot be used", Faults: d.faults}
	}
	return m, nil
}

// decode reads JSON that means one thing.
func decode(data []byte) (any, error) {
	var v any
	if err := json.Unmarshal(data, &v); err != nil {
		var syntax *json.SyntaxError
		if errors.As(err, &syntax) {
			return nil, fmt.Errorf("it is not JSON: %w (at byte %d)", err, syntax.Offset)
		}
		return nil, err
	}
	return v, bundle.Sound(data)
}

// named lists the columns that the mapping reads.
func (m *Mapping) named() []string {
	var names []string
	seen := map[string]bool{}
	for _, v := range m.items {
		for _, name := range v.columns() {
			if from := m.from(name); !seen[from] {
				seen[from] = true
				names = append(names, from)
			}
		}
	}
	return names
}

func (v item) columns() []string {
	if v.when == "" {
		return v.node.columns
	}
	return append(v.node.columns[:len(v.node.columns):len(v.node.columns)], v.when)
}

// from is the column that a name in braces means.
func (m *Mapping) from(name string) string {
	if c := m.cells[name]; c != nil {
		return c.from
	}
	return name
}
