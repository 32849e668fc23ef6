package bundle

import (
	"bytes"
	"encoding/json"
	"errors"
	"slices"
)

// read finds the items of a bundle in the order they are recorded: JSON, an
// object of lists by kind, or NDJSON, one object a line whose only member is
// the kind.
func read(data []byte) []item {
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	if isWhole(data) {
		return readWhole(data)
	}
	return readLines(data)
}

// isWhole tells a JSON bundle from NDJSON by what its first member is named or holds.
func isWhole(data []byte) bool {
	d := json.NewDecoder(bytes.NewReader(data))
	open, _ := d.Token()
	name, _ := d.Token()
	value, _ := d.Token()
	word, isWord := name.(string)
	if open != json.Delim('{') || !isWord {
		return open == json.Delim('[') || name == json.Delim('}')
	}
	k := kindOf(word)
	return value == json.Delim('[') || k != nil && word == k.plural
}

func readLines(data []byte) []item {
	var items []item
	for i, line := range bytes.Split(data, []byte("\n")) {
		if line = bytes.TrimSpace(line); len(line) > 0 {
			one := readLine(line)
			one.line = i + 1
			items = append(items, one)
		}
	}
	return items
}

func readLine(line []byte) item {
	if err := json.Unmarshal(line, new(json.RawMessage)); err != nil {
		return item{err: unreadable(err)}
	}
	d := json.NewDecoder(bytes.NewReader(line))
	open, _ := d.Token()
	name, _ := d.Token()
	word, isWord := name.(string)
	if open != json.Delim('{') || !isWord {
		return item{err: errNoLine}
	}
	var raw json.RawMessage
	_ = d.Decode(&raw)
	k := kindOf(word)
	switch {
	case d.More():
		return item{err: errNoLine}
	case k == nil || word != k.name:
		return item{err: refuse("there is no kind %q", word)}
	}
	return item{kind: k, raw: raw}
}

var errNoLine = refuse("a line holds one object with one member, which names the kind")

// readWhole walks the lists of a JSON bundle, keeping the line of each item.
func readWhole(data []byte) []item {
	at := &lines{data: data}
	var syntax *json.SyntaxError
	if err := json.Unmarshal(data, new(json.RawMessage)); errors.As(err, &syntax) {
		return []item{{line: at.of(max(syntax.Offset-1, 0)), err: unreadable(err)}}
	}
	d := json.NewDecoder(bytes.NewReader(data))
	if open, err := d.Token(); err != nil || open != json.Delim('{') {
		return []item{{line: 1, err: refuse("a bundle is an object with a list for each kind")}}
	}
	var items []item
	for d.More() {
		items = append(items, readList(d, at)...)
	}
	slices.SortStableFunc(items, func(a, b item) int { return rank(a) - rank(b) })
	return items
}

// rank puts what cannot be read first and the rest in the order of kinds.
func rank(v item) int {
	return slices.IndexFunc(kinds, func(k kind) bool { return v.kind != nil && k.name == v.kind.name })
}

// readList reads one member of a JSON bundle. Its syntax is known to be right,
// so only what it is can be wrong.
func readList(d *json.Decoder, at *lines) []item {
	name, _ := d.Token()
	word, _ := name.(string)
	k, line := kindOf(word), at.of(d.InputOffset())
	var value json.RawMessage
	if k == nil || word != k.plural {
		_ = d.Decode(&value)
		return []item{{line: line, err: refuse("there is no list %q in a bundle", word)}}
	}
	if open, _ := d.Token(); open != json.Delim('[') {
		return []item{{line: line, err: refuse("%s must be a list", word)}}
	}
	var items []item
	for d.More() {
		var raw json.RawMessage
		_ = d.Decode(&raw)
		items = append(items, item{kind: k, line: at.of(d.InputOffset() - int64(len(raw))), raw: raw})
	}
	_, _ = d.Token()
	return items
}

// lines gives the line of offsets that only grow.
type lines struct {
	data []byte
	read int64
	ends int
}

func (l *lines) of(offset int64) int {
	l.ends += bytes.Count(l.data[l.read:offset], []byte("\n"))
	l.read = offset
	return 1 + l.ends
}
