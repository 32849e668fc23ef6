package mapping

import (
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strconv"
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

// maxEvidence bounds the passages of a position that rows are put together to.
const maxEvidence = 1000

// waiting is a position whose evidence may go on in the next row.
type waiting struct {
	made
	// evidence says from which row each came, and as which one of it.
	evidence []origin
}

type origin struct {
	made
	number int
}

// position holds a position back: rows that follow each other, give the same slug and
// differ in evidence only are one position.
func (r *reader) position(v made) error {
	if r.waiting != nil && r.waiting.takes(v) {
		return nil
	}
	if err := r.flush(); err != nil {
		return err
	}
	r.waiting = &waiting{made: v}
	for i := range evidenceOf(v.content) {
		r.waiting.evidence = append(r.waiting.evidence, origin{v, i})
	}
	return nil
}

func evidenceOf(content map[string]any) []any {
	list, _ := content["evidence"].([]any)
	return list
}

// takes adds the evidence of another row, if it tells of the same position.
func (w *waiting) takes(v made) bool {
	if v.content["slug"] == nil || v.content["slug"] != w.content["slug"] || v.line == w.line || !sameBut("evidence", v.content, w.content) {
		return false
	}
	all := evidenceOf(w.content)
	if len(all) >= maxEvidence {
		return false
	}
	for i, e := range evidenceOf(v.content) {
		if !slices.ContainsFunc(all, func(a any) bool { return reflect.DeepEqual(a, e) }) {
			all = append(all, e)
			w.evidence = append(w.evidence, origin{v, i})
		}
	}
	if len(all) > 0 {
		w.content["evidence"] = all
	}
	return true
}

func sameBut(name string, a, b map[string]any) bool {
	for _, pair := range [][2]map[string]any{{a, b}, {b, a}} {
		for k, v := range pair[0] {
			if k != name && !reflect.DeepEqual(v, pair[1][k]) {
				return false
			}
		}
	}
	return true
}

// flush gives the position that waits.
func (r *reader) flush() error {
	w := r.waiting
	if w == nil {
		return nil
	}
	r.waiting = nil
	raw, err := json.Marshal(w.content)
	if err != nil {
		return err
	}
	if _, given := w.content["slug"]; !given { // known by what it says
		summary, _ := w.content["summary"].(string)
		w.content["slug"] = bundle.Slug(summary, "row", string(raw))
		if raw, err = json.Marshal(w.content); err != nil {
			return err
		}
	}
	v := w.item(raw)
	v.Where = w.where
	return r.give(v)
}

// where leads from a place in the position to the row and column it came from.
func (w *waiting) where(pointer string) (line int, column string) {
	v := w.made
	if rest, in := strings.CutPrefix(pointer, "/evidence/"); in {
		number, rest, _ := strings.Cut(rest, "/")
		if i, err := strconv.Atoi(number); err == nil && i < len(w.evidence) {
			v = w.evidence[i].made
			pointer = strings.TrimSuffix(fmt.Sprintf("/evidence/%d/%s", w.evidence[i].number, rest), "/")
		}
	}
	return v.line, columnOf(v.again(), pointer)
}
