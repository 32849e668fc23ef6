package api_test

import (
	"bytes"
	"context"
	"encoding/json"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"parley/api"
	"parley/internal/access"
	"parley/internal/ledger"
)

// watched is a handler without a database, and what it tells of its requests.
type watched struct {
	http.Handler
	log  bytes.Buffer
	told []api.Exchange
}

func watch(t *testing.T, o api.Options) *watched {
	t.Helper()
	w := &watched{}
	o.Contract = contractText()
	o.Gate = access.Everyone{Actor: "tester"}
	o.Log = slog.New(slog.NewJSONHandler(&w.log, nil))
	o.Told = func(_ context.Context, e api.Exchange) { w.told = append(w.told, e) }
	var err error
	if w.Handler, err = api.New(ledger.New(storeOfContext{}), o); err != nil {
		t.Fatal(err)
	}
	return w
}

// ask sends a request and gives its answer and what was told of it.
func (w *watched) ask(t *testing.T, ctx context.Context, path string, headers ...string) (*httptest.ResponseRecorder, api.Exchange) {
	t.Helper()
	w.told = nil
	r := httptest.NewRequestWithContext(ctx, http.MethodGet, path, nil)
	for i := 0; i+1 < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	answer := httptest.NewRecorder()
	w.ServeHTTP(answer, r)
	if len(w.told) != 1 {
		t.Fatalf("told %d times", len(w.told))
	}
	return answer, w.told[0]
}

func TestRequestID(t *testing.T) {
	w := watch(t, api.Options{})
	for given, taken := range map[string]bool{
		"f3.A-_9":               true,
		strings.Repeat("x", 64): true,
		strings.Repeat("x", 65): false,
		"":                      false,
		"a b":                   false,
		"a\tb":                  false,
		`a"b`:                   false,
		"é":                     false,
	} {
		answer, told := w.ask(t, t.Context(), "/v1/nothing", "X-Request-Id", given)
		id := answer.Header().Get("X-Request-Id")
		var p api.Problem
		if err := json.Unmarshal(answer.Body.Bytes(), &p); err != nil {
			t.Fatal(err)
		}
		if id != told.ID || id != p.Request || (id == given) != taken || !taken && len(id) != 36 {
			t.Errorf("given %q: header %q, told %q, problem %q", given, id, told.ID, p.Request)
		}
	}
}

// Whose word counts on who the client is: nobody's, unless it is trusted.
func TestClientBehindProxy(t *testing.T) {
	for _, c := range []struct {
		trusted []string
		want    string
	}{
		{nil, "192.0.2.1"},
		{[]string{"198.51.100.0/24"}, "192.0.2.1"},
		{[]string{"192.0.2.0/24"}, "203.0.113.7"},
	} {
		w := watch(t, api.Options{TrustedProxies: c.trusted})
		if _, told := w.ask(t, t.Context(), "/healthz", "X-Forwarded-For", "10.9.9.9, 203.0.113.7"); told.Client != c.want {
			t.Errorf("trusting %v the client is %s, want %s", c.trusted, told.Client, c.want)
		}
	}
	w := watch(t, api.Options{TrustedProxies: []string{"192.0.2.0/24"}})
	for _, forwarded := range []string{"", "203.0.113.7:44", "nonsense"} {
		if _, told := w.ask(t, t.Context(), "/healthz", "X-Forwarded-For", forwarded, "X-Real-IP", "10.9.9.9"); told.Client != "192.0.2.1" {
			t.Errorf("X-Real-IP beside X-Forwarded-For %q: the client is %s", forwarded, told.Client)
		}
	}
	if _, err := api.New(nil, api.Options{Contract: contractText(), TrustedProxies: []string{"somewhere"}}); err == nil {
		t.Error("somewhere is taken for a network")
	}
}

// What the server fails in is told with its cause, which the client does not see.
func TestFailuresAreTold(t *testing.T) {
	w := watch(t, api.Options{})
	answer, told := w.ask(t, t.Context(), "/v1/parties") // panics for want of a database
	if answer.Code != http.StatusInternalServerError || !told.Panicked || told.Status != answer.Code || told.Problem != "internal" {
		t.Errorf("%d %+v", answer.Code, told)
	}
	var first struct{ Level, Msg, Cause, Stack, RequestID string }
	line, _, _ := strings.Cut(w.log.String(), "\n")
	if err := json.Unmarshal([]byte(strings.Replace(line, "request_id", "RequestID", 1)), &first); err != nil {
		t.Fatal(err)
	}
	if first.Level != "ERROR" || first.Msg != "panic" || !strings.Contains(first.Stack, "server_test.go") || first.RequestID != told.ID {
		t.Errorf("%+v", first)
	}
	if strings.Contains(answer.Body.String(), first.Cause) {
		t.Errorf("the client is told %s", answer.Body)
	}
}

// A client that does not wait is no failure of the server.
func TestClientsThatGoAreNoFailure(t *testing.T) {
	each(t, func(c *client) {
		w := watch(t, api.Options{})
		gone, cancel := context.WithCancel(context.WithValue(context.Background(), storeKey{}, &served{Store: c.store}))
		cancel()
		_, told := w.ask(t, gone, "/v1/positions")
		if told.Status != 499 || strings.Contains(w.log.String(), "ERROR") {
			t.Errorf("%+v %s", told, w.log.String())
		}
	})
}

// The route is the contract's, never the path that was asked for.
func TestRoutesAreTold(t *testing.T) {
	w := watch(t, api.Options{})
	for path, route := range map[string]string{
		"/healthz": "/healthz", "/v1/parties/hush?x=1": "/v1/parties/{party}", "/docs/hush": "/docs/{file}", "/hush": "", "/v1/parties/hush/hush": "",
	} {
		if _, told := w.ask(t, t.Context(), path); told.Route != route {
			t.Errorf("%s is told as %q, want %q", path, told.Route, route)
		}
	}
}
