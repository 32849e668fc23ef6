package api

import (
	"encoding/json"
	"fmt"
	"net/http"
	"unicode/utf8"

	"parley/internal/ledger"
	"parley/internal/wellformed"
)

func wellFormed(raw []byte) error {
	if !utf8.Valid(raw) {
		return notUTF8()
	}
	// The validator would overlook what follows the first value.
	if err := json.Unmarshal(raw, new(json.RawMessage)); err != nil {
		return problem(http.StatusBadRequest, "bad-json", "The body is not JSON", badJSON(raw, err))
	}
	if depth(raw) > maxDepth {
		return problem(http.StatusBadRequest, "too-deep", "The body is nested too deeply", fmt.Sprintf("at most %d levels are taken", maxDepth))
	}
	exactly := func(name string) string { return name }
	if f := wellformed.Check(raw, exactly); f != nil {
		return malformed(f)
	}
	return nil
}

func notUTF8() *Problem {
	return problem(http.StatusBadRequest, "bad-encoding", "The body is not UTF-8", "send JSON in UTF-8")
}

func malformed(f *wellformed.Fault) *Problem {
	switch f.Kind {
	case wellformed.NUL:
		return problem(http.StatusBadRequest, "nul", "The body contains a NUL character", `remove \u0000 from the text`)
	case wellformed.HalfCharacter:
		return problem(http.StatusBadRequest, "bad-encoding", "The body contains half a character", f.At+" is one half of a surrogate pair and stands without the other")
	case wellformed.RepeatedMember:
		p := problem(http.StatusBadRequest, "repeated-member", "The body says one thing twice", "give each member of an object once")
		p.Faults = []ledger.Fault{{Pointer: f.At, Code: "repeated", Detail: "stands in its object twice"}}
		return p
	}
	return notUTF8()
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
