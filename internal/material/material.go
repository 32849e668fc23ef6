// Package material finds the real articles and data that tests read. They lie
// beside the repository in ../shared, may be tested with but not copied, and are
// no part of the project: without them a test is skipped with that reason, but
// in CI (CI=true), which has them, it fails. Only tests import this package, and
// it imports nothing of the project.
package material

import (
	"bytes"
	"compress/gzip"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Read gives a file by its path in ../shared, unpacked where it is gzip.
func Read(t testing.TB, name string) []byte {
	t.Helper()
	raw, err := os.ReadFile(Path(t, name))
	if err == nil && strings.HasSuffix(name, ".gz") {
		raw, err = unpack(raw)
	}
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

// Path says where a file of ../shared is.
func Path(t testing.TB, name string) string {
	t.Helper()
	return Paths(t, name)[0]
}

// Paths says where the files of ../shared are that fit a pattern; there is one at least.
func Paths(t testing.TB, pattern string) []string {
	t.Helper()
	found, err := filepath.Glob(filepath.Join(shared(t), pattern))
	if err != nil {
		t.Fatal(err)
	}
	if len(found) == 0 && os.Getenv("CI") == "true" {
		t.Fatalf("CI needs ../shared/%s, and it is not there", pattern)
	}
	if len(found) == 0 {
		t.Skipf("../shared/%s is not there", pattern)
	}
	return found
}

// shared is beside the folder of the module, in which tests run.
func shared(t testing.TB) string {
	t.Helper()
	folder, err := os.Getwd()
	for err == nil {
		if _, err := os.Stat(filepath.Join(folder, "go.mod")); err == nil {
			return filepath.Join(filepath.Dir(folder), "shared")
		}
		if folder == filepath.Dir(folder) {
			break
		}
		folder = filepath.Dir(folder)
	}
	t.Fatalf("no module around the test: %v", err)
	return ""
}

func unpack(raw []byte) ([]byte, error) {
	unpacked, err := gzip.NewReader(bytes.NewReader(raw))
	if err != nil {
		return nil, err
	}
	return io.ReadAll(unpacked)
}
