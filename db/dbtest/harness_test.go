package dbtest_test

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"strings"
	"testing"
	"time"

	"parley/db"
	"parley/db/dbtest"
)

// holdVariable makes the test binary start its server, tell the URL and wait.
const holdVariable = "PARLEY_TEST_HOLD"

func TestMain(m *testing.M) { os.Exit(dbtest.Main(m)) }

func TestEachDatabaseIsItsOwn(t *testing.T) {
	seen := map[string]bool{}
	for range 2 {
		dbtest.Each(t, func(t *testing.T, url string) {
			if seen[url] {
				t.Errorf("%s is given twice", db.Redact(url))
			}
			seen[url] = true
			d, err := db.Open(t.Context(), db.Options{URL: url})
			if err != nil {
				t.Fatal(err)
			}
			defer d.Close()
			done, err := d.Write.Exec("UPDATE workspaces SET head = 7 WHERE head = 0")
			if err != nil {
				t.Fatal(err)
			}
			if n, _ := done.RowsAffected(); n != 1 {
				t.Error("another test wrote to this database")
			}
		})
	}
}

func TestEmptyDatabasesAreEmpty(t *testing.T) {
	dbtest.EachEmpty(t, func(t *testing.T, url string) {
		if status, err := db.MigrateStatus(t.Context(), url); err != nil || status.Version != 0 {
			t.Errorf("status %+v, %v", status, err)
		}
	})
}

// A killed test binary must not leave its server running.
func TestServerEndsWithItsTestBinary(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("only Linux tells a child that its parent died")
	}
	if os.Getenv("PARLEY_TEST_POSTGRES_URL") != "" {
		t.Skip("the server is not ours")
	}
	dbtest.Postgres(t) // skips where there is none
	cmd := exec.Command(os.Args[0], "-test.run=TestHold")
	cmd.Env = append(os.Environ(), holdVariable+"=1", "TMPDIR="+sharedDir(t))
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	line, _ := bufio.NewReader(out).ReadString('\n')
	cmd.Process.Kill()
	cmd.Wait()
	untilGone(t, strings.TrimSpace(line))
}

// sharedDir takes what the killed binary leaves; the server's user, who is
// not ours when we are root, can enter it, unlike t.TempDir.
func sharedDir(t *testing.T) string {
	dir, err := os.MkdirTemp("", "parley-hold-")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	if err := os.Chmod(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	return dir
}

func untilGone(t *testing.T, url string) {
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	defer cancel()
	for {
		d, err := db.Open(ctx, db.Options{URL: url})
		if ctx.Err() != nil {
			t.Fatal("the server outlives its test binary")
		}
		if err != nil && strings.Contains(err.Error(), "refused") {
			return
		}
		if err == nil {
			d.Close()
		}
		time.Sleep(20 * time.Millisecond)
	}
}

func TestHold(t *testing.T) {
	if os.Getenv(holdVariable) == "" {
		t.Skip("runs only inside TestServerEndsWithItsTestBinary")
	}
	fmt.Println(dbtest.Postgres(t))
	time.Sleep(time.Minute)
}
