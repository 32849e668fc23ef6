// Package gather asks once for all who ask at the same time. It imports the standard
// library alone.
//
// What is asked while a call for its like is under way waits for the next one, which
// answers all that came meanwhile. A call begins after everything was asked that it
// answers, so nobody is told what was true before he asked; and where nobody else asks,
// nobody waits.
package gather

import (
	"context"
	"sync"
	"time"
)

const (
	// most is how much one call answers. Beyond it another goes beside it.
	most = 32
	// patience is how long the call under way holds up the next one: behind one that is
	// large, or hangs since its connection does, nobody waits for longer.
	patience = 2 * time.Millisecond
)

// Calls gathers what is asked. L is what a call is about: only what is asked of one L is
// answered by one call. A is what is asked of it.
type Calls[L, A comparable, V any] struct {
	call  func(context.Context, L, []A) (map[A]V, error)
	mu    sync.Mutex
	lanes map[L]*lane[L, A, V]
}

// New gathers questions for a call. What the answer lacks of what was asked is answered by
// the zero value.
func New[L, A comparable, V any](call func(context.Context, L, []A) (map[A]V, error)) *Calls[L, A, V] {
	return &Calls[L, A, V]{call: call, lanes: map[L]*lane[L, A, V]{}}
}

// Ask gives the answer to one question, or the error of the call, or that of ctx once it is
// done. The call itself ends early when all who ask have gone.
func (c *Calls[L, A, V]) Ask(ctx context.Context, about L, asked A) (V, error) {
	r := c.join(ctx, about, asked)
	defer c.leave(r)
	select {
	case <-r.done:
	case <-ctx.Done():
		var none V
		return none, ctx.Err()
	}
	if r.panicked != "" {
		panic(r.panicked)
	}
	return r.answers[asked], r.err
}

// join takes a place in the next call, which begins at once unless one is under way.
func (c *Calls[L, A, V]) join(ctx context.Context, about L, asked A) *round[A, V] {
	c.mu.Lock()
	defer c.mu.Unlock()
	l := c.laneOf(about)
	if l.next == nil {
		c.open(ctx, l)
	}
	r := l.next
	r.add(asked)
	if l.before == nil || len(r.asked) == most {
		c.begin(l)
	}
	return r
}
