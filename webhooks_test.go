package main

import (
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	standardwebhooks "github.com/standard-webhooks/standard-webhooks/libraries/go"

	"parley/db/dbtest"
)

// inbox is a receiver that notes the ids of what it accepts.
type inbox struct {
	sync.Mutex
	verifier *standardwebhooks.Webhook
	ids      []string
	forged   int
}

func (b *inbox) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	b.Lock()
	defer b.Unlock()
	if err != nil || b.verifier.Verify(body, r.Header) != nil {
		b.forged++
		w.WriteHeader(http.StatusBadRequest)
		return
	}
	_, id, _ := strings.Cut(r.Header.Get("webhook-id"), "_")
	b.ids = append(b.ids, id)
	if len(b.ids)%50 == 0 {
		w.WriteHeader(http.StatusServiceUnavailable) // though it was noted
	}
}

// Whoever is subscribed gets every event, in order but for repetitions, though the
// server is killed in the middle of writes and of sending.
func TestWebhooksThroughKills(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, url string) {
		key := filepath.Join(t.TempDir(), "key")
		args := []string{"--db", url, "--webhook-allow", "127.0.0.1", "--webhook-key-file", key, "--webhook-timeout", "500ms", "--webhook-retry", "20ms"}
		s := serve(t, args...)
		s.post(t, "/v1/negotiations", `{"slug":"n","name":"N"}`, nil)
		s.post(t, "/v1/parties", `{"slug":"p","kind":"state","name":"P"}`, nil)
		s.post(t, "/v1/issues", `{"slug":"i","negotiation":"n","question":"I?"}`, nil)
		s.post(t, "/v1/articles", `{"slug":"a","text":"They agree to the terms."}`, nil)
		b := &inbox{}
		receiver := httptest.NewServer(b)
		defer receiver.Close()
		var made struct{ ID, Secret string }
		b.Lock()
		s.post(t, "/v1/webhooks", `{"after":"0","url":"`+receiver.URL+`"}`, &made)
		var err error
		b.verifier, err = standardwebhooks.NewWebhook(made.Secret)
		b.Unlock()
		if err != nil {
			t.Fatal(err)
		}
		w := &writes{}
		for round := range 3 {
			w.untilKilled(s, round, idle)
			s = serve(t, args...)
			w.repeatLost(t, s)
		}
		events := followed(t, s)
		for end := time.Now().Add(60 * time.Second); ; time.Sleep(20 * time.Millisecond) {
			var h struct{ After, State string }
			s.get(t, "/v1/webhooks/"+made.ID, &h)
			if h.After == strconv.Itoa(s.head(t)) {
				break
			}
			if time.Now().After(end) {
				t.Fatalf("it has come to %s: %s", h.After, s.out)
			}
		}
		b.check(t, events)
		s.stop(t)
	})
}

// check compares what came with the feed: first arrivals are in its order.
func (b *inbox) check(t *testing.T, events []string) {
	t.Helper()
	b.Lock()
	defer b.Unlock()
	var first []string
	seen := map[string]bool{}
	for i, id := range b.ids {
		if seen[id] && b.ids[i-1] != id {
			t.Errorf("%s came again behind %s", id, b.ids[i-1])
		}
		if !seen[id] {
			first = append(first, id)
		}
		seen[id] = true
	}
	if !slices.Equal(first, events) || b.forged > 0 {
		t.Errorf("%d different events came of %d, %d forged", len(first), len(events), b.forged)
	}
	if len(events) < 20 {
		t.Errorf("only %d events", len(events))
	}
	t.Logf("%d events, %d messages", len(events), len(b.ids))
}

// followed are the ids of the feed.
func followed(t *testing.T, s *server) (ids []string) {
	t.Helper()
	for after := "0"; ; {
		var page struct {
			Items []struct{ ID string }
			Next  string `json:"next_after"`
			More  bool
		}
		s.get(t, "/v1/feed?limit=1000&after="+after, &page)
		for _, e := range page.Items {
			ids = append(ids, e.ID)
		}
		if after = page.Next; !page.More {
			return ids
		}
	}
}

// The key of secrets is made once, for its owner alone, and a wrong one is refused.
func TestWebhookKeyFile(t *testing.T) {
	dir := t.TempDir()
	s := serve(t, "--db", filepath.Join(dir, "x.db"))
	path := filepath.Join(dir, "x.db.webhook-key")
	if _, err := os.Stat(path); err == nil {
		t.Error("the key is made before it is needed")
	}
	s.post(t, "/v1/webhooks", `{"url":"https://1.1.1.1/"}`, nil)
	first, err := os.ReadFile(path)
	if info, e := os.Stat(path); err != nil || e != nil || info.Mode().Perm() != 0o600 || len(first) != 45 {
		t.Errorf("%v %v %d", err, info, len(first))
	}
	s.post(t, "/v1/webhooks", `{"url":"https://1.1.1.1/"}`, nil)
	if again, _ := os.ReadFile(path); string(again) != string(first) {
		t.Error("another key was made")
	}
	if err := os.WriteFile(path, []byte("x"), 0o600); err != nil {
		t.Fatal(err)
	}
	if status, body, err := s.send(http.MethodPost, "/v1/webhooks", `{"url":"https://1.1.1.1/"}`); status != http.StatusConflict || err != nil || !strings.Contains(string(body), "is no key") {
		t.Errorf("%d %s %v", status, body, err)
	}
	s.stop(t)
}

// Metrics tell how many webhooks cannot be delivered and what waits for them.
func TestMetricsOfWebhooks(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, url string) {
		s := serve(t, "--db", url, "--metrics-addr", "127.0.0.1:0", "--webhook-allow", "127.0.0.1", "--webhook-retry", "20ms",
			"--webhook-key-file", filepath.Join(t.TempDir(), "key"))
		tells := func(lines ...string) bool {
			text := s.scrape(t)
			return !slices.ContainsFunc(lines, func(line string) bool { return !strings.Contains(text, "\n"+line+"\n") })
		}
		if !tells(`parley_webhooks{state="active"} 0`, `parley_webhooks{state="failing"} 0`, `parley_webhook_queue{state="failing"} 0`) {
			t.Error("no webhooks are told otherwise")
		}
		var answer atomic.Int64
		answer.Store(http.StatusInternalServerError)
		receiver := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(int(answer.Load())) }))
		defer receiver.Close()
		s.post(t, "/v1/webhooks", `{"url":"`+receiver.URL+`"}`, nil)
		for _, slug := range []string{"a", "b", "c"} {
			s.post(t, "/v1/parties", `{"slug":"`+slug+`","kind":"state","name":"P"}`, nil)
		}
		within(t, func() bool {
			return tells(`parley_webhooks{state="active"} 0`, `parley_webhooks{state="failing"} 1`, `parley_webhook_queue{state="failing"} 3`)
		})
		answer.Store(http.StatusOK)
		within(t, func() bool {
			return tells(`parley_webhooks{state="active"} 1`, `parley_webhooks{state="failing"} 0`, `parley_webhook_queue{state="active"} 0`)
		})
		s.stop(t)
	})
}

// within waits until something holds.
func within(t *testing.T, holds func() bool) {
	t.Helper()
	for end := time.Now().Add(60 * time.Second); !holds(); time.Sleep(20 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatal("it does not come to hold")
		}
	}
}
