package api

import (
	"encoding/json"
	"fmt"
	"net/http"
	"unicode/utf8"

	"github.com/getkin/kin-openapi/openapi3"

	"parley/internal/ledger"
	"parley/internal/wellformed"
)

// wellFormed refuses what is no JSON, and JSON of which more would have to be held than
// anything it could rightly say.
func wellFormed(raw []byte, most int) error {
	if !utf8.Valid(raw) {
		return notUTF8()
	}
	// The validator would overlook what follows the first value.
	if err := json.Unmarshal(raw, new(json.RawMessage)); err != nil {
		return problem(http.StatusBadRequest, "bad-json", "The body is not JSON", badJSON(raw, err))
	}
	deepest, values := wellformed.Measure(raw)
	if deepest > maxDepth {
		return problem(http.StatusBadRequest, "too-deep", "The body is nested too deeply", fmt.Sprintf("at most %d levels are taken", maxDepth))
	}
	if values > most {
		return problem(http.StatusBadRequest, "too-many-values", "The body has too many values", fmt.Sprintf("at most %d values are taken here, those in lists and objects counted; this has %d", most, values))
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

// spareValues are beyond what the contract lets pass, so that what has a few too many is
// told which.
const spareValues = 1000

// mostValues is how many values are taken in a body in JSON: as many as the contract lets
// pass, and some. To hold a value takes tens of times its bytes.
func mostValues(o *openapi3.Operation) int {
	if o.RequestBody == nil {
		return 0
	}
	most := 0
	for _, form := range o.RequestBody.Value.Content {
		most = max(most, valuesIn(form.Schema))
	}
	return most + spareValues
}

// valuesIn is the most that values of a schema can hold. Every list of a body that is read
// at once has a bound (TestBodiesAreBounded).
func valuesIn(ref *openapi3.SchemaRef) int {
	if ref == nil {
		return 0
	}
	s, n := ref.Value, 1
	for _, parts := range []openapi3.SchemaRefs{s.AllOf, s.AnyOf, s.OneOf} {
		for _, part := range parts {
			n += valuesIn(part)
		}
	}
	for _, member := range s.Properties {
		n += valuesIn(member)
	}
	if s.Items != nil && s.MaxItems != nil {
		n += int(*s.MaxItems) * valuesIn(s.Items)
	}
	if s.MaxProps != nil {
		n += int(*s.MaxProps) * valuesIn(s.AdditionalProperties.Schema)
	}
	return n
}
