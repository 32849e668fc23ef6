package api_test

import (
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"parley/api"
	"parley/db/dbtest"
)

// Two servers write into one ledger, on several connections each, while
// followers of both poll and stream: each is told every change, once, in order.
func TestFollowersBesideWriters(t *testing.T) {
	const writers, writes = 3, 12
	dbtest.Each(t, func(t *testing.T, url string) {
		servers := []*client{serve(t, url).build(), serve(t, url)}
		var writing, following sync.WaitGroup
		var done atomic.Bool
		for _, c := range servers {
			for w := range writers {
				writing.Go(func() { c.writeMany(t, w, writes) })
			}
		}
		told := make([][]fed, 4)
		for i, c := range servers {
			following.Go(func() { told[i] = c.pollUntil(&done) })
			f := c.follow("/v1/feed/stream", "")
			following.Go(func() { told[2+i] = f.untilStill(&done) })
		}
		writing.Wait()
		want, _ := servers[0].poll("", "0", 1000)
		servers[0].checkOrder(want)
		done.Store(true)
		servers[0].correct("/v1/parties/usa", object{"name": "the end"})
		following.Wait()
		want, _ = servers[0].poll("", "0", 1000)
		for i, got := range told {
			if asJSON(got) != asJSON(want) {
				t.Errorf("follower %d was told %d events of %d", i, len(got), len(want))
			}
		}
	})
}

func (c *client) writeMany(t *testing.T, writer, writes int) {
	for i := range writes {
		body := position(object{"summary": fmt.Sprint(writer, " ", i), "evidence": []object{quote(offer, nil), quote(plan, nil)}})
		if a, err := c.send(http.MethodPost, "/v1/positions", body); err != nil || a.status != http.StatusCreated {
			t.Errorf("write %d: %v %+v", i, err, a)
		}
	}
}

// pollUntil polls until it comes to the last change, which is made once done.
func (c *client) pollUntil(done *atomic.Bool) (events []fed) {
	for after, last := "0", false; !last; {
		var found []fed
		found, after = c.poll("", after, 7)
		events = append(events, found...)
		last = done.Load() && len(events) > 0 && events[len(events)-1].Kind == "party" && events[len(events)-1].Action == "update"
	}
	return events
}

func (f *follower) untilStill(done *atomic.Bool) (events []fed) {
	for {
		e, err := f.event()
		if err != nil {
			return events
		}
		if events = append(events, e); done.Load() && e.Kind == "party" && e.Action == "update" {
			return events
		}
	}
}

// A filtered stream on which nothing happens shows that it lives, and moves the
// client's last id on over what the filter left out.
func TestHeartbeat(t *testing.T) {
	each(t, func(c *client) {
		f := c.follow("/v1/feed/stream?kind=salience", "")
		if got := f.response.Header.Get("Content-Type"); got != "text/event-stream" {
			t.Errorf("content type %q", got)
		}
		time.AfterFunc(300*time.Millisecond, func() {
			c.send(http.MethodPost, "/v1/salience", object{"party": "usa", "issue": "withdrawal", "value": 5, "dated": "2026-01"})
		})
		before := c.head()
		e, err := f.event()
		if err != nil || e.short() != fmt.Sprint(before+1, "-0 salience.create") || f.beats == 0 || f.retry == "" {
			t.Errorf("%s after %d beats, retry %q, %v", e.short(), f.beats, f.retry, err)
		}
		c.correct("/v1/parties/usa", object{"name": "USA"})
		f.beats = 0
		for f.beats < 20 && f.id != fmt.Sprint(c.head()) {
			if _, _, err := f.line(); err != nil {
				t.Fatal(err)
			}
		}
		if f.id != fmt.Sprint(c.head()) {
			t.Errorf("the last id is %s, the head %d", f.id, c.head())
		}
	}, (*client).build)
}

