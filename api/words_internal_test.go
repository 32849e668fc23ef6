package api

import (
	"strings"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
)

// Whoever breaks a pattern is told in words what is wanted, whatever it is a pattern of.
func TestPatternsAreToldInWords(t *testing.T) {
	k, err := loadContract(nil)
	if err != nil {
		t.Fatal(err)
	}
	seen := map[*openapi3.Schema]bool{}
	patterns := 0
	judge := func(where string, s *openapi3.Schema) {
		if s.Pattern == "" {
			return
		}
		patterns++
		said := detail(&openapi3.SchemaError{SchemaField: "pattern", Schema: s, Value: "?", Reason: s.Pattern})
		if words, _ := s.Extensions["x-words"].(string); words == "" || said != `"?" is not `+words || strings.Contains(said, s.Pattern) || strings.ContainsAny(said, "^$\\[") {
			t.Errorf("%s: %s", where, said)
		}
	}
	var walk func(where string, ref *openapi3.SchemaRef)
	walk = func(where string, ref *openapi3.SchemaRef) {
		if ref == nil || seen[ref.Value] {
			return
		}
		s := ref.Value
		seen[s] = true
		judge(where, s)
		for name, member := range s.Properties {
			walk(where+"/"+name, member)
		}
		for _, list := range []openapi3.SchemaRefs{s.AllOf, s.OneOf, s.AnyOf} {
			for _, one := range list {
				walk(where, one)
			}
		}
		walk(where, s.Items)
		walk(where, s.AdditionalProperties.Schema)
	}
	for name, o := range k.operations {
		operation := o.route().Operation
		for _, p := range append(operation.Parameters, o.route().PathItem.Parameters...) {
			walk(name+" "+p.Value.Name, p.Value.Schema)
		}
		if operation.RequestBody != nil {
			for _, content := range operation.RequestBody.Value.Content {
				walk(name, content.Schema)
			}
		}
	}
	if patterns < 20 {
		t.Errorf("only %d patterns were seen", patterns)
	}
}
