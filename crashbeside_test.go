package main

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
)

// companion is what is done while others write, and is killed with the server.
type companion struct {
	run   func(*server)
	kill  func()
	after func(*testing.T, *server)
}

// idle does nothing.
var idle = companion{run: func(*server) {}, kill: func() {}, after: func(*testing.T, *server) {}}

var besides = []func(t *testing.T, url string, round int) companion{importing, exporting, backingUp, starting}

// victim is a process that is killed once, whenever it is running.
type victim struct {
	sync.Mutex
	killed bool
	now    *exec.Cmd
}

// run tells whether the command came to its own end.
func (v *victim) run(cmd *exec.Cmd) bool {
	v.Lock()
	if v.killed || cmd.Start() != nil {
		v.Unlock()
		return false
	}
	v.now = cmd
	v.Unlock()
	return cmd.Wait() == nil
}

func (v *victim) kill() {
	v.Lock()
	defer v.Unlock()
	v.killed = true
	if v.now != nil {
		v.now.Process.Kill() //nolint:errcheck // it may have ended
	}
}

// importing records a bundle of two batches. Repeated after the kill, it leaves
// each thing there once.
func importing(t *testing.T, url string, round int) companion {
	const items = 600
	var b strings.Builder
	for i := range items {
		fmt.Fprintf(&b, `{"party":{"slug":"r%d-%d","kind":"person","name":"Person %d of %d"}}`+"\n", round, i, i, round)
	}
	file := filepath.Join(folder(t, map[string]string{"b.ndjson": b.String()}), "b.ndjson")
	cmd, v := command(t, "import", file, "--db", url), &victim{}
	return companion{run: func(*server) { v.run(cmd) }, kill: v.kill, after: func(t *testing.T, s *server) {
		parley(t, "import", file, "--db", url).wants(t, 0)
		mine := 0
		for _, p := range all[struct{ Slug string }](t, s, "/v1/parties?limit=200&fields=slug") {
			if strings.HasPrefix(p.Slug, fmt.Sprintf("r%d-", round)) {
				mine++
			}
		}
		if mine != items {
			t.Errorf("%d of %d imported parties are there", mine, items)
		}
	}}
}

// exporting reads exports. One that looks whole is whole, and the one that was cut
// off does not look so.
func exporting(*testing.T, string, int) companion {
	var faults []string
	run := func(s *server) {
		for {
			answer, err := client.Get(s.base + "/v1/exports/position-history.csv")
			if err != nil {
				return
			}
			hash := sha256.New()
			_, err = io.Copy(hash, answer.Body)
			answer.Body.Close()
			if err != nil {
				return
			}
			if said := answer.Trailer.Get("Parley-SHA256"); answer.StatusCode == http.StatusOK && said != hex.EncodeToString(hash.Sum(nil)) {
				faults = append(faults, fmt.Sprintf("an export ends with the hash %q", said))
			}
		}
	}
	return companion{run: run, kill: func() {}, after: func(t *testing.T, _ *server) {
		for _, fault := range faults {
			t.Error(fault)
		}
	}}
}

// backingUp makes backups. Each file that has its name is one that can be restored;
// of what was killed there is only a file that says it is partial.
func backingUp(t *testing.T, url string, _ int) companion {
	dir, v := t.TempDir(), &victim{}
	run := func(*server) {
		for i := 0; v.run(command(t, "backup", filepath.Join(dir, fmt.Sprint(i)), "--db", url)); i++ {
		}
	}
	return companion{run: run, kill: v.kill, after: func(t *testing.T, _ *server) {
		files, err := os.ReadDir(dir)
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range files {
			if strings.Contains(file.Name(), ".partial") {
				continue
			}
			if path := filepath.Join(dir, file.Name()); !isPostgres(url) {
				parley(t, "restore", path, "--db", path+".db").wants(t, 0, "restored and verified")
			} else if out, err := exec.Command("pg_restore", "--file=/dev/null", path).CombinedOutput(); err != nil {
				t.Errorf("%v: %s", err, out)
			}
		}
	}}
}

// starting kills the next start as well.
func starting(t *testing.T, url string, round int) companion {
	c := idle
	c.kill = func() {
		v := &victim{}
		ended := make(chan bool, 1)
		cmd := command(t, "serve", "--addr", "127.0.0.1:0", "--metrics-addr", "off", "--db", url)
		go func() { ended <- v.run(cmd) }()
		time.Sleep(time.Duration(15+20*(round%8)) * time.Millisecond)
		v.kill()
		<-ended
	}
	return c
}
