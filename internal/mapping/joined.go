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
