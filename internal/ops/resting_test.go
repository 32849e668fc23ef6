package ops

import (
	"net"
	"net/http"
	"testing"
)

// Whoever holds connections and asks nothing on them keeps nobody out.
func TestRestingConnectionsMakeRoom(t *testing.T) {
	inner, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	const places = 3
	l := Bound(inner, places)
	server := &http.Server{Handler: http.NotFoundHandler(), ConnState: l.Watch}
	go server.Serve(l)
	defer server.Close()
	for i := range 4 * places {
		idle := &http.Client{Transport: &http.Transport{}} // it keeps its connection
		answer, err := idle.Get("http://" + l.Addr().String())
		if err != nil {
			t.Fatalf("client %d: %v", i, err)
		}
		answer.Body.Close()
		silent, err := net.Dial("tcp", l.Addr().String())
		if err != nil {
			t.Fatal(err)
		}
		defer silent.Close()
	}
	if n := l.Open(); n > places {
		t.Errorf("%d are open", n)
	}
}
