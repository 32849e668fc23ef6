package api

import (
	"context"
	"errors"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

var (
	someKey, otherKey = holder{name: "key a"}, holder{name: "key b"}
	visitors          = []holder{{"address 1", true}, {"address 2", true}, {"address 3", true}, {"address 4", true}}
)

// joined asks for a turn without waiting for it.
func joined(t *testing.T, on *turns, h holder) *waiter {
	t.Helper()
	w := &waiter{holder: h, turn: make(chan struct{})}
	if !on.join(w) {
		t.Fatalf("%v is not let into the queue", h)
	}
	return w
}

func (w *waiter) runs() bool {
	select {
	case <-w.turn:
		return true
	default:
		return false
	}
}

// However slowly visitors read, a key finds a turn, and one caller leaves some to the others.
func TestVisitorsLeaveTurnsToKeys(t *testing.T) {
	on := newExportTurns()
	for i, v := range visitors {
		first, second := joined(t, on, v), joined(t, on, v)
		if first.runs() != (i < streamsOfVisitors) || second.runs() {
			t.Errorf("visitor %d runs %t and %t", i, first.runs(), second.runs())
		}
	}
	with := joined(t, on, someKey)
	if !with.runs() {
		t.Error("a key waits for visitors")
	}
	waits := joined(t, on, otherKey)
	on.leave(with)
	if !waits.runs() {
		t.Error("the next key does not run when one has ended")
	}
}

// Who waits is bounded too: more are refused at once, and not those with a key for visitors' sake.
func TestQueueIsBounded(t *testing.T) {
	on := newExportTurns()
	fill := func(h holder) (n int) {
		for on.join(&waiter{holder: h, turn: make(chan struct{})}) {
			n++
		}
		return n
	}
	total := 0
	for _, v := range visitors {
		if n := fill(v); n > streamsOfEach+waitingOfEach {
			t.Errorf("%v has %d", v, n)
		} else {
			total += n
		}
	}
	if total != streamsOfVisitors+waitingOfVisitors {
		t.Errorf("%d of visitors wait or run", total)
	}
	if _, err := on.enter(t.Context(), visitors[0]); !errors.Is(err, errQueue) {
		t.Error(err)
	}
	if n := fill(someKey); n != streamsOfEach+maxWaiting-waitingOfVisitors {
		t.Errorf("a key has %d", n)
	}
}

// Of those who wait, callers that have nothing go before those that have something.
func TestFewestTurnsGoFirst(t *testing.T) {
	on := newViewTurns()
	var busy []*waiter
	for range 9 {
		busy = append(busy, joined(t, on, someKey))
	}
	late := []*waiter{joined(t, on, otherKey), joined(t, on, otherKey)}
	if !late[0].runs() || late[1].runs() {
		t.Errorf("%t %t", late[0].runs(), late[1].runs())
	}
	on.leave(busy[0])
	if !late[1].runs() || busy[viewsOfEach].runs() {
		t.Error("who came first and has more went before who has less")
	}
}

// Who gives up waiting gives up the place.
func TestWhoGivesUpLeavesTheQueue(t *testing.T) {
	on := newExportTurns()
	runs := joined(t, on, someKey)
	gone, leave := context.WithCancelCause(t.Context())
	leave(errTooLong)
	if _, err := on.enter(gone, someKey); !errors.Is(err, errTooLong) {
		t.Error(err)
	}
	on.leave(runs)
	if len(on.queue) != 0 || on.waiting.total != 0 || on.running.total != 0 || len(on.running.held)+len(on.waiting.held) != 0 {
		t.Errorf("left behind: %+v", on)
	}
}

// Whatever comes and goes: no bound is passed, none waits who might run, and
// nothing is left when all have gone.
func TestTurnsKeepTheirBounds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		on := newExportTurns()
		everybody := append([]holder{someKey, otherKey, {}}, visitors...)
		var here []*waiter
		t.Repeat(map[string]func(*rapid.T){
			"come": func(t *rapid.T) {
				w := &waiter{holder: rapid.SampledFrom(everybody).Draw(t, "who"), turn: make(chan struct{})}
				if on.join(w) {
					here = append(here, w)
				}
			},
			"go": func(t *rapid.T) {
				if len(here) == 0 {
					return
				}
				i := rapid.IntRange(0, len(here)-1).Draw(t, "which")
				on.leave(here[i])
				here = slices.Delete(here, i, i+1)
			},
			"": func(t *rapid.T) { holds(t, on, here) },
		})
		for _, w := range here {
			on.leave(w)
		}
		if on.running.total+on.running.byVisitors+on.waiting.total+on.waiting.byVisitors+len(on.running.held)+len(on.waiting.held)+len(on.queue) != 0 {
			t.Errorf("left behind: %+v", on)
		}
	})
}

func holds(t *rapid.T, on *turns, here []*waiter) {
	running, byVisitors, each := 0, 0, map[string]int{}
	for _, w := range here {
		if w.runs() {
			running++
			each[w.name]++
			if w.visitor {
				byVisitors++
			}
		}
	}
	if running > maxStreams || byVisitors > streamsOfVisitors {
		t.Errorf("%d run, %d of visitors", running, byVisitors)
	}
	for name, n := range each {
		if name != "" && n > streamsOfEach {
			t.Errorf("%s has %d", name, n)
		}
	}
	for _, w := range here {
		if !w.runs() && running < maxStreams && each[w.name] < streamsOfEach && (!w.visitor || byVisitors < streamsOfVisitors) {
			t.Errorf("%v waits for nothing", w.holder)
		}
	}
}
