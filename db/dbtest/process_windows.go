package dbtest

import (
	"os"
	"syscall"
)

// quitSignal: Windows has no signals to ask with.
var quitSignal = os.Kill

func asServerUser() *syscall.SysProcAttr { return nil }

func serverParent() string { return os.TempDir() }

func giveAway(...string) error { return nil }

// shutdownSignal: nor for a shutdown.
var shutdownSignal = os.Kill
