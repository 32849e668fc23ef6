package bundle

import (
	"bytes"
	"encoding/json"
	"errors"
	"slices"
)

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

func readLine(line []byte) Item {
	if err := json.Unmarshal(line, new(json.RawMessage)); err != nil {
		return Item{Err: unreadable(err)}
	}
	d := json.NewDecoder(bytes.NewReader(line))
	open, _ := d.Token()
	name, _ := d.Token()
	word, isWord := name.(string)
	if open != json.Delim('{') || !isWord {
		return Item{Err: errNoLine}
	}
	var raw json.RawMessage
	_ = d.Decode(&raw)
	k := kindOf(word)
	switch {
	case d.More():
		return Item{Err: errNoLine}
	case k == nil || word != k.name:
		return Item{Err: Refuse("there is no kind %q", word)}
	}
	return Item{Kind: k.name, Raw: raw}
}

var errNoLine = Refuse("a line holds one object with one member, which names the kind")

// readWhole walks the lists of a JSON bundle, keeping the line of each item.
func readWhole(data []byte) []Item {
	at := &lines{data: data}
	var syntax *json.SyntaxError
	if err := json.Unmarshal(data, new(json.RawMessage)); errors.As(err, &syntax) {
		return []Item{{Line: at.of(max(syntax.Offset-1, 0)), Err: unreadable(err)}}
	}
	d := json.NewDecoder(bytes.NewReader(data))
	if open, err := d.Token(); err != nil || open != json.Delim('{') {
		return []Item{{Line: 1, Err: Refuse("a bundle is an object with a list for each kind")}}
	}
	var items []Item
	for d.More() {
		items = append(items, readList(d, at)...)
	}
	slices.SortStableFunc(items, func(a, b Item) int { return rank(a) - rank(b) })
	return items
}

// rank puts what cannot be read first and the rest in the order of kinds.
func rank(v Item) int {
	return slices.IndexFunc(kinds, func(k kind) bool { return k.name == v.Kind })
}

// readList reads one member of a JSON bundle. Its syntax is known to be right,
// so only what it is can be wrong.
func readList(d *json.Decoder, at *lines) []Item {
	name, _ := d.Token()
	word, _ := name.(string)
	k, line := kindOf(word), at.of(d.InputOffset())
	var value json.RawMessage
	if k == nil || word != k.plural {
		_ = d.Decode(&value)
		return []Item{{Line: line, Err: Refuse("there is no list %q in a bundle", word)}}
	}
	if open, _ := d.Token(); open != json.Delim('[') {
		return []Item{{Line: line, Err: Refuse("%s must be a list", word)}}
	}
	var items []Item
	for d.More() {
		var raw json.RawMessage
		_ = d.Decode(&raw)
		items = append(items, Item{Kind: k.name, Line: at.of(d.InputOffset() - int64(len(raw))), Raw: raw})
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
