package ops

import (
	"crypto/tls"
	"net"
	"net/http"
	"slices"
	"sync"
	"time"
)

// resting are the connections on which nothing is asked: those between two requests, and
// new ones that stay silent. When places are short the one that rests longest is closed, so
// that nobody keeps others out by holding connections, and health checks are answered.
type resting struct {
	mu     sync.Mutex
	list   []rest
	wanted bool // somebody waits for a place
}

type rest struct {
	conn  net.Conn
	since time.Time
	isNew bool
}

// grace is what a new connection has to begin a request.
const grace = time.Second

func (r rest) left() time.Duration {
	if !r.isNew {
		return 0
	}
	return grace - time.Since(r.since)
}

// Watch is the ConnState of the server that serves a bounded listener.
func (b *Bounded) Watch(conn net.Conn, state http.ConnState) {
	if encrypted, is := conn.(*tls.Conn); is {
		conn = encrypted.NetConn()
	}
	r := &b.resting
	r.mu.Lock()
	r.list = slices.DeleteFunc(r.list, func(c rest) bool { return c.conn == conn })
	if state == http.StateNew || state == http.StateIdle {
		r.list = append(r.list, rest{conn, time.Now(), state == http.StateNew})
	}
	r.mu.Unlock()
	r.yield()
}

// want says whether somebody waits for a place.
func (r *resting) want(wanted bool) {
	r.mu.Lock()
	r.wanted = wanted
	r.mu.Unlock()
	r.yield()
}

// yield closes a connection if its place is wanted, or looks again when it may.
func (r *resting) yield() {
	r.mu.Lock()
	defer r.mu.Unlock()
	if !r.wanted || len(r.list) == 0 {
		return
	}
	longest := slices.IndexFunc(r.list, func(c rest) bool { return c.left() <= 0 })
	if longest < 0 {
		time.AfterFunc(r.list[0].left(), r.yield)
		return
	}
	conn := r.list[longest].conn
	r.list, r.wanted = slices.Delete(r.list, longest, longest+1), false
	go conn.Close() //nolint:errcheck // nothing was on its way
}
