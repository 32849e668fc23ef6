package api

import (
	"io"
	"net/http"
	"time"
)

// bodyGrace is what is waited for of a body that nobody reads, so that its connection
// can be used again.
const bodyGrace = time.Second

// hasty has connections not wait for long for the bodies of requests that were refused,
// or take none. Else strangers would keep all connections busy by announcing bodies that
// they do not send, and nobody could ask whether the server is well.
func hasty(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.ContentLength == 0 {
			next.ServeHTTP(w, r)
			return
		}
		body := &awaited{ReadCloser: r.Body}
		r.Body = body
		if r.Method != http.MethodPost && r.Method != http.MethodPatch {
			hurry(w)
		}
		next.ServeHTTP(w, r)
		if !body.ended {
			hurry(w)
		}
	})
}

// hurry is for the rest of a request. The server sets another deadline for the next.
func hurry(w http.ResponseWriter) {
	// Where it cannot be set there is none.
	_ = http.NewResponseController(w).SetReadDeadline(time.Now().Add(bodyGrace))
}

// awaited is a body of which it is known whether it was read to its end.
type awaited struct {
	io.ReadCloser
	ended bool
}

func (b *awaited) Read(p []byte) (int, error) {
	n, err := b.ReadCloser.Read(p)
	b.ended = b.ended || err != nil
	return n, err
}
