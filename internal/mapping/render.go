package mapping

import (
	"fmt"
	"strings"

	"parley/internal/bundle"
	"parley/internal/edtf"
)

// render is what a place of an item holds in this row; nothing where all its cells
// are empty.
func (r *row) render(n *node, pointer string) (v any, there bool) {
	if r.trace != nil {
		r.trace[pointer] = append(r.trace[pointer], n.columns...)
	}
	switch {
	case n.constant != nil:
		return n.constant, true
	case n.sort == list:
		return r.list(n, pointer)
	case len(n.columns) > 0 && !r.filled(n.columns):
		return nil, false
	case n.sort == object:
		return r.object(n, pointer), true
	}
	return r.text(n, pointer)
}

func (r *row) list(n *node, pointer string) (any, bool) {
	var all []any
	for _, e := range n.elements {
		for range r.repeat(e.split) {
			if v, there := r.render(e, fmt.Sprintf("%s/%d", pointer, len(all))); there {
				all = append(all, v)
			}
		}
	}
	return all, len(all) > 0
}

func (r *row) object(n *node, pointer string) map[string]any {
	o := map[string]any{}
	for _, f := range n.fields {
		if v, there := r.render(f.node, pointer+"/"+f.name); there {
			o[f.name] = v
		}
	}
	return o
}

func (r *row) text(n *node, pointer string) (any, bool) {
	var b strings.Builder
	for _, p := range n.parts {
		words := p.words
		if p.cell != "" {
			words = r.cell(n, pointer, p.cell)
		}
		if r.size += len(words); r.size > maxRow {
			r.wrong(pointer, "length", "", fmt.Errorf("what the mapping makes of this row is longer than %d MiB", maxRow>>20))
			return nil, false
		}
		b.WriteString(words)
	}
	s := b.String()
	if n.sort == slug && len(n.columns) > 0 {
		return bundle.Named(s), true
	}
	switch {
	case n.sort == number:
		return r.number(n, pointer, s), true
	case n.sort == date && len(n.columns) > 0 && s != "":
		r.dated(n, pointer, s)
	}
	return s, s != ""
}

// dated notes a date that is not EDTF, in the words of somebody with a table.
func (r *row) dated(n *node, pointer, s string) {
	if _, err := edtf.Parse(s); err != nil && len(r.faults) == 0 {
		r.wrong(pointer, "date", r.from(n.columns[0]), fmt.Errorf("%q is not a date as 2026-03-05, 2026-03 or 2026; say in the mapping how dates are written, as \"dates\": \"DD.MM.YYYY\"", shortened(s)))
	}
}

// cell is what a cell says, in a date as EDTF.
func (r *row) cell(n *node, pointer, name string) string {
	s, err := r.says(name, n.whole)
	if err != nil {
		r.wrong(pointer, "value", r.from(name), err)
		return ""
	}
	c := r.Mapping.cells[name]
	var by layouts
	if c != nil {
		by = c.dates
	}
	if by == nil && n.sort == date {
		by = r.dates
	}
	if by == nil || s == "" {
		return s
	}
	day, err := by.day(s)
	if err != nil {
		r.wrong(pointer, "date", r.from(name), err)
	}
	return day
}

func (r *row) number(n *node, pointer, s string) any {
	decimal, column := r.decimal, ""
	for _, name := range n.columns {
		column = r.from(name)
		if c := r.Mapping.cells[name]; c != nil && c.decimal != 0 {
			decimal = c.decimal
		}
	}
	v, err := numberOf(s, decimal)
	if err != nil {
		r.wrong(pointer, "number", column, err)
	}
	return v
}
