package export

import (
	"strconv"
	"testing"
)

func TestRecentIsRemembered(t *testing.T) {
	var w recent
	for i := range 3 * maxRecent {
		if !w.first(strconv.Itoa(i)) {
			t.Fatalf("%d was never written", i)
		}
		// Two are asked about in each step, so half as many steps are remembered.
		if w.first(strconv.Itoa(max(0, i-maxRecent/2+1))) {
			t.Fatalf("after %d, what was asked about %d steps before is forgotten", i, maxRecent/2-1)
		}
		if len(w.newer)+len(w.older) > 2*maxRecent {
			t.Fatalf("%d are remembered", len(w.newer)+len(w.older))
		}
	}
}

func TestRecentForgetsTheOldest(t *testing.T) {
	var w recent
	for i := range 2*maxRecent + 1 {
		w.first(strconv.Itoa(i))
	}
	if !w.first("0") {
		t.Error("the first is remembered still")
	}
}
