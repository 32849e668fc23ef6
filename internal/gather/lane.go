package gather

import (
	"context"
	"time"
)

// lane is the calls about one thing. It is forgotten when nobody asks about it.
type lane[L, A comparable, V any] struct {
	about L
	// before is the call that the next one waits for, nil where there is none.
	before, next *round[A, V]
}

func (c *Calls[L, A, V]) laneOf(about L) *lane[L, A, V] {
	l := c.lanes[about]
	if l == nil {
		l = &lane[L, A, V]{about: about}
		c.lanes[about] = l
	}
	return l
}

// open makes the next call of a lane, which others may join until it begins.
func (c *Calls[L, A, V]) open(ctx context.Context, l *lane[L, A, V]) {
	r := newRound[A, V](ctx)
	l.next = r
	if l.before != nil {
		r.late = time.AfterFunc(patience, func() { c.beginLate(l, r) })
	}
}

// beginLate begins a call that has waited for long, unless it has begun.
func (c *Calls[L, A, V]) beginLate(l *lane[L, A, V], r *round[A, V]) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if l.next == r {
		c.begin(l)
	}
}

// begin begins the next call of a lane, of which there is one.
func (c *Calls[L, A, V]) begin(l *lane[L, A, V]) {
	r := l.next
	l.before, l.next, r.begun = r, nil, true
	if r.late != nil {
		r.late.Stop()
	}
	if r.waiting == 0 {
		r.cancel()
	}
	go func() {
		defer c.end(l, r)
		r.run(func(ctx context.Context, asked []A) (map[A]V, error) { return c.call(ctx, l.about, asked) })
	}()
}

// end begins the call that waited for one, or forgets the lane.
func (c *Calls[L, A, V]) end(l *lane[L, A, V], ended *round[A, V]) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if l.before != ended { // it was not waited for
		return
	}
	if l.before = nil; l.next != nil {
		c.begin(l)
		return
	}
	delete(c.lanes, l.about)
}

// leave ends a call for which nobody waits any more. One that has not begun may still be joined.
func (c *Calls[L, A, V]) leave(r *round[A, V]) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if r.waiting--; r.waiting == 0 && r.begun {
		r.cancel()
	}
}
