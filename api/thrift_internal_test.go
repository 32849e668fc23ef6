package api

import (
	"runtime/debug"
	"testing"
)

// Garbage is collected more often while anything streams, and as before after the last.
func TestThriftLastsWhileAnythingStreams(t *testing.T) {
	percent := func() int {
		now := debug.SetGCPercent(100)
		debug.SetGCPercent(now)
		return now
	}
	for usual, meanwhile := range map[int]int{100: thriftyPercent, 400: thriftyPercent, 20: 20, -1: thriftyPercent} {
		before := debug.SetGCPercent(usual)
		var one thrifty
		first, second := one.begin(), one.begin()
		first()
		first()
		if got := percent(); got != meanwhile {
			t.Errorf("%d: %d while one streams, want %d", usual, got, meanwhile)
		}
		second()
		if got := debug.SetGCPercent(before); got != usual {
			t.Errorf("%d: %d afterwards", usual, got)
		}
	}
}
