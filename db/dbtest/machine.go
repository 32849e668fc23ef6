package dbtest

import (
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/gofrs/flock"
)

// ownerFile is locked by the living owner of a server's folder.
const ownerFile = "owner.lock"

// binaries finds the newest installed server. Debian keeps the versions side
// by side outside of PATH; elsewhere pg_config knows the folder.
func binaries() (string, error) {
	found, _ := filepath.Glob("/usr/lib/postgresql/*/bin/initdb")
	if len(found) > 0 {
		return filepath.Dir(slices.MaxFunc(found, func(a, b string) int { return major(a) - major(b) })), nil
	}
	out, err := exec.Command("pg_config", "--bindir").Output()
	dir := strings.TrimSpace(string(out))
	if err != nil || !exists(filepath.Join(dir, "initdb")) {
		return "", errNoPostgres
	}
	return dir, nil
}

// major is the version in /usr/lib/postgresql/15/bin/initdb; 9 comes before 15.
func major(initdb string) int {
	n, _ := strconv.Atoi(filepath.Base(filepath.Dir(filepath.Dir(initdb))))
	return n
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

// sweep removes the folders of test binaries that died before their cleanup:
// those old enough to have an owner and whose owner no longer holds the lock.
func sweep() {
	found, _ := filepath.Glob(filepath.Join(serverParent(), "parley-pg-*", ownerFile))
	for _, file := range found {
		info, err := os.Stat(file)
		if err != nil || time.Since(info.ModTime()) < time.Minute {
			continue
		}
		owner := flock.New(file)
		if free, err := owner.TryLock(); err == nil && free {
			os.RemoveAll(filepath.Dir(file))
		}
		owner.Close()
	}
}
