package ops

import (
	"net/http"
	"sync/atomic"
	"time"
)

// Busy counts the requests that are being answered.
type Busy struct{ n atomic.Int64 }

// Count is a handler whose requests are counted.
func (b *Busy) Count(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		b.n.Add(1)
		defer b.n.Add(-1)
		next.ServeHTTP(w, r)
	})
}

// Now is how many there are.
func (b *Busy) Now() int64 { return b.n.Load() }

// Wait waits until there is none, and not longer than given.
func (b *Busy) Wait(longest time.Duration) {
	for end := time.Now().Add(longest); b.Now() > 0 && time.Now().Before(end); {
		time.Sleep(time.Millisecond)
	}
}
