package gather

import (
	"context"
	"fmt"
	"runtime/debug"
	"slices"
	"time"
)

// round is one call and those who wait for it.
type round[A comparable, V any] struct {
	ctx    context.Context // with the values of who asked first
	cancel context.CancelFunc
	late   *time.Timer

	// Under the lock of the calls:
	asked   []A
	waiting int
	begun   bool

	done     chan struct{} // closed when the following are set
	answers  map[A]V
	err      error
	panicked string // with where
}

func newRound[A comparable, V any](ctx context.Context) *round[A, V] {
	r := &round[A, V]{done: make(chan struct{})}
	r.ctx, r.cancel = context.WithCancel(context.WithoutCancel(ctx))
	return r
}

func (r *round[A, V]) add(asked A) {
	r.waiting++
	if !slices.Contains(r.asked, asked) {
		r.asked = append(r.asked, asked)
	}
}

func (r *round[A, V]) run(call func(context.Context, []A) (map[A]V, error)) {
	defer func() {
		if p := recover(); p != nil {
			r.panicked = fmt.Sprintf("%v, in a call for all who asked at the same time:\n%s", p, debug.Stack())
		}
		close(r.done)
	}()
	r.answers, r.err = call(r.ctx, r.asked)
}
