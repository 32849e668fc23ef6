//go:build unix

package main

import (
	"syscall"
	"time"
)

// cpuTime is what this process has used of the processors. The load generator
// is another process, so between two readings it is the cost of the answers.
func cpuTime() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
