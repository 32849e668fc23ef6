package api

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"unicode/utf8"

	"github.com/getkin/kin-openapi/openapi3filter"
	"github.com/getkin/kin-openapi/routers"
	"github.com/gin-gonic/gin"
)

// check judges a request by the contract before its handler runs, and names
// everything that is wrong with it at once.
func (k *contract) check(c *gin.Context) {
	route := k.route(c)
	if route == nil {
		return
	}
	if err := k.judge(c, route); err != nil {
		fail(c, err)
	}
}

// unread says what is wrong with a request that the generated code could not
// read: better than its message is one that names the parameter.
func (k *contract) unread(c *gin.Context, err error) error {
	if route := k.route(c); route != nil {
		if found := k.judge(c, route); found != nil {
			return found
		}
	}
	return badRequest(err)
}

func (k *contract) judge(c *gin.Context, route *routers.Route) error {
	query, err := queryOf(c.Request, route)
	if err != nil {
		return err
	}
	for _, name := range []string{"Parley-Reason", "Idempotency-Key"} {
		if err := storable(name, c.GetHeader(name)); err != nil {
			return err
		}
	}
	streamed := isStreamed(route)
	if err := k.acceptBody(c, route, streamed); err != nil {
		return err
	}
	params := map[string]string{}
	for _, p := range c.Params {
		if err := storable(p.Key, p.Value); err != nil {
			return err
		}
		params[p.Key] = p.Value
	}
	input := &openapi3filter.RequestValidationInput{
		Request: c.Request, PathParams: params, QueryParams: query, Route: route, Options: k.options}
	if route.Operation.RequestBody == nil || streamed || isDocument(c.ContentType()) { // what reads documents judges them
		excluded := *k.options
		excluded.ExcludeRequestBody = true
		input.Options = &excluded
	}
	err = openapi3filter.ValidateRequest(c.Request.Context(), input)
	if !streamed {
		restoreBody(c)
	}
	if err == nil {
		return nil
	}
	return explain(err)
}

// isStreamed tells whether the handler of an operation reads its body as it comes.
func isStreamed(route *routers.Route) bool {
	streamed, _ := route.Operation.Extensions["x-streamed"].(bool)
	return streamed
}

// queryOf reads the query and refuses parameters that the operation does not know.
func queryOf(r *http.Request, route *routers.Route) (url.Values, error) {
	if len(r.URL.RawQuery) > maxQuery {
		return nil, problem(http.StatusBadRequest, "query-too-long", "The query is too long", fmt.Sprintf("at most %d bytes are taken; ask in several requests", maxQuery))
	}
	query, err := url.ParseQuery(r.URL.RawQuery)
	if err != nil {
		return nil, badRequest(err)
	}
	for _, name := range sorted(keys(query)) {
		parameter := queryParameter(route, name)
		if parameter == nil {
			return nil, badParameter(name, "unknown", "there is no such parameter; "+known(route))
		}
		if len(query[name]) > 1 && !isRepeatable(parameter) {
			return nil, badParameter(name, "repeated", "give the parameter once; several values are separated by commas")
		}
		if err := storable(name, query[name]...); err != nil {
			return nil, err
		}
	}
	return query, nil
}

// storable refuses text that a database would not take.
func storable(name string, values ...string) error {
	for _, v := range values {
		if !utf8.ValidString(v) || strings.ContainsRune(v, 0) {
			return badParameter(name, "text", "contains a NUL character or is not valid UTF-8")
		}
	}
	return nil
}

// maxQuery bounds the query of a request, in bytes: some hundred filter values.
const maxQuery = 16 << 10
