//go:build !linux && !darwin && !freebsd && !windows

package db

func freeSpace(string) (uint64, error) { return 0, ErrNoFreeSpace }
