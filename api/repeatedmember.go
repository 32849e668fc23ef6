package api

import (
	"bytes"
	"encoding/json"
	"strconv"
)

// repeatedMember gives the JSON pointer of the first member that an object of
// well-formed JSON has twice. Decoders keep the last of them, so that what was
// meant by the other would be lost without a word.
func repeatedMember(raw []byte) (pointer string, found bool) {
	d := json.NewDecoder(bytes.NewReader(raw))
	d.UseNumber()
	return repeatedIn(d, "")
}

// repeatedIn reads one value. The nesting of raw is bounded before.
func repeatedIn(d *json.Decoder, at string) (string, bool) {
	switch token, _ := d.Token(); token {
	case json.Delim('{'):
		return repeatedInObject(d, at)
	case json.Delim('['):
		for i := 0; d.More(); i++ {
			if pointer, found := repeatedIn(d, at+"/"+strconv.Itoa(i)); found {
				return pointer, true
			}
		}
		d.Token() //nolint:errcheck // the end, since the text is well-formed
	}
	return "", false
}

func repeatedInObject(d *json.Decoder, at string) (string, bool) {
	seen := map[string]bool{}
	for d.More() {
		token, _ := d.Token()
		name, _ := token.(string)
		pointer := at + "/" + pointerEscape.Replace(name)
		if seen[name] {
			return pointer, true
		}
		seen[name] = true
		if pointer, found := repeatedIn(d, pointer); found {
			return pointer, true
		}
	}
	d.Token() //nolint:errcheck // the end, since the text is well-formed
	return "", false
}
