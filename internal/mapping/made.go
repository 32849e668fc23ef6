package mapping

import (
	"encoding/json"
	"slices"
	"strings"

	"parley/internal/bundle"
)

// made is an item made of a row.
type made struct {
	kind    string
	content map[string]any
	line    int
	// again makes it once more and tells from which columns its members come.
	again func() map[string][]string
}

// items are what the mapping makes of a row.
func (r *row) items(line int) []made {
	var all []made
	for i, v := range r.Mapping.items {
		if v.when != "" {
			if says, err := r.says(v.when, false); err != nil {
				r.wrong("", "value", r.from(v.when), err)
			} else if says == "" {
				continue
			}
		}
		for n := range r.numbered(v.node.split) {
			content, there := r.render(v.node, "")
			if !there || len(r.faults) > 0 {
				continue
			}
			all = append(all, made{kind: v.kind, content: content.(map[string]any), line: line,
				again: func() map[string][]string { return r.traced(i, n) }})
		}
	}
	return all
}

// numbered goes through the parts of a cell and counts them.
func (r *row) numbered(split string) func(func(int) bool) {
	return func(yield func(int) bool) {
		n := 0
		for range r.repeat(split) {
			if !yield(n) {
				return
			}
			n++
		}
	}
}

// traced makes the item of a part again, to see what comes from where. It is done
// for faulty items only, since keeping it for all would cost more than making them.
func (r *row) traced(item, part int) map[string][]string {
	again := *r
	again.trace, again.size, again.part = map[string][]string{}, 0, map[string]string{}
	n := again.Mapping.items[item].node
	for i := range again.numbered(n.split) {
		if i == part {
			again.render(n, "")
			break
		}
	}
	for pointer, names := range again.trace {
		for i, name := range names {
			names[i] = again.from(name)
		}
		again.trace[pointer] = slices.Compact(slices.Sorted(slices.Values(names)))
	}
	return again.trace
}

func (v made) item(raw json.RawMessage) bundle.Item {
	return bundle.Item{Kind: v.kind, Raw: raw, Line: v.line, Place: v.kind, Where: func(pointer string) (int, string) {
		return v.line, columnOf(v.again(), pointer)
	}}
}

// columnOf names the column that a place came from, or those of what holds it, but
// for the item as a whole, which comes from all.
func columnOf(trace map[string][]string, pointer string) string {
	for ; pointer != ""; pointer = pointer[:strings.LastIndex(pointer, "/")] {
		if names := trace[pointer]; len(names) > 0 {
			return strings.Join(names, ", ")
		}
	}
	return ""
}
