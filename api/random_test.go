package api_test

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"maps"
	"math/rand/v2"
	"net/http"
	"net/url"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/routers"
)

// randomRequests is how many requests of each operation are made up on each engine
// in a usual run; PARLEY_TEST_REQUESTS overrules it. docs/limits.md says with how many
// it was tried.
const randomRequests = 40

func requestsOfEach(t *testing.T) int {
	t.Helper()
	asked := os.Getenv("PARLEY_TEST_REQUESTS")
	if asked == "" {
		return randomRequests
	}
	n, err := strconv.Atoi(asked)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// Requests made up from the contract, half of them by its rules and half breaking
// them somewhere, are never answered with a failure of the server nor with
// anything that the contract does not declare (exchange judges that).
func TestRandomRequests(t *testing.T) {
	n := requestsOfEach(t)
	all := slices.Sorted(maps.Keys(operations()))
	for some := range slices.Chunk(all, max(1, requestsOfServer/n)) {
		each(t, func(c *client) { c.tryRandomOf(some, all, n) })
	}
}

// requestsOfServer is after about how many requests a new server is begun: what is
// recorded for them adds up, to a thousand keys in the end, which is all there may be.
const requestsOfServer = 40_000

func (c *client) tryRandomOf(some, all []string, n int) {
	tokens := c.bearers()
	statuses := map[int]int{}
	for _, id := range some {
		c.run(id, func(c *client) {
			token := tokens[tokenFor(needOf(c.t, id))]
			m := &maker{Rand: rand.New(rand.NewPCG(uint64(slices.Index(all, id)), 1))}
			for j := range n {
				if j%100 == 0 { // by then much is retracted or merged
					m.ids = c.victims(tokens)
				}
				c.tryRandom(m, operations()[id], token, statuses)
			}
		})
	}
	c.t.Logf("statuses %v", statuses)
}

func tokenFor(need string) string {
	if need == "server" {
		return need
	}
	return "admin"
}

// victims records what random requests may name and destroy.
func (c *client) victims(tokens map[string]option) map[string]string {
	ids := c.inhabited(tokens["admin"])
	ids["key"] = c.create("/v1/keys", object{"name": "v" + ids["party"], "role": "reader"}, tokens["admin"]).text("/id")
	ids["workspace"] = "v" + ids["party"]
	c.create("/v1/workspaces", object{"slug": ids["workspace"], "name": "V"}, tokens["server"])
	return ids
}

// tryRandom sends one request and counts its status.
func (c *client) tryRandom(m *maker, route *routers.Route, token option, statuses map[int]int) {
	c.t.Helper()
	m.breaks = m.IntN(2) == 0
	request, body := m.request(c.base, route)
	token(request.Header)
	ctx, stop := context.WithTimeout(c.t.Context(), 20*time.Second)
	defer stop()
	if route.Operation.OperationID == "streamFeed" { // has no end, and nothing to say where nothing changed
		ctx, stop = context.WithTimeout(ctx, 50*time.Millisecond)
		defer stop()
	}
	a, err := c.exchange(request.WithContext(ctx))
	switch {
	case route.Operation.OperationID == "streamFeed" && errors.Is(err, context.DeadlineExceeded):
	case err != nil:
		c.t.Errorf("%s %s %v\n%.2000s\n%.3000v", request.Method, request.URL, request.Header, body, err)
	default:
		if statuses[a.status]++; a.status >= http.StatusInternalServerError {
			c.t.Errorf("%s %s %v\n%.2000s\nis answered with %d %s", request.Method, request.URL, request.Header, body, a.status, a.body)
		}
	}
}

// request makes one up for an operation.
func (m *maker) request(base string, route *routers.Route) (*http.Request, []byte) {
	query, header := url.Values{}, http.Header{}
	path := pathParameters.ReplaceAllStringFunc(route.Path, func(p string) string {
		return url.PathEscape(cmp.Or(m.reference(strings.Trim(p, "{}")), "0")) // without one it would be another path
	})
	for _, p := range slices.Concat(route.PathItem.Parameters, route.Operation.Parameters) {
		if p.Value.Required || m.IntN(4) == 0 {
			m.parameter(p.Value, query, header)
		}
	}
	var body []byte
	if content := route.Operation.RequestBody; content != nil {
		body = m.body(content.Value.Content, header)
	}
	request, err := http.NewRequest(route.Method, base+path+"?"+query.Encode(), bytes.NewReader(body))
	if err != nil {
		panic(err)
	}
	request.Header = header
	return request, body
}

func (m *maker) parameter(p *openapi3.Parameter, query url.Values, header http.Header) {
	text := asText(m.value(p.Name, p.Schema.Value, 0))
	switch p.In {
	case "query":
		query.Set(p.Name, text)
	case "header":
		if printable := strings.Map(onlyPrintable, text); p.Name == "If-Match" && m.IntN(2) == 0 {
			header.Set(p.Name, "*")
		} else {
			header.Set(p.Name, printable)
		}
	}
}

// onlyPrintable leaves out what no client of net/http can send in a header.
func onlyPrintable(r rune) rune {
	if r < ' ' || r == 0x7f {
		return -1
	}
	return r
}

// asText is a value as it stands in a parameter.
func asText(value any) string {
	switch v := value.(type) {
	case string:
		return v
	case []any:
		texts := make([]string, len(v))
		for i := range v {
			texts[i] = asText(v[i])
		}
		return strings.Join(texts, ",")
	}
	raw, _ := json.Marshal(value)
	return string(raw)
}

// body is one of the media types that the operation takes, with a value for JSON.
func (m *maker) body(content openapi3.Content, header http.Header) []byte {
	types := slices.Sorted(maps.Keys(content))
	mediaType := types[m.IntN(len(types))]
	header.Set("Content-Type", mediaType)
	schema := content[mediaType].Schema
	if schema == nil || !strings.HasSuffix(mediaType, "json") {
		return []byte(m.hostile())
	}
	raw, err := json.Marshal(m.value("", schema.Value, 0))
	if err != nil {
		panic(err)
	}
	if m.broken() {
		raw = raw[:m.IntN(len(raw)+1)]
	}
	return raw
}
