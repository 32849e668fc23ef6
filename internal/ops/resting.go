package ops

import (
	"crypto/tls"
	"net"
	"net/http"
	"slices"
	"sync"
)

// resting are the connections on which nothing is asked: new ones and those between two
// requests. When places are short the one that rests longest is closed, so that nobody
// keeps others out by holding connections, and health checks are answered.
type resting struct {
	mu     sync.Mutex
	list   []net.Conn
	wanted bool // somebody waits for a place
}

// Watch is the ConnState of the server that serves a bounded listener.
func (b *Bounded) Watch(conn net.Conn, state http.ConnState) {
	if encrypted, is := conn.(*tls.Conn); is {
		conn = encrypted.NetConn()
	}
	r := &b.resting
	r.mu.Lock()
	r.list = slices.DeleteFunc(r.list, func(c net.Conn) bool { return c == conn })
	if state == http.StateNew || state == http.StateIdle {
		r.list = append(r.list, conn)
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

// yield closes a connection if its place is wanted.
func (r *resting) yield() {
	r.mu.Lock()
	if !r.wanted || len(r.list) == 0 {
		r.mu.Unlock()
		return
	}
	longest := r.list[0]
	r.list, r.wanted = r.list[1:], false
	r.mu.Unlock()
	longest.Close() //nolint:errcheck // nothing was on its way
}
