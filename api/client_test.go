package api_test

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"parley/db"
)

// object is a JSON object as tests write it.
type object = map[string]any

// client sends requests to one server. Every response is held against the
// contract, so no test can forget to.
type client struct {
	t      *testing.T
	base   string
	engine string
	store  *db.Store
	http   *http.Client
}

// in is the same client for a subtest.
func (c *client) in(t *testing.T) *client {
	other := *c
	other.t = t
	return &other
}

// run runs a subtest with the same server.
func (c *client) run(name string, f func(*client)) {
	c.t.Helper()
	c.t.Run(name, func(t *testing.T) { f(c.in(t)) })
}

type option func(http.Header)

func with(name, value string) option { return func(h http.Header) { h.Set(name, value) } }

func ifMatch(tag string) option { return with("If-Match", tag) }

func key(k string) option { return with("Idempotency-Key", k) }

func (c *client) get(path string, options ...option) *answer {
	c.t.Helper()
	return c.do(http.MethodGet, path, nil, options...)
}

func (c *client) post(path string, body any, options ...option) *answer {
	c.t.Helper()
	return c.do(http.MethodPost, path, body, options...)
}

func (c *client) patch(path string, body any, options ...option) *answer {
	c.t.Helper()
	return c.do(http.MethodPatch, path, body, options...)
}

// create posts what must be accepted as new.
func (c *client) create(path string, body any, options ...option) *answer {
	c.t.Helper()
	return c.post(path, body, options...).want(http.StatusCreated)
}

// correct patches what nobody else changes meanwhile.
func (c *client) correct(path string, body object) *answer {
	c.t.Helper()
	return c.patch(path, body, ifMatch("*")).want(http.StatusOK)
}

// retract takes something back.
func (c *client) retract(path string) *answer {
	c.t.Helper()
	return c.post(path+"/retract", object{"reason": "a mistake"}).want(http.StatusOK)
}

// do sends a request; a body that is neither text nor bytes is sent as JSON.
func (c *client) do(method, path string, body any, options ...option) *answer {
	c.t.Helper()
	a, err := c.send(method, path, body, options...)
	if err != nil {
		c.t.Fatalf("%s %s: %v", method, path, err)
	}
	return a
}

// send is do for goroutines, which may not end the test.
func (c *client) send(method, path string, body any, options ...option) (*answer, error) {
	raw, err := bytesOf(body)
	if err != nil {
		return nil, err
	}
	request, err := http.NewRequest(method, c.base+path, bytes.NewReader(raw))
	if err != nil {
		return nil, err
	}
	if body != nil {
		request.Header.Set("Content-Type", "application/json")
	}
	if method == http.MethodPatch {
		request.Header.Set("Content-Type", "application/merge-patch+json")
	}
	for _, o := range options {
		o(request.Header)
	}
	return c.exchange(request)
}

func bytesOf(body any) ([]byte, error) {
	switch b := body.(type) {
	case nil:
		return nil, nil
	case string:
		return []byte(b), nil
	case []byte:
		return b, nil
	}
	return json.Marshal(body)
}

func (c *client) exchange(request *http.Request) (*answer, error) {
	response, err := c.http.Do(request)
	if err != nil {
		return nil, err
	}
	defer response.Body.Close()
	body, err := readAll(response)
	if err != nil {
		return nil, err
	}
	if err := judge(request, response.StatusCode, response.Header, body); err != nil {
		return nil, err
	}
	exercised.note(c.engine, operation(request.Method, request.URL.Path), response.StatusCode)
	return &answer{t: c.t, to: request.Method + " " + request.URL.RequestURI(), status: response.StatusCode,
		header: response.Header, trailer: response.Trailer, body: body}, nil
}

// readAll reads an answer, and of a stream, which has no end, the first block.
func readAll(response *http.Response) (body []byte, err error) {
	if response.Header.Get("Content-Type") != "text/event-stream" || response.Request.Method == http.MethodHead {
		return io.ReadAll(response.Body)
	}
	for one := make([]byte, 1); err == nil && !bytes.HasSuffix(body, []byte("\n\n")); {
		if _, err = io.ReadFull(response.Body, one); err == nil {
			body = append(body, one...)
		}
	}
	return body, err
}

// all walks a list to its end; TestPages checks that its links are right.
func (c *client) all(path string) []any {
	c.t.Helper()
	var items []any
	for next := path; next != ""; {
		page := c.get(next).want(http.StatusOK)
		items = append(items, page.items()...)
		next = linksOf(page)["next"]
	}
	return items
}

// and adds a parameter to a path.
func and(path, name, value string) string {
	sep := "?"
	if strings.Contains(path, "?") {
		sep = "&"
	}
	return path + sep + name + "=" + url.QueryEscape(value)
}

// head is the newest number of the ledger.
func (c *client) head() int64 {
	c.t.Helper()
	items := c.get("/v1/transactions?sort=-recorded&limit=1").want(http.StatusOK).items()
	if len(items) == 0 {
		return 0
	}
	return int64(items[0].(object)["number"].(float64))
}

// unchanged runs what must not write, and checks that it did not.
func (c *client) unchanged(f func()) {
	c.t.Helper()
	before := c.head()
	f()
	if after := c.head(); after != before {
		c.t.Errorf("the ledger went from %d to %d", before, after)
	}
}
