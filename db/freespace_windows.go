package db

import (
	"path/filepath"

	"golang.org/x/sys/windows"
)

// freeSpace counts what is left for this user in the folder of the file.
func freeSpace(path string) (free uint64, err error) {
	folder, err := windows.UTF16PtrFromString(filepath.Dir(path))
	if err != nil {
		return 0, err
	}
	err = windows.GetDiskFreeSpaceEx(folder, &free, nil, nil)
	return free, err
}
