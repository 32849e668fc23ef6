//go:build linux || darwin || freebsd

package db

import "golang.org/x/sys/unix"

// freeSpace counts what is left for users, without root's reserve.
func freeSpace(path string) (uint64, error) {
	var s unix.Statfs_t
	if err := unix.Statfs(path, &s); err != nil {
		return 0, err
	}
	return uint64(s.Bavail) * uint64(s.Bsize), nil //nolint:unconvert // the types differ per system
}
