package api

import (
	"runtime/debug"
	"sync"
)

// thriftyPercent is how much garbage may gather, in percent of what is in use, while
// exports stream: half of what is usual in Go. They make much of it and hold little, so
// it is most of what they take: 100,000 positions took 8 to 20 MB less, for 0 to 30 %
// more processor time (docs/exports.md).
const thriftyPercent = 50

// thrift is for the whole process, as the collector of garbage is.
var thrift thrifty

type thrifty struct {
	mu     sync.Mutex
	asking int
	usual  int
}

// begin has garbage collected more often until what it gives back was called as often.
// Who chose less by GOGC keeps it.
func (t *thrifty) begin() (end func()) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.asking++; t.asking == 1 {
		t.usual = debug.SetGCPercent(thriftyPercent)
		if t.usual >= 0 && t.usual < thriftyPercent {
			debug.SetGCPercent(t.usual)
		}
	}
	return sync.OnceFunc(t.end)
}

func (t *thrifty) end() {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.asking--; t.asking == 0 {
		debug.SetGCPercent(t.usual)
	}
}
