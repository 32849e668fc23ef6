package wellformed

import (
	"bytes"
	"encoding/json"
	"strconv"
	"strings"
)

var pointerEscape = strings.NewReplacer("~", "~0", "/", "~1")

// repeatedMember gives the JSON pointer of the first member that an object of
// well-formed JSON has twice. Decoders keep the last of them, so that what was
// meant by the other would be lost without a word.
func repeatedMember(raw []byte, same func(string) string) (pointer string, found bool) {
	s := search{json.NewDecoder(bytes.NewReader(raw)), same}
	s.UseNumber()
	return s.value("")
}

type search struct {
	*json.Decoder
	same func(string) string
}

func (s search) value(at string) (string, bool) {
	switch token, _ := s.Token(); token {
	case json.Delim('{'):
		return s.object(at)
	case json.Delim('['):
		for i := 0; s.More(); i++ {
			if pointer, found := s.value(at + "/" + strconv.Itoa(i)); found {
				return pointer, true
			}
		}
		s.Token() //nolint:errcheck // the end, since the text is well-formed
	}
	return "", false
}

func (s search) object(at string) (string, bool) {
	seen := map[string]bool{}
	for s.More() {
		token, _ := s.Token()
		name, _ := token.(string)
		pointer := at + "/" + pointerEscape.Replace(name)
		if seen[s.same(name)] {
			return pointer, true
		}
		seen[s.same(name)] = true
		if pointer, found := s.value(pointer); found {
			return pointer, true
		}
	}
	s.Token() //nolint:errcheck // the end, since the text is well-formed
	return "", false
}
