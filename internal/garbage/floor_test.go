package garbage

import (
	"runtime"
	"runtime/debug"
	"testing"
	"time"
)

func TestPercent(t *testing.T) {
	const mb = 1 << 20
	for _, c := range []struct {
		floor, used uint64
		want        int
	}{
		{32 * mb, 8 * mb, 300},
		{32 * mb, 12 * mb, 166},
		{32 * mb, 16 * mb, usual},
		{32 * mb, 200 * mb, usual}, // never less than twice what is in use
		{32 * mb, 2 * mb, 800},     // at which Go would first collect at 32 MB
		{32 * mb, 0, 800},          // before the first collection
	} {
		if got := percent(c.floor, c.used); got != c.want {
			t.Errorf("percent(%d MB, %d MB) = %d, want %d", c.floor/mb, c.used/mb, got, c.want)
		}
	}
}

func TestFloorLeavesTheSettingOfWhoStartsIt(t *testing.T) {
	t.Setenv("GOGC", "150")
	before := debug.SetGCPercent(150)
	defer debug.SetGCPercent(before)
	Floor(1 << 40)
	if got := current(); got > 64<<20*100/leastOfGo { // what the floor of another test comes to at most
		t.Errorf("GOGC=150, and the heap may grow by %d %%", got)
	}
}

// held is what the test has in use.
var held [][]byte

// TestFloor has the percentage follow what is in use, from one collection to the next.
func TestFloor(t *testing.T) {
	t.Setenv("GOGC", "")
	before := debug.SetGCPercent(usual)
	defer debug.SetGCPercent(before)
	runtime.GC()
	Floor(64 << 20)
	if got := current(); got <= 2*usual {
		t.Errorf("with little in use the heap may grow by %d %%", got)
	}
	for range 50 {
		held = append(held, make([]byte, 1<<20))
	}
	if !becomes(func(percent int) bool { return percent == usual }) {
		t.Errorf("with 50 MB in use the heap may grow by %d %%", current())
	}
	held = nil
	if !becomes(func(percent int) bool { return percent > 2*usual }) {
		t.Errorf("with little in use again the heap may grow by %d %%", current())
	}
}

func current() int {
	p := debug.SetGCPercent(usual)
	debug.SetGCPercent(p)
	return p
}

// becomes collects until the percentage is as wanted; what follows a collection runs
// on a goroutine of its own.
func becomes(wanted func(percent int) bool) bool {
	for range 200 {
		runtime.GC()
		time.Sleep(time.Millisecond)
		if wanted(current()) {
			return true
		}
	}
	return false
}
