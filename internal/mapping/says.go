package mapping

import (
	"fmt"
	"strings"

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
