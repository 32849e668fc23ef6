package main

import (
	"crypto/rand"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"parley/db/dbtest"
)

// A full disk refuses writes with 503 and says why; reads go on; with room again
// writes do, without a restart, and nothing is lost or half there.
func TestDiskFull(t *testing.T) {
	small := volume(t, "5m")
	ballast := putBallast(t, small, 2<<20)
	where := filepath.Join(small, "parley.db")
	s := serve(t, "--db", where, "--min-free-disk", "1")
	defer s.stop(t)
	f := filling{server: s}
	f.untilFull(t, 200)
	if status, data, _ := s.send(http.MethodGet, "/readyz", ""); status != http.StatusServiceUnavailable || !strings.Contains(string(data), `"disk"`) {
		t.Errorf("/readyz: %d %s", status, data)
	}
	f.goesOn(t, ballast)
	parley(t, "verify", "--db", where).wants(t, 0, " 0 faults")
}

// The same where the disk is PostgreSQL's, of which only PostgreSQL knows.
func TestPostgreSQLDiskFull(t *testing.T) {
	small := volume(t, "48m")
	where := dbtest.PostgresIn(t, small)
	ballast := putBallast(t, small, 4<<20)
	s := serve(t, "--db", where)
	defer s.stop(t)
	f := filling{server: s}
	f.untilFull(t, 1000)
	f.goesOn(t, ballast)
	parley(t, "verify", "--db", where).wants(t, 0, " 0 faults")
}

// putBallast takes room on a volume that can be given back.
func putBallast(t *testing.T, volume string, size int) (file string) {
	t.Helper()
	file = filepath.Join(volume, "ballast")
	if err := os.WriteFile(file, make([]byte, size), 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

// filling writes articles to a server, and counts those that were recorded.
type filling struct {
	server  *server
	written int
}

func (f *filling) write(t *testing.T) (int, []byte) {
	t.Helper()
	var text strings.Builder // that cannot be compressed, in few words
	for range 2000 {
		text.WriteString(rand.Text() + rand.Text() + " ")
	}
	status, data, err := f.server.send(http.MethodPost, "/v1/articles", fmt.Sprintf(`{"slug":"a%d","text":%q}`, f.written, text.String()))
	if err != nil {
		t.Fatal(err)
	}
	if status == http.StatusCreated {
		f.written++
	}
	return status, data
}

// untilFull writes until the disk is full, and reads all that was written.
func (f *filling) untilFull(t *testing.T, most int) {
	t.Helper()
	status, data := f.write(t)
	for range most {
		if status != http.StatusCreated {
			break
		}
		status, data = f.write(t)
	}
	if status != http.StatusServiceUnavailable || !strings.Contains(string(data), "full") || f.written == 0 {
		t.Fatalf("after %d: %d %s", f.written, status, data)
	}
	if status, data := f.write(t); status != http.StatusServiceUnavailable {
		t.Fatalf("the disk is full and a write is answered with %d %s", status, data)
	}
	for n := range f.written {
		f.server.get(t, fmt.Sprintf("/v1/articles/a%d", n), nil)
	}
}

// goesOn makes room and writes again.
func (f *filling) goesOn(t *testing.T, ballast string) {
	t.Helper()
	if err := os.Remove(ballast); err != nil {
		t.Fatal(err)
	}
	if status, data := f.write(t); status != http.StatusCreated {
		t.Fatalf("with room again, after %d: %d %s", f.written, status, data)
	}
	if n := f.server.head(t); n != f.written {
		t.Errorf("the ledger is at %d after %d writes", n, f.written)
	}
}

// volume is a folder with room for a few megabytes.
func volume(t *testing.T, size string) string {
	t.Helper()
	dir := t.TempDir()
	if runtime.GOOS != "linux" {
		t.Skip("a small volume is only made on Linux")
	}
	if out, err := exec.Command("mount", "-t", "tmpfs", "-o", "size="+size, "tmpfs", dir).CombinedOutput(); err != nil {
		t.Skipf("a small volume cannot be made here: %v %s", err, out)
	}
	t.Cleanup(func() {
		if out, err := exec.Command("umount", "-l", dir).CombinedOutput(); err != nil {
			t.Errorf("%v %s", err, out)
		}
	})
	return dir
}
