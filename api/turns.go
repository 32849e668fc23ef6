package api

import (
	"context"
	"net/http"
	"slices"
	"strings"
	"sync"

	"github.com/gin-gonic/gin"
)

// Exports run at once. Each holds a connection to the database while its client reads,
// which may be slow, and the others must keep some; so a caller has one of them, and
// visitors leave one to those with a key.
const (
	maxStreams        = 3
	streamsOfEach     = 1
	streamsOfVisitors = 2
)

// Exports that wait hold nothing but their connection.
const (
	maxWaiting        = 64
	waitingOfEach     = 16
	waitingOfVisitors = 48
)

// Views are computed at once; each holds its whole answer. Those that wait are
// bounded as requests are.
const (
	maxViews        = 4
	viewsOfEach     = 3
	viewsOfVisitors = 3
)

// Bodies that are not small are read at once; each takes several times its size until its
// request is answered.
const (
	maxBodies        = 8
	bodiesOfEach     = 2
	bodiesOfVisitors = 1
)

// turns lets a bounded number of requests do something. The others wait, the callers
// that have the fewest turns first, each in the order they came.
type turns struct {
	running, waiting share

	mu    sync.Mutex
	queue []*waiter
}

type waiter struct {
	holder
	turn chan struct{} // closed when it may go
}

func newExportTurns() *turns {
	return &turns{running: share{all: maxStreams, each: streamsOfEach, visitors: streamsOfVisitors},
		waiting: share{all: maxWaiting, each: waitingOfEach, visitors: waitingOfVisitors}}
}

func newViewTurns() *turns { return turnsOf(maxViews, viewsOfEach, viewsOfVisitors) }

func newBodyTurns() *turns { return turnsOf(maxBodies, bodiesOfEach, bodiesOfVisitors) }

// turnsOf may be waited for by all requests that are worked on.
func turnsOf(all, each, visitors int) *turns {
	return &turns{running: share{all: all, each: each, visitors: visitors},
		waiting: share{all: maxRequests, each: maxRequests, visitors: maxRequests}}
}

// enter waits for a turn, which is given back by leave. It fails at once where too
// many wait, and when the context ends.
func (t *turns) enter(ctx context.Context, h holder) (leave func(), err error) {
	w := &waiter{holder: h, turn: make(chan struct{})}
	if !t.join(w) {
		return nil, errQueue
	}
	leave = sync.OnceFunc(func() { t.leave(w) })
	select {
	case <-w.turn:
		return leave, nil
	case <-ctx.Done():
		leave()
		return nil, context.Cause(ctx)
	}
}

func (t *turns) join(w *waiter) bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	if !t.waiting.take(w.holder) {
		return false
	}
	t.queue = append(t.queue, w)
	t.next()
	return true
}

func (t *turns) leave(w *waiter) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if i := slices.Index(t.queue, w); i >= 0 {
		t.queue = slices.Delete(t.queue, i, i+1)
		t.waiting.give(w.holder)
		return
	}
	t.running.give(w.holder)
	t.next()
}

// next lets go as many as may.
func (t *turns) next() {
	byTurns := slices.Clone(t.queue)
	slices.SortStableFunc(byTurns, func(a, b *waiter) int { return t.running.of(a.holder) - t.running.of(b.holder) })
	for _, w := range byTurns {
		if t.running.take(w.holder) {
			t.queue = slices.DeleteFunc(t.queue, func(other *waiter) bool { return other == w })
			t.waiting.give(w.holder)
			close(w.turn)
		}
	}
}

var errQueue = problem(http.StatusServiceUnavailable, "overloaded", "The server has too much to do", "others wait for the same already; try again after the seconds in Retry-After")

// placesKey is where a request keeps what it holds of what is bounded.
const placesKey = "parley.places"

// places are what a request holds: one among those worked on, and turns.
type places struct {
	request, turn, body func()
	bodies              *turns
}

func placesOf(c *gin.Context) *places { return c.MustGet(placesKey).(*places) }

func (p *places) leave() {
	for _, turn := range []func(){p.turn, p.body} {
		if turn != nil {
			turn()
		}
	}
	p.request()
}

// forBody waits for the turn of a body that is not small.
func (p *places) forBody(c *gin.Context) (err error) {
	if p.body == nil {
		p.body, err = p.bodies.enter(c.Request.Context(), holderOf(c))
	}
	return err
}

// takeTurn has a request that was found good wait for its turn, if it needs one. An
// export is no longer one of the requests worked on then: it may wait and be read for
// long, and would keep everybody else out.
func (s *Server) takeTurn(c *gin.Context) {
	var err error
	switch {
	case isExport(c):
		placesOf(c).request()
		placesOf(c).turn, err = s.turnOfExport(c)
	case s.contract.isView(c.FullPath()):
		placesOf(c).turn, err = s.views.enter(c.Request.Context(), holderOf(c))
	default:
		return
	}
	forgetNewest(c) // more may have been recorded while it waited
	if err != nil {
		fail(c, err)
	}
}

// turnOfExport is waited for no longer than a request may be worked on.
func (s *Server) turnOfExport(c *gin.Context) (leave func(), err error) {
	ctx, cancel := context.WithTimeoutCause(c.Request.Context(), s.options.MaxWork, errQueue)
	defer cancel()
	return s.exports.enter(ctx, holderOf(c))
}

func isExport(c *gin.Context) bool { return strings.HasPrefix(c.FullPath(), "/v1/exports/") }
