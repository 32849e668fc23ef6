//go:build unix && !linux

package dbtest

import (
	"os"
	"syscall"
)

func asServerUser() *syscall.SysProcAttr {
	return &syscall.SysProcAttr{Credential: serverUser(), Setpgid: true}
}

func serverParent() string { return os.TempDir() }
