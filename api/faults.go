package api

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/openapi3filter"

	"parley/internal/ledger"
)

// explain turns what the validator found into one problem with all its faults.
func explain(err error) *Problem {
	found := faultsOf(err, "")
	slices.SortStableFunc(found, func(a, b ledger.Fault) int {
		return strings.Compare(a.Parameter+a.Pointer, b.Parameter+b.Pointer)
	})
	if !slices.ContainsFunc(found, func(f ledger.Fault) bool { return f.Parameter != "" }) {
		return bodyProblem(err, found)
	}
	p := problem(http.StatusBadRequest, "bad-parameter", "A parameter is wrong", "correct the parameters named in faults")
	p.Faults = found
	return p
}

// faultsOf walks the tree of errors that the validator gives.
func faultsOf(err error, parameter string) []ledger.Fault {
	switch e := err.(type) {
	case openapi3.MultiError:
		var list []ledger.Fault
		for _, one := range e {
			list = append(list, faultsOf(one, parameter)...)
		}
		return list
	case *openapi3filter.RequestError:
		if e.Parameter != nil {
			parameter = e.Parameter.Name
		}
		if e.Err == nil {
			return []ledger.Fault{{Parameter: parameter, Code: "required", Detail: e.Reason}}
		}
		return faultsOf(e.Err, parameter)
	case *openapi3.SchemaError:
		return schemaFaults(e, parameter)
	}
	if errors.Is(err, openapi3filter.ErrInvalidRequired) {
		return []ledger.Fault{{Parameter: parameter, Code: "required", Detail: err.Error()}}
	}
	return []ledger.Fault{{Parameter: parameter, Code: "format", Detail: err.Error()}}
}

// schemaFaults unwraps a fault inside allOf, whose outer message says nothing.
func schemaFaults(e *openapi3.SchemaError, parameter string) []ledger.Fault {
	var inner *openapi3.SchemaError
	var many openapi3.MultiError
	switch {
	case e.Origin == nil:
	case errors.As(e.Origin, &many):
		var list []ledger.Fault
		for _, one := range many {
			if errors.As(one, &inner) {
				list = append(list, schemaFaults(inner, parameter)...)
			}
		}
		return list
	case errors.As(e.Origin, &inner):
		return schemaFaults(inner, parameter)
	}
	f := ledger.Fault{Parameter: parameter, Code: code(e), Detail: detail(e)}
	if parameter == "" {
		f.Pointer = pointer(e)
	}
	return []ledger.Fault{f}
}

var pointerEscape = strings.NewReplacer("~", "~0", "/", "~1")

func pointer(e *openapi3.SchemaError) string {
	var b strings.Builder
	for _, part := range e.JSONPointer() {
		b.WriteString("/" + pointerEscape.Replace(part))
	}
	if name := unknownMember(e); name != "" {
		b.WriteString("/" + pointerEscape.Replace(name))
	}
	return b.String()
}

// unknownMember is the name of a member the schema does not have.
func unknownMember(e *openapi3.SchemaError) string {
	var name string
	if _, err := fmt.Sscanf(e.Reason, "property %q is unsupported", &name); err != nil {
		return ""
	}
	return name
}

func code(e *openapi3.SchemaError) string {
	switch {
	case unknownMember(e) != "":
		return "unknown"
	case e.SchemaField == "":
		return "schema"
	}
	return e.SchemaField
}

func quoted(v any) string {
	if s, ok := v.(string); ok {
		return fmt.Sprintf("%q", s)
	}
	return fmt.Sprint(v)
}

func allowed(s *openapi3.Schema) string {
	var list []string
	for _, v := range s.Enum {
		if v != nil {
			list = append(list, fmt.Sprint(v))
		}
	}
	return strings.Join(list, ", ")
}

// bodyProblem answers 400 for what is no JSON and 422 for JSON that is not what the contract says.
func bodyProblem(err error, faults []ledger.Fault) *Problem {
	var parse *openapi3filter.ParseError
	if errors.As(err, &parse) {
		return problem(http.StatusBadRequest, "bad-json", "The body is not JSON", parse.Error())
	}
	p := problem(http.StatusUnprocessableEntity, "invalid", "The request breaks a rule", "the request is not as the contract says and changed nothing; correct what faults names; names and quotes are looked up after that")
	p.Faults = faults
	return p
}

// unreadable says which member of a body that fits the contract still cannot be
// read, for example a whole number written 1.0.
func unreadable(err error) *Problem {
	var e *json.UnmarshalTypeError
	if !errors.As(err, &e) {
		return badRequest(err)
	}
	p := problem(http.StatusUnprocessableEntity, "invalid", "The request breaks a rule", "correct what faults names")
	p.Faults = []ledger.Fault{{Pointer: "/" + strings.ReplaceAll(e.Field, ".", "/"), Code: "type",
		Detail: "cannot be read as " + e.Type.String() + " from " + e.Value}}
	return p
}

func keys[V any](m map[string]V) []string { return slices.Collect(maps.Keys(m)) }

func sorted(list []string) []string {
	slices.Sort(list)
	return list
}
