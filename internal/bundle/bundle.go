// Package bundle reads coding bundles: files in which people write down
// parties, issues, articles and the positions they found in them, with
// references by slug. docs/coding-bundle.md describes the format. It imports
// internal/ledger, through which everything it reads is recorded.
package bundle

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
)

// Item is one resource of a bundle, with the line it begins on.
type Item struct {
	Kind string
	Line int
	Raw  json.RawMessage
}

// Fault is what is wrong with one item.
type Fault struct {
	File string
	Line int
	Err  error
}

func (f Fault) Error() string { return fmt.Sprintf("%s:%d: %v", f.File, f.Line, f.Err) }

// plurals are the members of a JSON bundle, in the order they are recorded.
var plurals = []struct{ plural, kind string }{
	{"negotiations", "negotiation"}, {"parties", "party"}, {"memberships", "membership"},
	{"participations", "participation"}, {"rounds", "round"}, {"issues", "issue"},
	{"proposals", "proposal"}, {"proposal_versions", "proposal_version"}, {"articles", "article"},
	{"positions", "position"}, {"saliences", "salience"}, {"revisions", "revision"},
	{"retractions", "retraction"},
}

// Read reads a bundle from a file: JSON, an object of lists by kind, or NDJSON,
// one object a line whose only member is the kind.
func Read(files fs.FS, name string) ([]Item, error) {
	data, err := fs.ReadFile(files, name)
	if err != nil {
		return nil, err
	}
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	if isWhole(data) {
		return readJSON(name, data)
	}
	return readLines(name, data)
}

// isWhole tells a JSON bundle from NDJSON: its first object has a list in it.
func isWhole(data []byte) bool {
	var first map[string]json.RawMessage
	if err := json.NewDecoder(bytes.NewReader(data)).Decode(&first); err != nil {
		return bytes.Count(data, []byte("\n")) == 0 || !json.Valid(firstLine(data))
	}
	for _, p := range plurals {
		if _, ok := first[p.plural]; ok {
			return true
		}
	}
	return len(first) != 1
}

func firstLine(data []byte) []byte {
	line, _, _ := bytes.Cut(data, []byte("\n"))
	return line
}

func readLines(name string, data []byte) ([]Item, error) {
	var items []Item
	for i, line := range bytes.Split(data, []byte("\n")) {
		if len(bytes.TrimSpace(line)) == 0 {
			continue
		}
		var one map[string]json.RawMessage
		err := json.Unmarshal(line, &one)
		if err == nil && len(one) != 1 {
			err = fmt.Errorf("a line holds one object with one member, which names the kind")
		}
		if err != nil {
			return nil, Fault{File: name, Line: i + 1, Err: err}
		}
		for kind, raw := range one {
			items = append(items, Item{Kind: kind, Line: i + 1, Raw: raw})
		}
	}
	return items, nil
}

// readJSON walks the lists of a JSON bundle, keeping the line of each item.
func readJSON(name string, data []byte) ([]Item, error) {
	lists := map[string][]Item{}
	d := json.NewDecoder(bytes.NewReader(data))
	line := func() int { return 1 + bytes.Count(data[:d.InputOffset()], []byte("\n")) }
	failed := func(err error) ([]Item, error) { return nil, Fault{File: name, Line: line(), Err: err} }
	if _, err := d.Token(); err != nil {
		return failed(err)
	}
	for d.More() {
		key, err := d.Token()
		if err != nil {
			return failed(err)
		}
		items, err := readList(d, data)
		if err != nil {
			return failed(fmt.Errorf("%v: %w", key, err))
		}
		lists[fmt.Sprint(key)] = items
	}
	return inOrder(name, lists)
}

func readList(d *json.Decoder, data []byte) ([]Item, error) {
	if open, err := d.Token(); err != nil || open != json.Delim('[') {
		return nil, fmt.Errorf("a list is expected here (%v)", err)
	}
	var items []Item
	for d.More() {
		start := int(d.InputOffset())
		start += bytes.IndexByte(data[start:], '{') + 1
		item := Item{Line: 1 + bytes.Count(data[:max(start, 0)], []byte("\n"))}
		if err := d.Decode(&item.Raw); err != nil {
			return nil, err
		}
		items = append(items, item)
	}
	_, err := d.Token()
	if err == io.EOF {
		err = io.ErrUnexpectedEOF
	}
	return items, err
}

func inOrder(name string, lists map[string][]Item) ([]Item, error) {
	var all []Item
	for _, p := range plurals {
		for _, item := range lists[p.plural] {
			item.Kind = p.kind
			all = append(all, item)
		}
		delete(lists, p.plural)
	}
	for key := range lists {
		return nil, Fault{File: name, Line: 1, Err: fmt.Errorf("there is no kind %q", key)}
	}
	return all, nil
}
