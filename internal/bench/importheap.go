package main

import (
	"os"
	"runtime"
	"runtime/pprof"
	"time"
)

// profiled writes a CPU profile into a file, if one is named.
func profiled(file string) (stop func(), err error) {
	if file == "" {
		return func() {}, nil
	}
	out, err := os.Create(file)
	if err != nil {
		return nil, err
	}
	if err := pprof.StartCPUProfile(out); err != nil {
		return nil, err
	}
	return func() {
		pprof.StopCPUProfile()
		_ = out.Close() // a profile that is cut off is seen to be
	}, nil
}

// watchHeap looks at the heap ten times a second; it gives the most that was in use,
// in MB. A heap profile is written at every new height.
func watchHeap(file string) (peak func() float64) {
	done, most := make(chan struct{}), make(chan uint64)
	go func() {
		var high, written uint64
		tick := time.NewTicker(100 * time.Millisecond)
		defer tick.Stop()
		for {
			var m runtime.MemStats
			runtime.ReadMemStats(&m)
			high = max(high, m.HeapInuse)
			if file != "" && high > written+written/4 {
				written = high
				if out, err := os.Create(file); err == nil {
					_ = pprof.WriteHeapProfile(out) // a profile that is cut off is seen to be
					_ = out.Close()
				}
			}
			select {
			case <-done:
				most <- high
				return
			case <-tick.C:
			}
		}
	}()
	return func() float64 {
		close(done)
		return float64(<-most) / 1e6
	}
}
