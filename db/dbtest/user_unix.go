//go:build unix

package dbtest

import (
	"os"
	"os/user"
	"strconv"
	"syscall"
)

// quitSignal asks PostgreSQL for an immediate shutdown.
const quitSignal = syscall.SIGQUIT

// shutdownSignal asks it for a fast one.
const shutdownSignal = syscall.SIGINT

// serverUser is whom the server runs as: PostgreSQL refuses to run as root, so
// root lends it the user of an installed PostgreSQL, or else nobody.
func serverUser() *syscall.Credential {
	if os.Getuid() != 0 {
		return nil
	}
	for _, name := range []string{"postgres", "nobody"} {
		u, err := user.Lookup(name)
		if err != nil {
			continue
		}
		uid, _ := strconv.ParseUint(u.Uid, 10, 32)
		gid, _ := strconv.ParseUint(u.Gid, 10, 32)
		return &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}
	}
	return nil
}

// giveAway makes the server's user the owner of what initdb needs.
func giveAway(paths ...string) error {
	u := serverUser()
	if u == nil {
		return nil
	}
	for _, path := range paths {
		if err := os.Chown(path, int(u.Uid), int(u.Gid)); err != nil {
			return err
		}
	}
	return nil
}
