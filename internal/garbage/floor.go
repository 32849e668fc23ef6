// Package garbage decides when the runtime collects garbage: not before the heap
// has a least size. It imports nothing of this project.
package garbage

import (
	"os"
	"runtime"
	"runtime/debug"
	"runtime/metrics"
)

// usual is Go's own percentage: garbage is collected when the heap has doubled.
const usual = 100

// OfServer is the floor of a server, in bytes: at rest it uses 7 MB, and during an
// export more than half of this.
const OfServer = 32 << 20

// Floor lets the heap grow to so many bytes before garbage is collected, and to
// twice what is in use where that is more, as is usual. A server that uses 7 MB
// and leaves 20 KB with each request would otherwise collect twenty times a second,
// for a tenth of its processor time. Whoever sets GOGC is left to it.
func Floor(bytes uint64) {
	if os.Getenv("GOGC") == "" {
		follow(bytes)
	}
}

// follow sets the percentage, and does so again after the next collection, which is
// when it is known what is in use: nothing holds the object, so that one finds it.
func follow(floor uint64) {
	debug.SetGCPercent(percent(floor, inUse()))
	runtime.AddCleanup(new([4]uint64), follow, floor)
}

// percent is by how much a heap may grow of which so many bytes are in use.
func percent(floor, used uint64) int {
	if 2*used >= floor {
		return usual
	}
	most := floor * 100 / leastOfGo
	return int(min((floor-used)*100/max(used, 1), most))
}

// leastOfGo is the heap at which Go first collects garbage, in bytes, for each hundred
// of the percentage: a higher one than fits the floor would go beyond it.
const leastOfGo = 4 << 20

// inUse is what the last collection left, in bytes.
func inUse() uint64 {
	sample := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
	metrics.Read(sample)
	return sample[0].Value.Uint64()
}
