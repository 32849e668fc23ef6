//go:build !linux && !darwin && !freebsd

package db

import "net"

// quiet cannot look here; connections that were idle for a second are asked.
func quiet(net.Conn) bool { return true }
