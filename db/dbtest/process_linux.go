package dbtest

import (
	"os"
	"syscall"
)

// asServerUser adds that the server ends with the test binary, even a killed
// one: the kernel sends it the signal of an immediate shutdown.
func asServerUser() *syscall.SysProcAttr {
	return &syscall.SysProcAttr{Credential: serverUser(), Pdeathsig: quitSignal, Setpgid: true}
}

// enoughMemory is far more than a server takes; the 64 MB a container gives
// /dev/shm by default are too few.
const enoughMemory = 2 << 30

// serverParent is a folder in memory where there is room, because cloning a
// database makes 460 files: 7 ms there, about 120 ms on this project's disk.
// TMPDIR overrules it.
func serverParent() string {
	var fs syscall.Statfs_t
	if os.Getenv("TMPDIR") == "" && syscall.Statfs("/dev/shm", &fs) == nil && fs.Bavail*uint64(fs.Bsize) > enoughMemory {
		return "/dev/shm"
	}
	return os.TempDir()
}
