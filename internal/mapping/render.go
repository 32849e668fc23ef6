package mapping

import (
	"fmt"
	"strings"

	"parley/internal/bundle"
	"parley/internal/edtf"
	"parley/internal/ledger"
)

// maxRow bounds what becomes of a row, in bytes: a mapping may name a long cell often.
const maxRow = 32 << 20

// row is a row of a table on its way to items.
type row struct {
	*Mapping
	cells  []string
	places map[string]int // of columns, by name
	// part is the part of a split cell that is at work.
	part   map[string]string
	faults []ledger.Fault
	size   int
	// trace, when set, notes from which columns each member came.
	trace map[string][]string
}

// wrong notes a fault once: the same cell may stand in several items.
func (r *row) wrong(pointer, code, column string, err error) {
	for _, f := range r.faults {
		if f.Column == column && f.Detail == err.Error() {
			return
		}
	}
	r.faults = append(r.faults, ledger.Fault{Pointer: pointer, Code: code, Column: column, Detail: err.Error()})
}

// raw is a cell as it stands in the table, or the part of it that is at work.
func (r *row) raw(name string) string {
	if s, splits := r.part[name]; splits {
		return s
	}
	s := r.cells[r.places[r.from(name)]]
	if r.guarded {
		s = strings.TrimPrefix(s, "'")
	}
	return s
}

// says is what a cell means by its values; empty where it says nothing. A whole text
// keeps the white space around it.
func (r *row) says(name string, whole bool) (string, error) {
	raw := r.raw(name)
	s := strings.TrimSpace(raw)
	if r.empty[s] {
		s = ""
	}
	c := r.Mapping.cells[name]
	if s == "" && (c == nil || c.values[""] == "") {
		return "", nil
	}
	meaning, err := c.meaning(s)
	if whole && meaning == s {
		return raw, err
	}
	return meaning, err
}

// filled tells whether any of the cells says something, be it wrong.
func (r *row) filled(names []string) bool {
	for _, name := range names {
		if v, err := r.says(name, false); v != "" || err != nil {
			return true
		}
	}
	return false
}

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

// repeat goes through the parts of a cell, each of which then stands for the cell;
// without one it goes once.
func (r *row) repeat(name string) func(func() bool) {
	return func(yield func() bool) {
		if name == "" {
			yield()
			return
		}
		whole := r.raw(name)
		split := strings.SplitN(whole, r.Mapping.cells[name].split, maxParts+1)
		if len(split) > maxParts {
			r.wrong("", "parts", r.from(name), fmt.Errorf("it has more than %d parts", maxParts))
			return
		}
		defer delete(r.part, name)
		for _, part := range split {
			if strings.TrimSpace(part) == "" {
				continue
			}
			if r.part[name] = part; !yield() {
				return
			}
		}
	}
}
