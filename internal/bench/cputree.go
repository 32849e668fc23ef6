package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

// tick is the unit of the times in /proc/PID/stat.
const tick = 10 * time.Millisecond

// cpuTimeBelow is what a process on Linux, such as a PostgreSQL server, and its
// children have used of the processors; 0 for no process.
func cpuTimeBelow(parent int) (total time.Duration) {
	if parent == 0 {
		return 0
	}
	files, _ := filepath.Glob("/proc/[0-9]*/stat")
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			continue // it ended meanwhile
		}
		// What follows the name in brackets: state, parent and so on; the times of
		// the process and of its ended children are the 12th to the 15th.
		fields := strings.Fields(string(text[strings.LastIndexByte(string(text), ')')+1:]))
		own := file == fmt.Sprintf("/proc/%d/stat", parent)
		if len(fields) < 15 || !own && fields[1] != strconv.Itoa(parent) {
			continue
		}
		for _, field := range fields[11:15] {
			n, _ := strconv.Atoi(field)
			total += time.Duration(n) * tick
		}
	}
	return total
}
