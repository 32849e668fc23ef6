package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"parley/db/dbtest"
)

// listener follows a stream as a browser does: when it ends, it comes back with
// the last id it got, to wherever the server is then.
type listener struct {
	sync.Mutex
	base string
	last string
	ids  []string
	ends int // how often the stream ended, however it did
}

func (l *listener) moveTo(base string) {
	l.Lock()
	defer l.Unlock()
	l.base = base
}

func (l *listener) where() (base, last string) {
	l.Lock()
	defer l.Unlock()
	return l.base, l.last
}

func (l *listener) listen(ctx context.Context) {
	for ctx.Err() == nil {
		l.once(ctx)
		l.Lock()
		l.ends++
		l.Unlock()
		time.Sleep(5 * time.Millisecond)
	}
}

// once reads one stream to its end, be it in the middle of an event.
func (l *listener) once(ctx context.Context) {
	base, last := l.where()
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, base+"/v1/feed/stream", nil)
	if err != nil {
		return
	}
	if last != "" {
		request.Header.Set("Last-Event-ID", last)
	}
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		return
	}
	defer answer.Body.Close()
	id, event := "", ""
	for lines := bufio.NewScanner(answer.Body); lines.Scan(); {
		name, value, _ := strings.Cut(lines.Text(), ": ")
		switch name {
		case "id":
			id = value
		case "data":
			var e struct{ ID string }
			if json.Unmarshal([]byte(value), &e) == nil {
				event = e.ID
			}
		case "":
			if value == "" {
				l.note(id, event)
				event = ""
			}
		}
	}
}

func (l *listener) note(id, event string) {
	l.Lock()
	defer l.Unlock()
	if id != "" {
		l.last = id
	}
	if event != "" {
		l.ids = append(l.ids, event)
	}
}

func (l *listener) heard() (ids []string, ends int) {
	l.Lock()
	defer l.Unlock()
	return slices.Clone(l.ids), l.ends
}

// Whoever follows the stream is told everything once, whether the server is
// killed in the middle of writes or stopped in good order and started again.
func TestStreamThroughKills(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, url string) {
		ctx, cancel := context.WithCancel(t.Context())
		defer cancel()
		s := serve(t, "--db", url)
		s.post(t, "/v1/negotiations", `{"slug":"n","name":"N"}`, nil)
		s.post(t, "/v1/parties", `{"slug":"p","kind":"state","name":"P"}`, nil)
		s.post(t, "/v1/issues", `{"slug":"i","negotiation":"n","question":"I?"}`, nil)
		s.post(t, "/v1/articles", `{"slug":"a","text":"They agree to the terms."}`, nil)
		l := &listener{base: s.base}
		var listening sync.WaitGroup
		listening.Go(func() { l.listen(ctx) })
		w := &writes{}
		for round := range 3 {
			w.untilKilled(s, round, idle)
			s = serve(t, "--db", url)
			l.moveTo(s.base)
			w.repeatLost(t, s)
		}
		s.stop(t)
		if strings.Contains(s.out.String(), "cut off") {
			t.Errorf("a stream was cut off: %s", s.out)
		}
		s = serve(t, "--db", url)
		l.moveTo(s.base)
		s.post(t, "/v1/parties", `{"slug":"last","kind":"state","name":"Last"}`, nil)
		want := s.feed(t)
		for deadline := time.Now().Add(20 * time.Second); time.Now().Before(deadline); time.Sleep(10 * time.Millisecond) {
			if got, _ := l.heard(); len(got) >= len(want) {
				break
			}
		}
		got, ends := l.heard()
		if !slices.Equal(got, want) || ends < 4 {
			t.Errorf("%d events of %d after %d ends", len(got), len(want), ends)
		}
		cancel()
		listening.Wait()
		s.stop(t)
		t.Logf("%d events, each heard once over %d streams", len(got), ends)
	})
}

// feed gives the ids of all events, by polling.
func (s *server) feed(t *testing.T) (ids []string) {
	t.Helper()
	for after, more := "0", true; more; {
		var page struct {
			Items []struct{ ID string }
			Next  string `json:"next_after"`
			More  bool
		}
		s.get(t, fmt.Sprint("/v1/feed?limit=1000&after=", after), &page)
		for _, e := range page.Items {
			ids = append(ids, e.ID)
		}
		after, more = page.Next, page.More
	}
	return ids
}
