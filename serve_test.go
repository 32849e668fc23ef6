package main

import (
	"net"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"testing"

	"parley/db/dbtest"
)

// A new user's first ten minutes: the demo, its three addresses, Ctrl-C, and
// the same file again.
func TestDemo(t *testing.T) {
	file := filepath.Join(t.TempDir(), "demo.db")
	s := serve(t, "--demo", "--db", file)
	tried := regexp.MustCompile(`(?m)^  (http://\S+)$`).FindAllStringSubmatch(s.out.String(), -1)
	if len(tried) != 3 {
		t.Errorf("%d addresses to try in %s", len(tried), s.out)
	}
	for _, m := range tried {
		path := strings.TrimPrefix(m[1], s.base)
		if status, data, err := s.send(http.MethodGet, path, ""); status != http.StatusOK || len(data) < 1000 {
			t.Errorf("GET %s: %d %v %s", path, status, err, data)
		}
	}
	s.call(t, http.StatusOK, http.MethodGet, "/readyz", "", nil)
	if status, data, _ := s.send(http.MethodGet, "/docs", ""); status != http.StatusOK {
		t.Errorf("GET /docs: %d %s", status, data)
	}
	if !strings.Contains(s.out.String(), "data: "+file+"\n") {
		t.Errorf("where the data lie is not said: %s", s.out)
	}
	head, positions := s.head(t), len(all[any](t, s, "/v1/positions?limit=200&status=any"))
	s.post(t, "/v1/parties", `{"slug":"own","kind":"state","name":"Own"}`, nil)
	s.stop(t)

	s = serve(t, "--demo", "--db", file)
	if h, n := s.head(t), len(all[any](t, s, "/v1/positions?limit=200&status=any")); h != head+1 || n != positions {
		t.Errorf("after a second start: ledger at %d, %d positions; before %d and %d", h, n, head, positions)
	}
	s.get(t, "/v1/parties/own", nil)
	s.stop(t)
}

// Without --db the demo leaves nothing behind.
func TestDemoIsTemporary(t *testing.T) {
	s := serve(t, "--demo")
	m := regexp.MustCompile(`(?m)^data: (\S+) \(removed at the end`).FindStringSubmatch(s.out.String())
	if m == nil {
		t.Fatalf("where the data lie is not said: %s", s.out)
	}
	if _, err := os.Stat(m[1]); err != nil {
		t.Error(err)
	}
	s.stop(t)
	if _, err := os.Stat(filepath.Dir(m[1])); !os.IsNotExist(err) {
		t.Errorf("%s is still there (%v)", filepath.Dir(m[1]), err)
	}
}

// Without --db the data lie in the user's data directory.
func TestServeInDataDirectory(t *testing.T) {
	s := serve(t)
	for _, v := range s.cmd.Env {
		if home, is := strings.CutPrefix(v, "XDG_DATA_HOME="); is && !strings.Contains(s.out.String(), "data: "+filepath.Join(home, "parley", "parley.db")) {
			t.Errorf("not in the data directory: %s", s.out)
		}
	}
	s.get(t, "/v1/parties", nil)
	s.stop(t)
}

// Neither clients that keep their connection nor one that never finishes its
// request hold the end up.
func TestStopsBesideConnections(t *testing.T) {
	s := serve(t, "--shutdown-timeout", "2s")
	for _, request := range []string{
		"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n",
		"POST /v1/parties HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 9\r\nExpect: 100-continue\r\n\r\n",
	} {
		conn, err := net.Dial("tcp", strings.TrimPrefix(s.base, "http://"))
		if err != nil {
			t.Fatal(err)
		}
		defer conn.Close()
		if _, err := conn.Write([]byte(request)); err != nil {
			t.Fatal(err)
		}
		if _, err := conn.Read(make([]byte, 20)); err != nil { // the answer, or that the body is awaited
			t.Fatal(err)
		}
	}
	s.stop(t)
}

