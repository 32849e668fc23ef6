package mapping

import (
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"parley/internal/ledger"
)

// row makes items of a row.
func (r *reader) row(cells []string, line int) error {
	if !slices.ContainsFunc(cells, func(s string) bool { return strings.TrimSpace(s) != "" }) {
		r.blank++
		return nil
	}
	for _, i := range r.unused {
		if i < len(cells) && strings.TrimSpace(cells[i]) != "" {
			r.filled[i]++
		}
	}
	if faults := r.shape(cells); len(faults) > 0 {
		return r.refuse(line, faults)
	}
	for len(cells) < len(r.head) { // Excel leaves out empty cells at the end of a row
		cells = append(cells, "")
	}
	v := &row{Mapping: r.Mapping, cells: cells, places: r.places, part: map[string]string{}}
	items := v.items(line)
	if len(v.faults) > 0 {
		return r.refuse(line, v.faults)
	}
	for _, item := range items {
		if err := r.send(item); err != nil {
			return err
		}
	}
	return nil
}

// shape finds what is wrong with a row as such.
func (r *reader) shape(cells []string) (faults []ledger.Fault) {
	for _, s := range cells[min(len(cells), len(r.head)):] {
		if strings.TrimSpace(s) != "" {
			return []ledger.Fault{{Code: "csv", Detail: fmt.Sprintf("the row has %d cells, and the head line %d; a cell with the delimiter or a line break in it stands in quotation marks", len(cells), len(r.head))}}
		}
	}
	for i, s := range cells[:min(len(cells), len(r.head))] {
		switch {
		case !utf8.ValidString(s):
			faults = append(faults, ledger.Fault{Column: r.head[i], Code: "encoding", Detail: "it is not UTF-8; name the encoding of the file in the mapping, for example \"encoding\": \"windows-1252\""})
		case r.encoding != nil && strings.ContainsRune(s, utf8.RuneError):
			faults = append(faults, ledger.Fault{Column: r.head[i], Code: "encoding", Detail: "it cannot be read in the encoding that the mapping names"})
		}
	}
	return faults
}

// send gives an item on, unless it is one that was given before.
func (r *reader) send(v made) error {
	if v.kind == "position" {
		return r.position(v)
	}
	raw, err := json.Marshal(v.content)
	if err != nil {
		return err
	}
	sum := sha256.Sum256(append([]byte(v.kind+" "), raw...))
	if key := [16]byte(sum[:]); r.made[key] {
		return nil
	} else {
		r.made[key] = true
	}
	if v.kind == "retraction" { // of what stands before it
		if err := r.flush(); err != nil {
			return err
		}
	}
	return r.give(v.item(raw))
}
