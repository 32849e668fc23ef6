package api

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"net/url"
	"strings"
	"unicode/utf8"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/openapi3filter"
	"github.com/getkin/kin-openapi/routers"
	"github.com/gin-gonic/gin"
)

// maxBody bounds a request's body: the longest article text in JSON, escaped.
const maxBody = 16 << 20

const bodyKey = "parley.body"

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
	if err := acceptBody(c, route, streamed); err != nil {
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

// acceptBody reads the body, or only looks at its type where the handler reads it.
func acceptBody(c *gin.Context, route *routers.Route, streamed bool) error {
	if !streamed {
		return readBody(c, route)
	}
	return bodyType(c, route)
}

// bodyType refuses a body of a type or coding that the operation does not take.
func bodyType(c *gin.Context, route *routers.Route) error {
	if coding := c.GetHeader("Content-Encoding"); coding != "" && coding != "identity" {
		return problem(http.StatusUnsupportedMediaType, "unsupported-encoding", "Compressed bodies are not taken", "send the body as it is, without Content-Encoding")
	}
	return mediaType(c.ContentType(), route.Operation.RequestBody.Value.Content)
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
	names := parameterNames(route)
	for _, name := range sorted(keys(query)) {
		repeatable, ok := names[name]
		if !ok {
			return nil, badParameter(name, "unknown", "there is no such parameter; "+known(names))
		}
		if len(query[name]) > 1 && !repeatable {
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

// readBody reads the whole body once, within its bound, and checks that it is
// of a type the operation takes.
func readBody(c *gin.Context, route *routers.Route) error {
	raw, err := io.ReadAll(http.MaxBytesReader(c.Writer, c.Request.Body, maxBody))
	var tooLarge *http.MaxBytesError
	if errors.As(err, &tooLarge) {
		return problem(http.StatusRequestEntityTooLarge, "too-large", "The body is too large", "at most 16 MiB are taken")
	}
	if err != nil {
		return badRequest(err)
	}
	c.Set(bodyKey, raw)
	restoreBody(c)
	if len(raw) == 0 {
		return nil
	}
	if route.Operation.RequestBody == nil {
		return problem(http.StatusBadRequest, "unexpected-body", "This operation takes no body", "send the request without a body")
	}
	if err := bodyType(c, route); err != nil {
		return err
	}
	if isDocument(c.ContentType()) {
		return nil
	}
	return wellFormed(raw)
}

func mediaType(given string, taken openapi3.Content) error {
	t, _, err := mime.ParseMediaType(given)
	if err == nil && taken[t] != nil {
		return nil
	}
	return problem(http.StatusUnsupportedMediaType, "unsupported-media-type", "The content type is not taken here",
		"send the body with Content-Type "+strings.Join(sorted(keys(taken)), " or "))
}

// maxQuery bounds the query of a request, in bytes: some hundred filter values.
const maxQuery = 16 << 10

func restoreBody(c *gin.Context) { c.Request.Body = io.NopCloser(bytes.NewReader(body(c))) }

func body(c *gin.Context) []byte {
	raw, _ := c.Get(bodyKey)
	b, _ := raw.([]byte)
	return b
}
