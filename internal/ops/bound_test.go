package ops

import (
	"errors"
	"net"
	"testing"
)

// A place is given back once, however often a connection is closed, and
// closing the listener lets go of who waits for a place.
func TestBound(t *testing.T) {
	inner, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	l := Bound(inner, 1)
	for range 3 {
		client, err := net.Dial("tcp", l.Addr().String())
		if err != nil {
			t.Fatal(err)
		}
		defer client.Close()
		conn, err := l.Accept()
		if err != nil || l.Open() != 1 {
			t.Fatalf("%v, %d open", err, l.Open())
		}
		conn.Close()
		conn.Close()
		if l.Open() != 0 {
			t.Fatalf("%d open after its close", l.Open())
		}
	}
	l.places <- struct{}{}
	waiting := make(chan error)
	go func() {
		_, err := l.Accept()
		waiting <- err
	}()
	if err := errors.Join(l.Close(), l.Close()); !errors.Is(err, net.ErrClosed) {
		t.Errorf("a second close: %v", err)
	}
	if err := <-waiting; !errors.Is(err, net.ErrClosed) {
		t.Error(err)
	}
}
