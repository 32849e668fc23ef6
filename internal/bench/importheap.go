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

// watchMemory looks at the memory of this process ten times a second. It gives the most that
// was in use of Go's heap, and the most that was anonymous, which is all but files that
// are mapped, as the program itself; in MB. A heap profile is written at every new height.
func watchMemory(file string) (peaks func() (heap, anonymous float64)) {
	done, ended := make(chan struct{}), make(chan struct{})
	var heap, anonymous, written float64
	go func() {
		defer close(ended)
		tick := time.NewTicker(100 * time.Millisecond)
		defer tick.Stop()
		for {
			var m runtime.MemStats
			runtime.ReadMemStats(&m)
			heap, anonymous = max(heap, float64(m.HeapInuse)/1e6), max(anonymous, memoryOf(os.Getpid(), "RssAnon"))
			if file != "" && heap > 1.25*written {
				written = heap
				if out, err := os.Create(file); err == nil {
					_ = pprof.WriteHeapProfile(out) // a profile that is cut off is seen to be
					_ = out.Close()
				}
			}
			select {
			case <-done:
				return
			case <-tick.C:
			}
		}
	}()
	return func() (float64, float64) {
		close(done)
		<-ended
		return heap, anonymous
	}
}
