package mapping

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/htmlindex"

	"parley/internal/bundle"
	"parley/internal/ledger"
)

// document walks the JSON of a mapping and notes every fault.
type document struct{ faults []ledger.Fault }

func (d *document) wrong(pointer, code, format string, args ...any) {
	d.faults = append(d.faults, ledger.Fault{Pointer: pointer, Code: code, Detail: fmt.Sprintf(format, args...)})
}

func (d *document) mapping(m *Mapping, v any) {
	o := d.object("", v, "mapping", "delimiter", "encoding", "guarded", "empty", "dates", "months", "decimal", "columns", "items")
	if o == nil {
		return
	}
	if o["mapping"] != float64(version) {
		d.wrong("/mapping", "version", "must be %d, the version of this form", version)
	}
	m.delimiter = d.delimiter(o["delimiter"])
	m.encoding = d.encoding(o["encoding"])
	m.guarded = d.yes("/guarded", o["guarded"])
	m.empty = set(d.texts("/empty", o["empty"]))
	months := d.months(o["months"])
	m.dates = d.dates("/dates", o["dates"], months)
	if m.decimal = d.decimal("/decimal", o["decimal"]); m.decimal == 0 {
		m.decimal = '.'
	}
	d.cells(m, o["columns"], months)
	d.items(m, o["items"])
}

// object reads an object that has the members named and no others.
func (d *document) object(pointer string, v any, members ...string) map[string]any {
	o, is := v.(map[string]any)
	if !is {
		d.wrong(pointer, "type", "must be an object")
		return nil
	}
	for _, name := range slices.Sorted(maps.Keys(o)) {
		if !slices.Contains(members, name) {
			d.wrong(pointer+"/"+escaped(name), "unknown", "there is no such member here; there are %s", strings.Join(members, ", "))
		}
	}
	return o
}

// text reads a text that may be left out.
func (d *document) text(pointer string, v any) string {
	s, is := v.(string)
	if !is && v != nil {
		d.wrong(pointer, "type", "must be a text")
	}
	return s
}

func (d *document) yes(pointer string, v any) bool {
	b, is := v.(bool)
	if !is && v != nil {
		d.wrong(pointer, "type", "must be true or false")
	}
	return b
}

// texts reads a list of texts that may be left out.
func (d *document) texts(pointer string, v any) []string {
	if v == nil {
		return nil
	}
	list, is := v.([]any)
	if !is {
		d.wrong(pointer, "type", "must be a list of texts")
	}
	texts := make([]string, len(list))
	for i, s := range list {
		texts[i] = d.text(fmt.Sprintf("%s/%d", pointer, i), s)
	}
	return texts
}

func set(list []string) map[string]bool {
	m := map[string]bool{}
	for _, s := range list {
		m[strings.TrimSpace(s)] = true
	}
	return m
}

// delimiters are what may stand between cells, in the order in which they are tried.
const delimiters = ",;\t|"

func (d *document) delimiter(v any) rune {
	s := d.text("/delimiter", v)
	if len(s) > 1 || !strings.Contains(delimiters, s) {
		d.wrong("/delimiter", "enum", `%q is not one of ",", ";", "\t" and "|"`, s)
	}
	for _, r := range s {
		return r
	}
	return 0
}

func (d *document) encoding(v any) encoding.Encoding {
	name := d.text("/encoding", v)
	if name == "" || strings.EqualFold(name, "utf-8") {
		return nil
	}
	e, err := htmlindex.Get(name)
	if err != nil {
		d.wrong("/encoding", "encoding", "there is no encoding %q; use a name of the Encoding Standard, for example windows-1252, windows-1251 or utf-16le", name)
	}
	return e
}

func (d *document) decimal(pointer string, v any) byte {
	switch s := d.text(pointer, v); s {
	case "":
		return 0
	case ".", ",":
		return s[0]
	default:
		d.wrong(pointer, "enum", `%q is not one of "." and ","`, s)
		return 0
	}
}

func (d *document) items(m *Mapping, v any) {
	list, is := v.([]any)
	if !is || len(list) == 0 || len(list) > maxItems {
		d.wrong("/items", "type", "must be a list of 1 to %d items, each as on a line of a coding bundle: {\"position\": {…}}", maxItems)
		return
	}
	for i, v := range list {
		d.item(m, fmt.Sprintf("/items/%d", i), v)
	}
}

func (d *document) item(m *Mapping, pointer string, v any) {
	o, _ := v.(map[string]any)
	var kinds []string
	for name := range o {
		if bundle.Form(name) != nil {
			kinds = append(kinds, name)
		}
	}
	if len(kinds) != 1 {
		d.wrong(pointer, "kind", "must be an object with one member that names a kind of item, as position, and where needed when")
		return
	}
	kind := kinds[0]
	d.object(pointer, v, kind, "when")
	c := compiler{document: d, cells: m.cells}
	n := c.node(pointer+"/"+kind, o[kind], formOf(kind))
	if n == nil {
		return
	}
	if _, given := n.field("slug"); !given && kind != "position" && n.form.field("slug") != nil {
		d.wrong(pointer+"/"+kind+"/slug", "required", "say which slug it has, as \"{Name of a column}\": other items refer to it by that")
	}
	m.items = append(m.items, item{kind: kind, node: n, when: d.text(pointer+"/when", o["when"])})
}

// escaped writes a name as a part of a JSON pointer.
func escaped(name string) string { return strings.NewReplacer("~", "~0", "/", "~1").Replace(name) }