// A stream outlives the times that a server gives to requests with an end.
func TestStreamOutlivesRequestTimeouts(t *testing.T) {
	h := handlerWith(api.FeedOptions{Heartbeat: 50 * time.Millisecond, Poll: 20 * time.Millisecond})
	c := serveBy(t, dbtest.SQLite(t), h, func(s *http.Server) { s.ReadTimeout, s.WriteTimeout = 100*time.Millisecond, 100*time.Millisecond })
	f := c.follow("/v1/feed/stream", "")
	time.AfterFunc(400*time.Millisecond, func() { c.send(http.MethodPost, "/v1/negotiations", object{"name": "Late"}) })
	if e, err := f.event(); err != nil || e.Kind != "negotiation" {
		t.Errorf("%v %v", e, err)
	}
}

// A stream ends soon after its key was revoked.
func TestStreamEndsWithItsKey(t *testing.T) {
	each(t, func(c *client) {
		root := c.firstKey()
		reader := c.create("/v1/keys", object{"name": "reader", "role": "reader"}, root).bearer()
		c.get("/v1/feed/stream").refused(http.StatusUnauthorized)
		f := c.follow("/v1/feed/stream", "", reader)
		for f.beats < 2 {
			if _, _, err := f.line(); err != nil {
				c.t.Fatal(err)
			}
		}
		c.post("/v1/keys/reader/revoke", nil, root).want(http.StatusOK)
		if _, err := f.event(); err != io.EOF {
			c.t.Errorf("the stream ended with %v", err)
		}
	})
}

// HEAD of a stream ends, and so do streams when the server stops.
func TestStreamsEnd(t *testing.T) {
	stopping := make(chan struct{})
	h := handlerWith(api.FeedOptions{Stopping: stopping})
	c := serveBy(t, dbtest.SQLite(t), h, nil)
	if a := c.do(http.MethodHead, "/v1/feed/stream", nil); a.status != http.StatusOK || a.header.Get("Content-Type") != "text/event-stream" {
		t.Errorf("HEAD: %d %v", a.status, a.header)
	}
	f := c.follow("/v1/feed/stream", "")
	time.AfterFunc(50*time.Millisecond, func() { close(stopping) })
	if _, err := f.event(); err != io.EOF {
		t.Errorf("the stream ended with %v", err)
	}
}

// Streams are bounded; who leaves makes room, and so does who does not read.
func TestTooManyAndTooSlowFollowers(t *testing.T) {
	h := handlerWith(api.FeedOptions{Streams: 2, Patience: 100 * time.Millisecond, Poll: 10 * time.Millisecond})
	c := serveBy(t, dbtest.SQLite(t), h, nil)
	first := c.follow("/v1/feed/stream", "")
	c.follow("/v1/feed/stream", "")
	refused := c.get("/v1/feed/stream").refused(http.StatusServiceUnavailable)
	refused.is(object{"/type": "urn:parley:problem:too-many-followers"})
	first.close()
	c.untilRoom()
	// The other one reads nothing; a big enough record fills what lies between.
	c.build()
	c.create("/v1/proposals", object{"slug": "long", "negotiation": "talks", "name": "Long"})
	for range 24 {
		c.create("/v1/proposals/long/versions", object{"summary": "x", "text": strings.Repeat("words ", 80_000)})
	}
	c.untilRoom()
}

// untilRoom waits until another stream is let in, and leaves it.
func (c *client) untilRoom() {
	c.t.Helper()
	for deadline := time.Now().Add(20 * time.Second); time.Now().Before(deadline); time.Sleep(5 * time.Millisecond) {
		if a := c.get("/v1/parties"); a.status != http.StatusOK {
			c.t.Fatal(a.status)
		}
		response, err := c.http.Get(c.base + "/v1/feed/stream?after=" + fmt.Sprint(c.head()))
		if err != nil {
			c.t.Fatal(err)
		}
		response.Body.Close()
		if response.StatusCode == http.StatusOK {
			return
		}
	}
	c.t.Fatal("no stream was given up")
}
