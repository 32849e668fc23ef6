package api

import (
	"bytes"
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/openapi3filter"
	"github.com/getkin/kin-openapi/routers"
	"github.com/gin-gonic/gin"
	"github.com/google/uuid"

	"parley/api/oas"
	"parley/internal/access"
	"parley/internal/edtf"
)

// contract is openapi.yaml: served as it is, and as JSON once that is asked for.
// Requests are judged by its generated extract, which is read much faster.
type contract struct {
	yaml       []byte
	json       func() ([]byte, error)
	operations map[string]operation // by method and path as gin writes it
	options    *openapi3filter.Options
}

func loadContract(text []byte) (*contract, error) {
	defineFormats()
	k := &contract{yaml: text, json: sync.OnceValues(func() ([]byte, error) { return asJSON(text) }), operations: map[string]operation{},
		// Who may do what is decided before (access.go).
		options: &openapi3filter.Options{MultiError: true, SkipSettingDefaults: true, AuthenticationFunc: openapi3filter.NoopAuthenticationFunc}}
	for line := range bytes.Lines(oas.Requests) {
		if err := k.takePath(line); err != nil {
			return nil, fmt.Errorf("contract: %w", err)
		}
	}
	return k, nil
}

// need is what the operation of a request asks of its caller. Outside the contract
// there is the API page, and nothing else but refusals.
func (k *contract) need(c *gin.Context) access.Need {
	if o, known := k.operations[c.Request.Method+" "+c.FullPath()]; known {
		return o.need
	}
	return access.NeedNothing
}

// asJSON turns the whole of openapi.yaml into JSON.
func asJSON(text []byte) ([]byte, error) {
	doc, err := openapi3.NewLoader().LoadFromData(text)
	if err != nil {
		return nil, fmt.Errorf("openapi.yaml: %w", err)
	}
	return json.Marshal(doc)
}

var pathParameter = regexp.MustCompile(`\{([^}]+)\}`)

func ginPath(path string) string { return pathParameter.ReplaceAllString(path, ":$1") }

// defineFormats teaches the validator what its own patterns refuse (UUIDv7), let
// pass (30 February) or do not know (EDTF).
func defineFormats() {
	openapi3.DefineStringFormatValidator("uuid", openapi3.NewCallbackValidator(func(s string) error {
		if len(s) != 36 {
			return fmt.Errorf("is not a UUID")
		}
		return uuid.Validate(s)
	}))
	openapi3.DefineStringFormatValidator("date-time", openapi3.NewCallbackValidator(func(s string) error {
		t, err := time.Parse(time.RFC3339, s)
		if err == nil {
			_, err = t.MarshalJSON() // an offset of a day or more is parsed and then cannot be written
		}
		return err
	}))
	openapi3.DefineStringFormatValidator("date", openapi3.NewCallbackValidator(func(s string) error {
		_, err := time.Parse(time.DateOnly, s)
		return err
	}))
	openapi3.DefineStringFormatValidator("edtf", openapi3.NewCallbackValidator(func(s string) error {
		_, err := edtf.Parse(s)
		return err
	}))
}

// pattern is a route as the contract writes it, for logs and metrics; empty
// where nothing answers.
func (k *contract) pattern(method, ginPath string) string {
	if o, known := k.operations[method+" "+ginPath]; known {
		return o.path
	}
	return strings.Replace(ginPath, "/*file", "/{file}", 1)
}

// queryParameter is a query parameter that an operation knows, or nil.
func queryParameter(route *routers.Route, name string) *openapi3.Parameter {
	if p := route.PathItem.Parameters.GetByInAndName(openapi3.ParameterInQuery, name); p != nil {
		return p
	}
	return route.Operation.Parameters.GetByInAndName(openapi3.ParameterInQuery, name)
}

// isRepeatable tells whether a parameter may be given several times.
func isRepeatable(p *openapi3.Parameter) bool {
	return p.Explode != nil && *p.Explode && p.Schema.Value.Type.Is("array")
}

// known names the query parameters of an operation.
func known(route *routers.Route) string {
	var names []string
	for _, p := range slices.Concat(route.PathItem.Parameters, route.Operation.Parameters) {
		if p.Value.In == openapi3.ParameterInQuery {
			names = append(names, p.Value.Name)
		}
	}
	if len(names) == 0 {
		return "this operation takes none"
	}
	return "it takes " + strings.Join(sorted(names), ", ")
}

// isView tells whether a path is that of a view: something of a negotiation that
// has the clock of the record.
func (k *contract) isView(path string) bool {
	o, known := k.operations["GET "+path]
	return known && strings.HasPrefix(path, "/v1/negotiations/:negotiation/") &&
		o.route().Operation.Parameters.GetByInAndName(openapi3.ParameterInQuery, "known_at") != nil
}
