package main

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	"parley/db/dbtest"
)

// lines are the server's log, read as a program does.
func (s *server) lines(t *testing.T) (all []map[string]any) {
	t.Helper()
	for line := range strings.Lines(s.out.String()) {
		var one map[string]any
		if err := json.Unmarshal([]byte(line), &one); err != nil {
			t.Fatalf("not a line of JSON: %s", line)
		}
		all = append(all, one)
	}
	return all
}

// requests are the lines that tell of requests to a route.
func requests(lines []map[string]any, route string) (some []map[string]any) {
	for _, line := range lines {
		if line["msg"] == "request" && line["route"] == route {
			some = append(some, line)
		}
	}
	return some
}

// A story with secrets in every place a client can put one: each request has
// its line, with what an operator needs and nothing of the secrets.
func TestLogs(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, url string) {
		const secret = "hush-hush"
		token := strings.TrimSpace(parley(t, "key", "create", "desk", "--role", "admin", "--db", url).stdout)
		s := serveJSON(t, "--db", url)
		send := func(method, path, body string) {
			t.Helper()
			if _, _, err := s.send(method, path, body, "Authorization", "Bearer "+token, "Cookie", "k="+secret, "Idempotency-Key", secret,
				"Parley-Reason", secret, "X-Request-Id", secret+" with a space", "X-Forwarded-For", secret, "User-Agent", secret, "If-Match", secret); err != nil {
				t.Fatal(err)
			}
		}
		send(http.MethodPost, "/v1/parties", `{"slug":"`+secret+`","kind":"state","name":"`+secret+`"}`)
		send(http.MethodPost, "/v1/parties", `{"kind":"`+secret+`","`+secret+`":1}`)
		send(http.MethodPost, "/v1/parties", `{`+secret)
		send(http.MethodGet, "/v1/parties/"+secret+"?fields=slug", "")
		send(http.MethodGet, "/v1/parties?q="+secret, "")
		send(http.MethodGet, "/v1/parties?"+secret+"="+secret, "")
		send(http.MethodPatch, "/v1/parties/"+secret, `{"name":"`+secret+`"}`)
		send(http.MethodGet, "/v1/exports/position-history.csv?party="+secret, "")
		send(http.MethodGet, "/"+secret+"?key="+secret, "")
		send("HUSH-HUSH", "/v1/parties", "")
		token = token[:len(token)-3] + secret // one that is refused
		send(http.MethodGet, "/v1/parties", "")
		s.stop(t)

		lines := s.lines(t)
		if strings.Contains(strings.ToLower(s.out.String()), secret) || strings.Contains(s.out.String(), token[:20]) {
			t.Errorf("a secret is logged: %s", s.out)
		}
		posts := requests(lines, "/v1/parties")
		if len(posts) < 5 || len(requests(lines, "/v1/parties/{party}")) != 2 || len(requests(lines, "")) != 2 {
			t.Fatalf("lines are missing: %s", s.out)
		}
		first := posts[0]
		for name, want := range map[string]any{"level": "INFO", "method": "POST", "status": 201.0, "actor": "desk", "workspace": "default", "number": 1.0, "client": "127.0.0.1"} {
			if first[name] != want {
				t.Errorf("%s is %v, want %v", name, first[name], want)
			}
		}
		if first["duration_ms"].(float64) <= 0 || first["bytes"].(float64) <= 0 || len(first["request_id"].(string)) != 36 {
			t.Errorf("%v", first)
		}
		if refused := posts[1]; refused["problem"] != "invalid" || refused["number"] != nil {
			t.Errorf("%v", refused)
		}
	})
}

// Programs read one JSON object on each line, from the first to the last.
func TestLogsTellOfStartAndEnd(t *testing.T) {
	s := serveJSON(t)
	s.get(t, "/healthz", nil)
	s.stop(t)
	lines := s.lines(t)
	if first := lines[0]; first["msg"] != "listening" || first["version"] != version || first["url"] != s.base {
		t.Errorf("%v", first)
	}
	if len(requests(lines, "/healthz")) != 0 {
		t.Errorf("health checks are logged at level info: %s", s.out)
	}
}

// A stray variable is told, and does not stop the start.
func TestLogsTellOfStrays(t *testing.T) {
	s := serveJSON(t, "PARLEY_LISTNE=hush")
	s.stop(t)
	if first := s.lines(t)[0]; first["level"] != "WARN" || first["name"] != "PARLEY_LISTNE" || strings.Contains(s.out.String(), "hush") {
		t.Errorf("%s", s.out)
	}
}
