package main

import (
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"parley/db/dbtest"
)

// wire stands between a server and its PostgreSQL and can be cut.
type wire struct {
	listener net.Listener
	to       string

	mu    sync.Mutex
	down  bool
	delay time.Duration
	conns map[net.Conn]bool
}

// through lays a wire and gives the URL that goes over it.
func through(t *testing.T, where string) (*wire, string) {
	t.Helper()
	u, err := url.Parse(where)
	if err != nil {
		t.Fatal(err)
	}
	w := &wire{to: u.Host, conns: map[net.Conn]bool{}}
	if w.listener, err = net.Listen("tcp", "127.0.0.1:0"); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { w.listener.Close(); w.cut() })
	go w.accept()
	u.Host = w.listener.Addr().String()
	return w, u.String()
}

func (w *wire) accept() {
	for {
		near, err := w.listener.Accept()
		if err != nil {
			return
		}
		far, err := net.Dial("tcp", w.to)
		if err != nil || !w.hold(near, far) {
			near.Close()
			continue
		}
		go func() { io.Copy(delayed{w, far}, near); far.Close() }()
		go func() { io.Copy(near, far); near.Close() }()
	}
}

// hold takes a pair of connections into those that are cut.
func (w *wire) hold(near, far net.Conn) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.down {
		far.Close()
		return false
	}
	w.conns[near], w.conns[far] = true, true
	return true
}

// cut ends all connections, in the middle of whatever they are at.
func (w *wire) cut() {
	w.mu.Lock()
	defer w.mu.Unlock()
	for c := range w.conns {
		c.Close()
	}
	clear(w.conns)
}

// slow has everything that is sent to PostgreSQL arrive later by so much.
func (w *wire) slow(by time.Duration) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.delay = by
}

// delayed is the far end of a wire, reached as late as the wire says.
type delayed struct {
	w  *wire
	to io.Writer
}

func (d delayed) Write(p []byte) (int, error) {
	d.w.mu.Lock()
	delay := d.w.delay
	d.w.mu.Unlock()
	time.Sleep(delay)
	return d.to.Write(p)
}

// set takes the wire down, for new connections too, or up again.
func (w *wire) set(down bool) {
	w.mu.Lock()
	w.down = down
	w.mu.Unlock()
	if down {
		w.cut()
	}
}

// Connections to PostgreSQL that are cut in the middle of writes lose nothing that
// was acknowledged: a request that was cut says so with 503, and repeated under its
// key it is done once.
func TestConnectionsCutInTheMiddleOfWrites(t *testing.T) {
	where := dbtest.Postgres(t)
	w, cut := through(t, where)
	s := serve(t, "--db", cut)
	defer s.stop(t)
	s.post(t, "/v1/negotiations", `{"slug":"n","name":"N"}`, nil)
	s.post(t, "/v1/parties", `{"slug":"p","kind":"state","name":"P"}`, nil)
	s.post(t, "/v1/issues", `{"slug":"i","negotiation":"n","question":"I?"}`, nil)
	s.post(t, "/v1/articles", `{"slug":"a","text":"They agree to the terms."}`, nil)
	asked := &writes{}
	end := make(chan struct{})
	var writers sync.WaitGroup
	for n := range crashWriters {
		writers.Go(func() {
			for i := 0; ; i++ {
				select {
				case <-end:
					return
				default:
					asked.write(s, fmt.Sprintf("writer %d write %d", n, i))
				}
			}
		})
	}
	for round := range 10 * crashRounds() {
		time.Sleep(time.Duration(20+7*(round%9)) * time.Millisecond)
		w.cut()
	}
	close(end)
	writers.Wait()
	lost := len(asked.lost)
	for range 3 { // the pool may still hold connections that were cut
		asked.again(s)
	}
	if lost == 0 || len(asked.lost) > 0 || len(asked.refused) > 0 {
		t.Errorf("%d were cut, still lost: %q, refused: %q", lost, asked.lost, asked.refused)
	}
	asked.check(t, s)
	t.Logf("%d of the requests were cut", lost)
	parley(t, "verify", "--db", where).wants(t, 0, " 0 faults")
}

