//go:build linux || darwin || freebsd

package db

import (
	"errors"
	"net"
	"syscall"

	"golang.org/x/sys/unix"
)

// quiet tells whether a connection on which nothing was asked has nothing to read:
// a server that restarted, or a wire that was cut, left its end there. Looking costs
// no round trip.
func quiet(conn net.Conn) bool {
	if over, ok := conn.(interface{ NetConn() net.Conn }); ok { // TLS
		conn = over.NetConn()
	}
	socket, ok := conn.(syscall.Conn)
	if !ok {
		return true
	}
	raw, err := socket.SyscallConn()
	if err != nil {
		return false
	}
	var seen error
	// Control, as Read would wait for a read that pgx may have left under way.
	err = raw.Control(func(fd uintptr) {
		_, _, seen = unix.Recvfrom(int(fd), make([]byte, 1), unix.MSG_PEEK|unix.MSG_DONTWAIT)
	})
	return err == nil && errors.Is(seen, unix.EAGAIN)
}