func TestServeRefusesOtherAddresses(t *testing.T) {
	for _, addr := range []string{"0.0.0.0:0", ":0", "[::]:0", "192.0.2.1:80", "example.org:80", "127.0.0.1.example.org:80"} {
		parley(t, "serve", "--addr", addr).wants(t, 80, "--addr", "loopback", addr)
	}
	parley(t, "serve", "--addr", "127.0.0.1").wants(t, 80, "--addr", "host:port")
}

func TestServeSaysThatThePortIsTaken(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	parley(t, "serve", "--addr", l.Addr().String()).wants(t, 1, l.Addr().String(), "in use", "--addr")
}

// Five processes on one fresh database come up, answer and write into one ledger.
func TestFiveAtOnce(t *testing.T) {
	dbtest.EachEmpty(t, func(t *testing.T, url string) {
		var servers []*server
		for range 5 {
			servers = append(servers, launch(t, "--migrate", "--db", url))
		}
		for i, s := range servers {
			s.await(t)
			s.post(t, "/v1/parties", `{"kind":"state","name":"State `+string(rune('A'+i))+`"}`, nil)
		}
		for _, s := range servers {
			if n, h := len(all[any](t, s, "/v1/parties?limit=200")), s.head(t); n != 5 || h != 5 {
				t.Errorf("%d parties under %d numbers", n, h)
			}
			s.stop(t)
		}
	})
}

func TestDemoStartedTwiceAtOnce(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, url string) {
		servers := []*server{launch(t, "--demo", "--db", url), launch(t, "--demo", "--db", url)}
		for _, s := range servers {
			s.await(t)
		}
		if n := len(all[any](t, servers[0], "/v1/negotiations?limit=200")); n != 1 {
			t.Errorf("%d negotiations", n)
		}
		if n := len(all[any](t, servers[1], "/v1/transactions?limit=200&actor=demo")); n != 2 { // the demo and its correction
			t.Errorf("the demo was recorded under %d numbers", n)
		}
	})
}

// A PostgreSQL that is behind is not changed unasked; a SQLite file, which is
// this program's alone, is brought up to date.
func TestServeOnADatabaseBehind(t *testing.T) {
	dbtest.EachEmpty(t, func(t *testing.T, url string) {
		if !strings.HasPrefix(url, "postgres") {
			s := serve(t, "--db", url)
			s.get(t, "/v1/parties", nil)
			s.stop(t)
			return
		}
		parley(t, "serve", "--addr", "127.0.0.1:0", "--db", url).wants(t, 1, "at version 0", "parley migrate up", "--migrate")
		parley(t, "import", "--db", url, "main.go").wants(t, 1, "parley migrate up")
	})
}

func TestServeSaysWhatIsWrongWithTheDatabase(t *testing.T) {
	const secret = "postgres://parley:hush-hush@127.0.0.1:1/parley?sslmode=disable"
	parley(t, "serve", "--addr", "127.0.0.1:0", "--db", secret).wants(t, 1, "PostgreSQL does not answer", "127.0.0.1")
	parley(t, "migrate", "status", "--db", secret).wants(t, 1, "PostgreSQL does not answer")
	parley(t, "serve", "--addr", "127.0.0.1:0", "--db", "mysql://root:hush-hush@db/parley").wants(t, 80, "--db", "mysql", "postgres://")
	if runtime.GOOS == "linux" {
		parley(t, "serve", "--addr", "127.0.0.1:0", "--db", "/proc/none/parley.db").wants(t, 1, "/proc/none")
	}
	file := filepath.Join(t.TempDir(), "text.db")
	if err := os.WriteFile(file, []byte(strings.Repeat("no database ", 1000)), 0o600); err != nil {
		t.Fatal(err)
	}
	parley(t, "serve", "--addr", "127.0.0.1:0", "--db", file).wants(t, 1, "not a database")
}
