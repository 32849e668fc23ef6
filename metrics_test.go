package main

import (
	"io"
	"net"
	"net/http"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"parley/db/dbtest"
)

// scrape reads the metrics of a server that was started with --metrics-addr.
func (s *server) scrape(t *testing.T) string {
	t.Helper()
	m := regexp.MustCompile(`http://\S+/metrics`).FindString(s.out.String())
	answer, err := client.Get(m)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	text, err := io.ReadAll(answer.Body)
	if err != nil || answer.StatusCode != http.StatusOK {
		t.Fatalf("%d %v", answer.StatusCode, err)
	}
	return string(text)
}

// After a few requests each metric tells of them.
func TestMetrics(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, url string) {
		parley(t, "workspace", "create", "back-channel", "--name", "Back channel", "--db", url).wants(t, 0)
		s := serve(t, "--db", url, "--metrics-addr", "127.0.0.1:0")
		s.post(t, "/v1/parties", `{"slug":"a","kind":"state","name":"A"}`, nil)
		s.post(t, "/v1/parties", `{"slug":"b","kind":"state","name":"B"}`, nil)
		s.get(t, "/v1/parties/a", nil)
		s.get(t, "/v1/parties/b", nil)
		s.send(http.MethodGet, "/v1/made-up/a", "")
		s.send("MADE-UP", "/v1/parties", "")
		s.send(http.MethodGet, "/v1/parties", "", "Parley-Workspace", "back-channel")
		s.send(http.MethodGet, "/v1/parties", "", "Parley-Workspace", "other-channel")
		text := s.scrape(t)
		for _, line := range []string{
			`parley_http_request_duration_seconds_count{method="POST",route="/v1/parties",status="201"} 2`,
			`parley_http_request_duration_seconds_count{method="GET",route="/v1/parties/{party}",status="200"} 2`,
			`parley_http_request_duration_seconds_count{method="GET",route="",status="404"} 1`,
			`parley_http_request_duration_seconds_count{method="other",route="",status="405"} 1`,
			`parley_http_requests_in_flight{route="/v1/parties"} 0`,
			`parley_ledger_head 2`,
			`parley_check_ok{check="serving"} 1`,
			`parley_check_ok{check="database"} 1`,
			`parley_check_ok{check="schema"} 1`,
			`parley_rate_limit_rejections_total 0`,
			`parley_problems_total{problem="no-such-path"} 1`,
			`parley_panics_total 0`,
			`parley_connections_max 1000`,
			`parley_metrics_failures_total 0`,
			`parley_feed_lag_seconds_count 0`,
		} {
			if !strings.Contains(text, "\n"+line+"\n") {
				t.Errorf("no %s", line)
			}
		}
		for _, part := range []string{`parley_build_info{goversion="go1`, `version="` + version + `"} 1`, "go_goroutines ", "process_resident_memory_bytes ", `go_sql_open_connections{db_name="write"} `} {
			if !strings.Contains(text, part) {
				t.Errorf("no %s", part)
			}
		}
		if sqlite := !strings.HasPrefix(url, "postgres"); sqlite != strings.Contains(text, "parley_disk_free_bytes ") || sqlite != strings.Contains(text, `db_name="read"`) {
			t.Errorf("disk and readers are told of SQLite alone: %s", text)
		}
		for _, secret := range []string{"channel", "parties/a", "made-up", "MADE-UP"} {
			if strings.Contains(text, secret) {
				t.Errorf("tells of %s", secret)
			}
		}
		if t.Failed() {
			t.Log(text)
		}
		if status, _, _ := s.send(http.MethodGet, "/metrics", ""); status != http.StatusNotFound {
			t.Errorf("the address of the API answers /metrics with %d", status)
		}
		s.stop(t)
	})
}

// Refusals of a key that asks too often are counted.
func TestMetricsOfRefusals(t *testing.T) {
	url := filepath.Join(t.TempDir(), "parley.db")
	token := strings.TrimSpace(parley(t, "key", "create", "desk", "--role", "reader", "--db", url).stdout)
	s := serve(t, "--db", url, "--metrics-addr", "127.0.0.1:0", "--rate", "0.001", "--burst", "2")
	for range 5 {
		s.send(http.MethodGet, "/v1/parties", "", "Authorization", "Bearer "+token)
	}
	text := s.scrape(t)
	for _, line := range []string{"parley_rate_limit_rejections_total 3\n", `parley_http_request_duration_seconds_count{method="GET",route="/v1/parties",status="429"} 3` + "\n"} {
		if !strings.Contains(text, line) {
			t.Errorf("no %s in %s", line, text)
		}
	}
	s.stop(t)
}

// A stream that has caught up tells how late it is, and an export of its end.
func TestMetricsOfTheFeed(t *testing.T) {
	s := serve(t, "--metrics-addr", "127.0.0.1:0")
	follow, err := http.Get(s.base + "/v1/feed/stream")
	if err != nil {
		t.Fatal(err)
	}
	defer follow.Body.Close()
	s.post(t, "/v1/parties", `{"slug":"a","kind":"state","name":"A"}`, nil)
	for seen := ""; !strings.Contains(seen, "\ndata: "); {
		piece := make([]byte, 1000)
		n, err := follow.Body.Read(piece)
		if err != nil {
			t.Fatal(err)
		}
		seen += string(piece[:n])
	}
	text := s.scrape(t)
	for _, line := range []string{"parley_feed_lag_seconds_count 1\n", `parley_http_requests_in_flight{route="/v1/feed/stream"} 1` + "\n"} {
		if !strings.Contains(text, line) {
			t.Errorf("no %s in %s", line, text)
		}
	}
	s.stop(t)
}

// An address that was asked for and is taken ends the start; the usual one, that
// nobody asked for, is done without.
func TestMetricsAddress(t *testing.T) {
	taken, err := net.Listen("tcp", usualMetricsAddr)
	if err == nil {
		defer taken.Close()
	} // else somebody else has it, which is as good
	parley(t, "serve", "--addr", "127.0.0.1:0", "--metrics-addr", usualMetricsAddr).wants(t, 1, "--metrics-addr", "in use")
	parley(t, "serve", "--addr", "127.0.0.1:0", "--metrics-addr", "9464").wants(t, 80, "--metrics-addr", "off")
	s := serve(t, "--metrics-addr", "auto")
	s.told(t, "no metrics are served")
	s.get(t, "/v1/parties", nil)
	s.stop(t)
	s = serve(t, "--demo", "--metrics-addr", "auto")
	if strings.Contains(s.out.String(), "metrics") {
		t.Errorf("the demo speaks of metrics: %s", s.out)
	}
	s.stop(t)
}
