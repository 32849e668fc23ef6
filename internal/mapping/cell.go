package mapping

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"parley/internal/fold"
)

// maxParts bounds the parts of one cell.
const maxParts = 1000

// cell says how the cells of a column are read.
type cell struct {
	from string
	// values say what words mean, by the word in small letters; nil for as it is.
	values map[string]string
	// words are those of values as the mapping has them.
	words []string
	// others is what all other words mean, and keep that they mean themselves.
	others *string
	keep   bool
	// split is what stands between the parts of a cell.
	split   string
	dates   layouts // nil: those of the mapping
	decimal byte    // 0: that of the mapping
}

func (d *document) cells(m *Mapping, v any, months []string) {
	if v == nil {
		return
	}
	o, is := v.(map[string]any)
	if !is {
		d.wrong("/columns", "type", "must be an object, with a member for each column that needs to be explained")
		return
	}
	for _, name := range slices.Sorted(maps.Keys(o)) {
		m.cells[spaced(name)] = d.cell(spaced(name), "/columns/"+escaped(name), o[name], months)
	}
}

func (d *document) cell(name, pointer string, v any, months []string) *cell {
	o := d.object(pointer, v, "from", "values", "others", "keep", "split", "dates", "decimal")
	c := &cell{from: spaced(d.text(pointer+"/from", o["from"])), keep: d.yes(pointer+"/keep", o["keep"]),
		split: d.text(pointer+"/split", o["split"]), dates: d.dates(pointer+"/dates", o["dates"], months),
		decimal: d.decimal(pointer+"/decimal", o["decimal"])}
	if c.from == "" {
		c.from = name
	}
	if v, given := o["others"]; given {
		c.others = new(d.text(pointer+"/others", v))
	}
	d.values(c, pointer+"/values", o["values"])
	if c.values == nil && (c.others != nil || c.keep) {
		c.values = map[string]string{}
	}
	if c.others != nil && c.keep {
		d.wrong(pointer+"/keep", "conflict", "give either others, what all other values mean, or keep, to leave them as they are")
	}
	return c
}

func (d *document) values(c *cell, pointer string, v any) {
	if v == nil {
		return
	}
	o, is := v.(map[string]any)
	if !is {
		d.wrong(pointer, "type", `must be an object that says what each value means: {"agree": "supports"}`)
		return
	}
	c.values, c.words = map[string]string{}, slices.Sorted(maps.Keys(o))
	for _, word := range c.words {
		at, key := pointer+"/"+escaped(word), folded(word)
		if _, twice := c.values[key]; twice {
			d.wrong(at, "repeated", "stands here twice, since capitals and accents are not told apart")
		}
		c.values[key] = d.text(at, o[word])
	}
}

func folded(word string) string { return fold.Text(strings.TrimSpace(word)) }

// meaning is what a cell, or a part of one, says by the values of its column.
func (c *cell) meaning(s string) (string, error) {
	if c == nil || c.values == nil {
		return s, nil
	}
	if v, known := c.values[folded(s)]; known {
		return v, nil
	}
	switch {
	case c.keep:
		return s, nil
	case c.others != nil:
		return *c.others, nil
	}
	return "", fmt.Errorf("the mapping does not say what %q means; it has %s", shortened(s), strings.Join(c.words, ", "))
}

// shortened keeps messages short: a cell may hold a whole article.
func shortened(s string) string {
	const most = 80
	if r := []rune(s[:min(len(s), 4*most)]); len(r) > most {
		return string(r[:most]) + "…"
	}
	return s
}
