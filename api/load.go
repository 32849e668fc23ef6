package api

import (
	"context"
	"net/http"
	"sync"
	"time"

	"github.com/gin-gonic/gin"
)

// Requests are worked on at once. More would only make all of them slower, and each
// may hold a body in memory. Who asks is not known yet where they are counted: they are
// bounded by address, and a visitor is who shows nothing, be it right or wrong.
// Once it is known, one caller from many addresses has no more than one from a single one.
const (
	maxRequests        = 256
	requestsOfEach     = 128
	requestsOfVisitors = 192
)

// usualWork is how long one request may be worked on, but for exports and streams,
// which are bounded by how many there are. When it is over, so is what the database
// does for it.
const usualWork = 30 * time.Second

// shed refuses what is more than the server can work on, at once and for a reason
// that a client can act on, and ends work that takes too long. Health checks, the
// contract and its page are always answered, and a stream of the feed, which mostly
// waits, is bounded by how many are open.
func (s *Server) shed(c *gin.Context) {
	if isHealthCheck(c) || s.isPlain(c) || c.FullPath() == followPath {
		return
	}
	from := holder{addressOf(c.ClientIP()), c.GetHeader("Authorization") == ""}
	if !s.requests.take(from) {
		fail(c, errBusy)
		return
	}
	held := &places{request: sync.OnceFunc(func() { s.requests.give(from) }), bodies: s.bodies}
	defer held.leave()
	c.Set(placesKey, held)
	if isExport(c) || c.FullPath() == importPath {
		c.Next()
		return
	}
	ctx, cancel := context.WithTimeoutCause(c.Request.Context(), s.options.MaxWork, errTooLong)
	defer cancel()
	c.Request = c.Request.WithContext(ctx)
	c.Next()
}

// holdAs counts a request also for whom it was let in as.
func (s *Server) holdAs(c *gin.Context) error {
	held, is := c.Get(placesKey)
	if !is {
		return nil
	}
	by, places := holderOf(c), held.(*places)
	if !s.callers.take(by) {
		return errBusy
	}
	before := places.request
	places.request = sync.OnceFunc(func() {
		before()
		s.callers.give(by)
	})
	return nil
}

var errBusy = problem(http.StatusServiceUnavailable, "overloaded", "The server has too much to do", "try again in a moment")

const followPath = "/v1/feed/stream"

var errTooLong = problem(http.StatusServiceUnavailable, "too-long", "The answer took too long", "nothing was recorded; ask for less at once, or try again when the server has less to do")

// slots let a bounded number of a kind of work be done, whoever asks for it; turns are
// shared out among callers.
type slots chan struct{}

func (s slots) enter(ctx context.Context) error {
	select {
	case s <- struct{}{}:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// tryEnter does not wait for a slot.
func (s slots) tryEnter() bool {
	select {
	case s <- struct{}{}:
		return true
	default:
		return false
	}
}

func (s slots) leave() { <-s }
