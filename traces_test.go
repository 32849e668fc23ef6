package main

import (
	"bytes"
	"encoding/hex"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"

	collected "go.opentelemetry.io/proto/otlp/collector/trace/v1"
	sent "go.opentelemetry.io/proto/otlp/trace/v1"
	"google.golang.org/protobuf/proto"

	"parley/db/dbtest"
)

// collector takes what a server sends of its traces.
type collector struct {
	*httptest.Server
	mu    sync.Mutex
	raw   []byte
	spans []*sent.Span
}

func collect(t *testing.T) *collector {
	c := &collector{}
	c.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		var batch collected.ExportTraceServiceRequest
		if err == nil {
			err = proto.Unmarshal(body, &batch)
		}
		if err != nil || r.URL.Path != "/v1/traces" {
			t.Errorf("%s %v", r.URL.Path, err)
		}
		c.take(body, &batch)
	}))
	t.Cleanup(c.Close)
	return c
}

func (c *collector) take(body []byte, batch *collected.ExportTraceServiceRequest) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.raw = append(c.raw, body...)
	for _, process := range batch.ResourceSpans {
		for _, scope := range process.ScopeSpans {
			c.spans = append(c.spans, scope.Spans...)
		}
	}
}

// find is the span of that name.
func (c *collector) find(t *testing.T, name string) *sent.Span {
	t.Helper()
	i := slices.IndexFunc(c.spans, func(s *sent.Span) bool { return s.Name == name })
	if i < 0 {
		t.Fatalf("no span %q in %v", name, c.spans)
	}
	return c.spans[i]
}

const callersTrace, callersSpan = "0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331"

// A request is a span below its caller's, its queries are spans below it, its line
// of the log names its trace, and no span tells what clients wrote or which
// workspace it was.
func TestTraces(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, url string) {
		const secret = "hush-hush"
		to := collect(t)
		parley(t, "workspace", "create", secret, "--db", url).wants(t, 0)
		s := serveJSON(t, "--db", url, "--otlp-endpoint", to.URL)
		send := func(method, path, body string) {
			t.Helper()
			if _, _, err := s.send(method, path, body, "traceparent", "00-"+callersTrace+"-"+callersSpan+"-01", "Parley-Reason", secret,
				"Parley-Workspace", secret, "Idempotency-Key", secret, "User-Agent", secret, "Cookie", secret); err != nil {
				t.Fatal(err)
			}
		}
		send(http.MethodPost, "/v1/parties", `{"slug":"`+secret+`","kind":"state","name":"`+secret+`"}`)
		send(http.MethodPost, "/v1/parties", `{"slug":"`+secret+`","kind":"state","name":"`+secret+`"}`)
		send(http.MethodPost, "/v1/parties", `{"slug":"`+secret+`","kind":"state","name":"otherwise"}`)
		send(http.MethodGet, "/v1/parties/"+secret+"?"+secret+"="+secret, "")
		send(http.MethodGet, "/v1/parties/"+secret, "")
		send(http.MethodGet, "/v1/parties?q="+secret, "")
		send(http.MethodGet, "/readyz", "")
		s.stop(t)

		request := to.find(t, "GET /v1/parties/{party}")
		if got := hex.EncodeToString(request.ParentSpanId); got != callersSpan {
			t.Errorf("its parent is %s", got)
		}
		for _, span := range to.spans {
			if got := hex.EncodeToString(span.TraceId); got != callersTrace {
				t.Errorf("%s is of trace %s", span.Name, got)
			}
			if strings.Contains(span.Name, "readyz") {
				t.Errorf("a probe has a span")
			}
		}
		query := to.find(t, "FindParty")
		if !slices.ContainsFunc(to.spans, func(s *sent.Span) bool {
			return bytes.Equal(s.SpanId, query.ParentSpanId) && s.Kind == sent.Span_SPAN_KIND_SERVER
		}) {
			t.Error("a query is below no request")
		}
		if bytes.Contains(to.raw, []byte(secret)) {
			t.Errorf("spans tell %s: %v", secret, to.spans)
		}
		if !strings.Contains(s.out.String(), `"trace_id":"`+callersTrace+`"`) {
			t.Errorf("the log names no trace: %s", s.out)
		}
	})
}

// A collector that is not there keeps nobody from working, nor from stopping.
func TestTracesWithoutACollector(t *testing.T) {
	gone := httptest.NewServer(http.NotFoundHandler())
	gone.Close()
	s := serve(t, "--otlp-endpoint", gone.URL)
	s.get(t, "/v1/parties", nil)
	s.stop(t)
	parley(t, "serve", "--otlp-endpoint", "localhost:4318").wants(t, 80, "--otlp-endpoint")
}
