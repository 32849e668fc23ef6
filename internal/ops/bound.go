package ops

import (
	"net"
	"sync"
	"sync/atomic"
)

// Bounded is a listener that lets in a bounded number of connections. The next waits
// here, and others in the system's queue, until one of these is closed: that on which
// longest nothing is asked is closed for it, and slow ones at their deadlines.
type Bounded struct {
	net.Listener
	places chan struct{}
	open   atomic.Int64
	closed chan struct{}
	close  sync.Once
	resting
}

// Bound lets a listener hold at most n connections.
func Bound(l net.Listener, n int) *Bounded {
	return &Bounded{Listener: l, places: make(chan struct{}, n), closed: make(chan struct{})}
}

// Open is how many connections there are.
func (b *Bounded) Open() int64 { return b.open.Load() }

// Accept waits for a connection, then for its place. The other way round, a place would be
// made for nobody.
func (b *Bounded) Accept() (net.Conn, error) {
	conn, err := b.Listener.Accept()
	if err != nil {
		return nil, err
	}
	if !b.placeFor() {
		conn.Close() //nolint:errcheck // nothing was said on it
		return nil, net.ErrClosed
	}
	b.open.Add(1)
	return &placed{Conn: conn, leave: sync.OnceFunc(b.leave)}, nil
}

// placeFor is false where the listener is closed before there is a place.
func (b *Bounded) placeFor() bool {
	select {
	case b.places <- struct{}{}:
		return true
	default:
	}
	b.want(true)
	defer b.want(false)
	select {
	case b.places <- struct{}{}:
		return true
	case <-b.closed:
		return false
	}
}

func (b *Bounded) leave() {
	b.open.Add(-1)
	<-b.places
}

// Close lets Accept return, also one that waits for a place.
func (b *Bounded) Close() error {
	b.close.Do(func() { close(b.closed) })
	return b.Listener.Close()
}

// placed is a connection that gives its place back once.
type placed struct {
	net.Conn
	leave func()
}

func (c *placed) Close() error {
	defer c.leave()
	return c.Conn.Close()
}