// Without its database a server says so, at /readyz and to each request, and is
// itself again as soon as the database is, without a restart.
func TestPostgreSQLGoneAndBack(t *testing.T) {
	w, where := through(t, dbtest.Postgres(t))
	s := serve(t, "--db", where)
	defer s.stop(t)
	s.post(t, "/v1/parties", `{"slug":"p","kind":"state","name":"P"}`, nil)
	w.set(true)
	for _, ask := range [][3]string{{http.MethodGet, "/v1/parties", ""}, {http.MethodPost, "/v1/parties", `{"slug":"q","kind":"state","name":"Q"}`},
		{http.MethodGet, "/v1/exports/position-history.csv", ""}, {http.MethodGet, "/readyz", ""}} {
		status, data, err := s.send(ask[0], ask[1], ask[2])
		if err != nil || status != http.StatusServiceUnavailable || strings.Contains(string(data), "127.0.0.1") {
			t.Errorf("%s %s: %d %v %s", ask[0], ask[1], status, err, data)
		}
	}
	s.get(t, "/healthz", nil)
	w.set(false)
	s.get(t, "/v1/parties/p", nil)
	s.get(t, "/readyz", nil)
	s.post(t, "/v1/parties", `{"slug":"q","kind":"state","name":"Q"}`, nil)
	if n := s.head(t); n != 2 {
		t.Errorf("the ledger is at %d", n)
	}
}

// A PostgreSQL that takes no writes, such as a standby, is read from, and written
// to again once it does.
func TestReadOnlyPostgreSQL(t *testing.T) {
	where := dbtest.Postgres(t)
	u, err := url.Parse(where)
	if err != nil {
		t.Fatal(err)
	}
	pool := asIs(t, where)
	defer pool.Close()
	w, over := through(t, where)
	s := serve(t, "--db", over)
	defer s.stop(t)
	s.post(t, "/v1/parties", `{"slug":"p","kind":"state","name":"P"}`, nil)
	turn := func(setting string) {
		t.Helper()
		if _, err := pool.Exec(`ALTER DATABASE "` + strings.TrimPrefix(u.Path, "/") + `" SET default_transaction_read_only = ` + setting); err != nil {
			t.Fatal(err)
		}
	}
	turn("on")
	w.cut() // it holds for new connections
	s.get(t, "/v1/parties/p", nil)
	status, data, err := s.send(http.MethodPost, "/v1/parties", `{"slug":"q","kind":"state","name":"Q"}`)
	if err != nil || status != http.StatusServiceUnavailable || !strings.Contains(string(data), "read-only") {
		t.Errorf("a write: %d %v %s", status, err, data)
	}
	turn("off") // for new connections, too: those that took no write are to be given up
	for range 30 {
		if status, data, err = s.send(http.MethodPost, "/v1/parties", `{"slug":"q","kind":"state","name":"Q"}`); status != http.StatusServiceUnavailable {
			break
		}
	}
	if status != http.StatusCreated {
		t.Errorf("a write later: %d %v %s", status, err, data)
	}
}

// A SQLite file that takes no writes any more is read from, and written to again
// once it does, without a restart. A start on such a file says which it is.
func TestReadOnlySQLite(t *testing.T) {
	where := filepath.Join(t.TempDir(), "parley.db")
	s := serve(t, "--db", where)
	s.post(t, "/v1/parties", `{"slug":"p","kind":"state","name":"P"}`, nil)
	thaw := freeze(t, where, where+"-wal")
	s.get(t, "/v1/parties/p", nil)
	if status, data, err := s.send(http.MethodPost, "/v1/parties", `{"slug":"q","kind":"state","name":"Q"}`); err != nil || status != http.StatusServiceUnavailable {
		t.Errorf("a write: %d %v %s", status, err, data)
	}
	s.get(t, "/v1/parties/p", nil)
	thaw()
	s.post(t, "/v1/parties", `{"slug":"q","kind":"state","name":"Q"}`, nil)
	if n := s.head(t); n != 2 {
		t.Errorf("the ledger is at %d", n)
	}
	s.stop(t)
	parley(t, "verify", "--db", where).wants(t, 0, " 0 faults")
	thaw = freeze(t, where)
	parley(t, "serve", "--addr", "127.0.0.1:0", "--db", where).wants(t, 1, "database file "+where, "not permitted")
	thaw()
}

// freeze keeps everybody from writing to files, also those who have opened them.
func freeze(t *testing.T, files ...string) (thaw func()) {
	t.Helper()
	if out, err := exec.Command("chattr", append([]string{"+i"}, files...)...).CombinedOutput(); err != nil {
		t.Skipf("files cannot be made immutable here: %v %s", err, out)
	}
	thaw = func() {
		if out, err := exec.Command("chattr", append([]string{"-i"}, files...)...).CombinedOutput(); err != nil {
			t.Errorf("%v %s", err, out)
		}
	}
	t.Cleanup(func() { exec.Command("chattr", append([]string{"-i"}, files...)...).Run() }) // or the folder could not be removed
	return thaw
}
