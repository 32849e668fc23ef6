package main

import (
	"os"
	"time"
)

// cpuTime is not measured here.
func cpuTime() time.Duration { return 0 }

// peakOf is not known there.
func peakOf(*os.ProcessState) float64 { return 0 }
