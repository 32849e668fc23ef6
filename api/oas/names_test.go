package oas_test

import (
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
)

// Generators of clients make up a name for each type that has none: PositionParty0
// for a member of a union, StanceOrNullType1 for what may be null (docs/clients.md).
func TestTypesHaveNames(t *testing.T) {
	doc := contract(t)
	for name, ref := range doc.Components.Schemas {
		s := ref.Value
		if s.Nullable && (s.Enum != nil || s.Type.Is("object")) && s.Title == "" {
			t.Errorf("%s may be null and has no title", name)
		}
		for property, p := range s.Properties {
			if p.Ref == "" {
				named(t, name+"."+property, p.Value)
			}
		}
	}
	for path, item := range doc.Paths.Map() {
		for method, operation := range item.Operations() {
			for status, answer := range operation.Responses.Map() {
				for kind, content := range answer.Value.Content {
					if kind == "application/json" && content.Schema.Ref == "" && content.Schema.Value.Type.Is("object") {
						t.Errorf("%s %s answers %s with a schema that has no name", method, path, status)
					}
				}
			}
		}
	}
}

// named wants that what is written in place needs no name.
func named(t *testing.T, place string, s *openapi3.Schema) {
	if s.Nullable && (s.Enum != nil || s.Type.Is("object")) {
		t.Errorf("%s may be null: give it a schema of its own, with a title", place)
	}
	if len(s.OneOf)+len(s.AnyOf) > 0 {
		t.Errorf("%s is a union: give it a schema of its own", place)
	}
}
