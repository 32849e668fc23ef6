package api

import (
	"encoding/json"
	"fmt"
	"net/http"
	"regexp"
	"strconv"
	"unicode/utf16"
	"unicode/utf8"

	"parley/internal/ledger"
)

// escapedNUL finds \u0000, which JSON allows and databases do not store.
var escapedNUL = regexp.MustCompile(`(^|[^\\])(\\\\)*\\u0000`)

func wellFormed(raw []byte) error {
	if !utf8.Valid(raw) {
		return problem(http.StatusBadRequest, "bad-encoding", "The body is not UTF-8", "send JSON in UTF-8")
	}
	// The validator would overlook what follows the first value.
	if err := json.Unmarshal(raw, new(json.RawMessage)); err != nil {
		return problem(http.StatusBadRequest, "bad-json", "The body is not JSON", badJSON(raw, err))
	}
	if depth(raw) > maxDepth {
		return problem(http.StatusBadRequest, "too-deep", "The body is nested too deeply", fmt.Sprintf("at most %d levels are taken", maxDepth))
	}
	if escapedNUL.Match(raw) {
		return problem(http.StatusBadRequest, "nul", "The body contains a NUL character", `remove \u0000 from the text`)
	}
	if half := halfCharacter(raw); half != "" {
		return problem(http.StatusBadRequest, "bad-encoding", "The body contains half a character", half+" is one half of a surrogate pair and stands without the other")
	}
	if pointer, found := repeatedMember(raw); found {
		p := problem(http.StatusBadRequest, "repeated-member", "The body says one thing twice", "give each member of an object once")
		p.Faults = []ledger.Fault{{Pointer: pointer, Code: "repeated", Detail: "stands in its object twice"}}
		return p
	}
	return nil
}

// halfCharacter finds an escape of a surrogate without its other half: JSON allows
// it, no text has it, and readers would silently put U+FFFD in its place.
func halfCharacter(raw []byte) string {
	for i := 0; i < len(raw); i++ {
		if raw[i] != '\\' {
			continue
		}
		one, ok := surrogate(raw[i:])
		if !ok {
			i++ // an escape of two characters may be of the backslash itself
			continue
		}
		other, ok := surrogate(raw[i+6:])
		if !ok || utf16.DecodeRune(one, other) == utf8.RuneError {
			return string(raw[i : i+6])
		}
		i += 11
	}
	return ""
}

// surrogate reads the escape that a piece of JSON begins with, if it is of half a character.
func surrogate(raw []byte) (rune, bool) {
	if len(raw) < 6 || raw[0] != '\\' || raw[1] != 'u' {
		return 0, false
	}
	n, err := strconv.ParseUint(string(raw[2:6]), 16, 16)
	return rune(n), err == nil && utf16.IsSurrogate(rune(n))
}

// maxDepth is far above what any body of the contract has.
const maxDepth = 32

// depth is how deeply well-formed JSON is nested.
func depth(raw []byte) int {
	deepest, now, inText := 0, 0, false
	for i := 0; i < len(raw); i++ {
		switch c := raw[i]; {
		case inText && c == '\\':
			i++
		case c == '"':
			inText = !inText
		case inText:
		case c == '{' || c == '[':
			now++
			deepest = max(deepest, now)
		case c == '}' || c == ']':
			now--
		}
	}
	return deepest
}
