package api_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"slices"
	"strings"
	"sync"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/openapi3filter"
	"github.com/getkin/kin-openapi/routers"
)

var contractText = sync.OnceValue(func() []byte {
	text, err := os.ReadFile("../openapi.yaml")
	if err != nil {
		panic(err)
	}
	return text
})

// contract is openapi.yaml as the tests read it, apart from the server's copy.
var contract = sync.OnceValue(func() *openapi3.T {
	for _, mediaType := range []string{"application/graphml+xml", "text/html", "text/csv", "image/svg+xml", "text/event-stream", "application/atom+xml"} {
		openapi3filter.RegisterBodyDecoder(mediaType, openapi3filter.PlainBodyDecoder)
	}
	openapi3filter.RegisterBodyDecoder("application/vnd.parley.flat+json", openapi3filter.JSONBodyDecoder)
	openapi3filter.RegisterBodyDecoder("application/ld+json", openapi3filter.JSONBodyDecoder)
	openapi3filter.RegisterBodyDecoder("application/x-ndjson", linesDecoder)
	for _, binary := range []string{"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "application/vnd.apache.parquet"} {
		openapi3filter.RegisterBodyDecoder(binary, openapi3filter.FileBodyDecoder)
	}
	doc, err := openapi3.NewLoader().LoadFromData(contractText())
	if err != nil {
		panic(err)
	}
	return doc
})

// operations lists what the contract promises, by operationId.
var operations = sync.OnceValue(func() map[string]*routers.Route {
	all := map[string]*routers.Route{}
	for path, item := range contract().Paths.Map() {
		for method, operation := range item.Operations() {
			all[operation.OperationID] = &routers.Route{Spec: contract(), Path: path, PathItem: item, Method: method, Operation: operation}
		}
	}
	return all
})

// operation finds what a request asks for; nil when the contract knows no such
// path or method.
func operation(method, path string) *routers.Route {
	parts := strings.Split(path, "/")
	for _, route := range operations() {
		if route.Method == method && route.Path == path {
			return route
		}
	}
	for _, route := range operations() {
		if route.Method == method && fits(strings.Split(route.Path, "/"), parts) {
			return route
		}
	}
	return nil
}

func fits(want, got []string) bool {
	if len(want) != len(got) {
		return false
	}
	for i, part := range want {
		before, _, isParameter := strings.Cut(part, "{")
		if part != got[i] && (!isParameter || !strings.HasPrefix(got[i], before)) {
			return false
		}
	}
	return true
}

// linesDecoder reads NDJSON as the array of its lines.
func linesDecoder(body io.Reader, _ http.Header, _ *openapi3.SchemaRef, _ openapi3filter.EncodingFn) (any, error) {
	lines := []any{}
	d := json.NewDecoder(body)
	for d.More() {
		var line any
		if err := d.Decode(&line); err != nil {
			return nil, err
		}
		lines = append(lines, line)
	}
	return lines, nil
}

// judge holds a response against the contract. A path that the contract does
// not know must be answered with a problem of the contract.
func judge(request *http.Request, status int, header http.Header, body []byte) error {
	route := operation(request.Method, request.URL.Path)
	switch {
	case request.Method == http.MethodHead:
		return nil
	case route == nil && status < http.StatusBadRequest:
		return nil
	case route == nil:
		return judgeProblem(header, body)
	case route.Operation.Responses.Status(status) == nil:
		return fmt.Errorf("%s does not declare the status %d:\n%s", route.Operation.OperationID, status, body)
	}
	input := &openapi3filter.ResponseValidationInput{
		RequestValidationInput: &openapi3filter.RequestValidationInput{Request: request, Route: route},
		Status:                 status,
		Header:                 header,
		Body:                   io.NopCloser(bytes.NewReader(body)),
		Options:                &openapi3filter.Options{IncludeResponseStatus: true, MultiError: true},
	}
	if err := openapi3filter.ValidateResponse(context.Background(), input); err != nil {
		return fmt.Errorf("%s breaks the contract: %w\n%s", route.Operation.OperationID, err, body)
	}
	return nil
}

func judgeProblem(header http.Header, body []byte) error {
	if got := header.Get("Content-Type"); got != "application/problem+json" {
		return fmt.Errorf("a failure has the content type %q:\n%s", got, body)
	}
	value, err := decode(body)
	if err != nil {
		return err
	}
	return contract().Components.Schemas["Problem"].Value.VisitJSON(value)
}

// exercised remembers which operations were answered with success, by engine.
var exercised = record{seen: map[string]map[string]bool{}}

type record struct {
	sync.Mutex
	seen map[string]map[string]bool
}

func (r *record) note(engine string, route *routers.Route, status int) {
	if route == nil || status >= http.StatusMultipleChoices {
		return
	}
	r.Lock()
	defer r.Unlock()
	if r.seen[engine] == nil {
		r.seen[engine] = map[string]bool{}
	}
	r.seen[engine][route.Operation.OperationID] = true
}

func (r *record) gaps() []string {
	r.Lock()
	defer r.Unlock()
	var gaps []string
	for engine, seen := range r.seen {
		for id := range operations() {
			if !seen[id] {
				gaps = append(gaps, id+" on "+engine)
			}
		}
	}
	slices.Sort(gaps)
	return gaps
}
