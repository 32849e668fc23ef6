package mapping

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// node is a place of an item in a mapping.
type node struct {
	*form
	parts    []part
	constant any
	elements []*node
	fields   []field
	// columns are the cells that stand in it or below it.
	columns []string
	// split is a cell of several parts that stands in it, but in none of its lists: what
	// stands in a list, and an item, is made once for each of the parts.
	split string
}

type field struct {
	name string
	node *node
}

func (n *node) field(name string) (*node, bool) {
	for _, f := range n.fields {
		if f.name == name {
			return f.node, true
		}
	}
	return nil, false
}

// compiler makes nodes of the JSON of an item. A node is nil where it is faulty.
type compiler struct {
	*document
	cells map[string]*cell
}

func (c compiler) node(pointer string, v any, f *form) *node {
	n := &node{form: f}
	switch v := v.(type) {
	case string:
		return c.template(pointer, v, n)
	case []any:
		if f.sort == list {
			return c.list(pointer, v, n)
		}
	case map[string]any:
		if f.sort == object {
			return c.object(pointer, v, n)
		}
	case float64:
		if f.sort == number {
			n.constant = v
			return n
		}
	}
	c.wrong(pointer, "type", "must be %s", f.wanted())
	return nil
}

func (f *form) wanted() string {
	switch f.sort {
	case number:
		return `a number, or a column: "{Name}"`
	case list:
		return "a list"
	case object:
		return "an object with " + strings.Join(f.names, ", ")
	}
	return `a text, in which columns stand as "{Name}"`
}

func (c compiler) template(pointer, v string, n *node) *node {
	if n.sort == list && n.of.sort != object { // a list of one, or of the parts of a cell
		n.elements = []*node{c.template(pointer, v, &node{form: n.of})}
		return c.closed(pointer, n, n.elements)
	}
	if n.sort == list || n.sort == object {
		c.wrong(pointer, "type", "must be %s", n.wanted())
		return nil
	}
	var err error
	if n.parts, err = parts(v); err != nil {
		c.wrong(pointer, "template", "%s", err)
		return nil
	}
	for _, p := range n.parts {
		if p.cell == "" {
			continue
		}
		n.columns = append(n.columns, p.cell)
		if cell := c.cells[p.cell]; cell != nil && cell.split != "" {
			c.splits(pointer, n, p.cell)
		}
	}
	return n
}

func (c compiler) list(pointer string, list []any, n *node) *node {
	for i, v := range list {
		n.elements = append(n.elements, c.node(fmt.Sprintf("%s/%d", pointer, i), v, n.of))
	}
	return c.closed(pointer, n, n.elements)
}

func (c compiler) object(pointer string, o map[string]any, n *node) *node {
	var below []*node
	c.document.object(pointer, o, n.names...)
	for _, name := range slices.Sorted(maps.Keys(o)) {
		inner := n.form.field(name)
		if inner == nil {
			continue
		}
		v := c.node(pointer+"/"+escaped(name), o[name], inner)
		below = append(below, v)
		n.fields = append(n.fields, field{name, v})
	}
	return c.closed(pointer, n, below)
}

// closed sums up what stands below a node.
func (c compiler) closed(pointer string, n *node, below []*node) *node {
	for _, v := range below {
		if v == nil {
			return nil
		}
		n.columns = append(n.columns, v.columns...)
		if n.sort == object && v.split != "" {
			c.splits(pointer, n, v.split)
		}
	}
	return n
}

// splits notes a cell of several parts. With two of them it would be open which
// belong together.
func (c compiler) splits(pointer string, n *node, name string) {
	if n.split != "" && n.split != name {
		c.wrong(pointer, "split", "two columns of several parts, %q and %q, stand in one object: which of their parts belong together is not said", n.split, name)
	}
	n.split = name
}
