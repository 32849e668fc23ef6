package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// longExport makes a database whose export does not fit into the buffers of a
// connection, so that its reader decides how long it takes: about 29 MB.
func longExport(t *testing.T) string {
	t.Helper()
	const positions, passages = 100, 20
	var text, evidence, b strings.Builder
	for n := range passages {
		fmt.Fprintf(&text, "Point %d is agreed. ", n)
		fmt.Fprintf(&evidence, `{"article":"a","quote":"Point %d is"},`, n)
	}
	fmt.Fprintln(&b, `{"negotiation":{"slug":"n","name":"N"}}`)
	fmt.Fprintln(&b, `{"party":{"slug":"p","kind":"state","name":"P"}}`)
	fmt.Fprintln(&b, `{"issue":{"slug":"i","negotiation":"n","question":"I?"}}`)
	fmt.Fprintf(&b, `{"article":{"slug":"a","text":%q}}`+"\n", text.String())
	for n := range positions {
		fmt.Fprintf(&b, `{"position":{"slug":"p-%d","party":"p","issue":"i","act":"offer","stated":"2026-01-22","summary":%q,"evidence":[%s]}}`+"\n",
			n, strings.Repeat("长", 4900), strings.TrimSuffix(evidence.String(), ","))
	}
	dir := folder(t, map[string]string{"long.ndjson": b.String()})
	file := filepath.Join(dir, "long.db")
	parley(t, "import", "--db", file, filepath.Join(dir, "long.ndjson")).wants(t, 0)
	return file
}

// reader is a client that reads an export as slowly as it likes.
type reader struct {
	*http.Response
	conn net.Conn
}

// export asks for the export and reads its first bytes.
func (s *server) export(t *testing.T) *reader {
	t.Helper()
	conn, err := net.Dial("tcp", strings.TrimPrefix(s.base, "http://"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	fmt.Fprint(conn, "GET /v1/exports/position-history.ndjson HTTP/1.1\r\nHost: localhost\r\n\r\n")
	answer, err := http.ReadResponse(bufio.NewReaderSize(conn, 4<<10), nil)
	if err != nil || answer.StatusCode != http.StatusOK {
		t.Fatalf("%v %v", answer, err)
	}
	return &reader{answer, conn}
}

// rest reads to the end: whole tells whether it is one, as any client can tell.
func (r *reader) rest() (bytes int64, whole bool) {
	n, err := io.Copy(io.Discard, r.Body)
	return n, err == nil && r.Trailer.Get("Parley-Row-Count") != ""
}

// slowly reads for a while, at most 3 MB in a second.
func (r *reader) slowly(t *testing.T, long time.Duration) {
	t.Helper()
	for end := time.Now().Add(long); time.Now().Before(end); time.Sleep(20 * time.Millisecond) {
		if _, err := io.CopyN(io.Discard, r.Body, 64<<10); err != nil {
			t.Fatalf("cut off after %s: %v", long-time.Until(end), err)
		}
	}
}

// An export that takes longer than the deadlines of ordinary requests comes
// whole to a client that keeps reading, and one that stops reading is cut off.
func TestExportsOutlastTimeouts(t *testing.T) {
	s := serve(t, "--db", longExport(t), "--read-timeout", "300ms", "--write-timeout", "3s")
	slow, stuck := s.export(t), s.export(t)
	slow.slowly(t, 4*time.Second)
	if n, whole := slow.rest(); !whole || n < 15_000_000 {
		t.Errorf("the slow reader has %d bytes, whole: %v: %s", n, whole, s.out)
	}
	s.told(t, "cut=true")
	if n, whole := stuck.rest(); whole {
		t.Errorf("who stopped reading got all %d bytes", n)
	}
}

// told waits until the log has a text.
func (s *server) told(t *testing.T, text string) {
	t.Helper()
	for end := time.Now().Add(10 * time.Second); !strings.Contains(s.out.String(), text); time.Sleep(5 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("no %q in the log: %s", text, s.out)
		}
	}
}

// SIGTERM lets an export under way finish; meanwhile nobody else is served.
func TestStopLetsRequestsFinish(t *testing.T) {
	s := serve(t, "--db", longExport(t))
	export := s.export(t)
	s.signal(t)
	s.told(t, "under way may finish")
	s.refusesConnections(t)
	export.slowly(t, 300*time.Millisecond)
	if n, whole := export.rest(); !whole {
		t.Errorf("the export broke off after %d bytes: %s", n, s.out)
	}
	s.endsWell(t)
}

// What takes longer than the deadline is cut off so that it cannot be taken
// for the whole, and the database is left in order.
func TestStopCutsOffWhatTakesTooLong(t *testing.T) {
	file := longExport(t)
	s := serve(t, "--db", file, "--shutdown-timeout", "300ms")
	export := s.export(t)
	s.signal(t)
	s.endsWell(t)
	if n, whole := export.rest(); whole || n == 0 {
		t.Errorf("an export that was cut off looks whole after %d bytes", n)
	}
	s.told(t, "cut off")
	s = serve(t, "--db", file)
	if n := s.head(t); n != 1 {
		t.Errorf("the ledger is at %d", n)
	}
	s.stop(t)
}

// For --drain-delay the server answers and says that it is not ready.
func TestStopIsAnnounced(t *testing.T) {
	s := serve(t, "--drain-delay", "1s")
	s.signal(t)
	s.told(t, "under way may finish")
	status, body, err := s.send(http.MethodGet, "/readyz", "")
	var p struct {
		Checks []struct {
			Name string
			OK   bool
		}
	}
	if err == nil {
		err = json.Unmarshal(body, &p)
	}
	if err != nil || status != http.StatusServiceUnavailable || len(p.Checks) < 3 || p.Checks[0].Name != "serving" || p.Checks[0].OK || !p.Checks[1].OK {
		t.Errorf("%d %s %v", status, body, err)
	}
	s.get(t, "/healthz", nil)
	s.get(t, "/v1/parties", nil)
	s.endsWell(t)
}

// Clients that do not send what they began, or nothing, are cut off.
func TestSlowClientsAreCutOff(t *testing.T) {
	s := serve(t, "--read-header-timeout", "200ms", "--read-timeout", "400ms", "--idle-timeout", "200ms")
	for name, sent := range map[string]string{
		"nothing":   "",
		"half head": "GET /healthz HTTP/1.1\r\nHost:",
		"half body": "POST /v1/parties HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 90\r\n\r\n{",
		"idle":      "GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			conn, err := net.Dial("tcp", strings.TrimPrefix(s.base, "http://"))
			if err != nil {
				t.Fatal(err)
			}
			defer conn.Close()
			fmt.Fprint(conn, sent)
			if err := conn.SetReadDeadline(time.Now().Add(10 * time.Second)); err != nil {
				t.Fatal(err)
			}
			if _, err := io.Copy(io.Discard, conn); err != nil {
				t.Errorf("still connected: %v", err)
			}
		})
	}
}

// No more connections are held than was said. Those that rest make room; where all are
// busy, the next waits for its turn.
func TestConnectionsAreBounded(t *testing.T) {
	s := serve(t, "--max-connections", "2", "--idle-timeout", "30s", "--read-timeout", "30s")
	answers := func(conn net.Conn, within time.Duration) error {
		conn.SetReadDeadline(time.Now().Add(within))
		_, err := http.ReadResponse(bufio.NewReader(conn), nil)
		return err
	}
	const asks = "GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n"
	const busy = "POST /v1/parties HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 90\r\nExpect: 100-continue\r\n\r\n"
	for range 3 {
		if err := answers(s.dial(t, asks), 10*time.Second); err != nil {
			t.Fatalf("a connection that rests keeps another out: %v", err)
		}
	}
	var held [2]net.Conn
	for i := range held {
		held[i] = s.dial(t, busy)
		if err := answers(held[i], 10*time.Second); err != nil { // 100 Continue: it is being worked on
			t.Fatal(err)
		}
	}
	third := s.dial(t, asks)
	if err := answers(third, 300*time.Millisecond); err == nil {
		t.Error("a third connection was served beside two that are busy")
	}
	held[0].Close()
	if err := answers(third, 10*time.Second); err != nil {
		t.Errorf("after one was closed the third is still waiting: %v", err)
	}
}

// Nor do strangers keep connections busy with bodies that they announce and do not send,
// where they are refused or none is taken.
func TestUnsentBodiesKeepNobodyOut(t *testing.T) {
	file := filepath.Join(t.TempDir(), "parley.db")
	parley(t, "key", "create", "root", "--role", "server", "--db", file).wants(t, 0)
	s := serve(t, "--db", file, "--max-connections", "2", "--idle-timeout", "30s", "--read-timeout", "30s")
	const head, long, chunked = " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n", "Content-Length: 90\r\n\r\n", "Transfer-Encoding: chunked\r\n\r\n"
	for _, sent := range []string{"POST /v1/parties" + head + long, "POST /v1/parties" + head + chunked, "POST /nowhere" + head + long + "{",
		"GET /healthz" + head + long + "{", "GET /healthz" + head + chunked, "GET /docs/" + head + long, "OPTIONS /v1/parties" + head + chunked} {
		for range 2 {
			s.dial(t, sent)
		}
		asks := s.dial(t, "GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n")
		asks.SetReadDeadline(time.Now().Add(15 * time.Second)) //nolint:errcheck // the next read tells
		if _, err := http.ReadResponse(bufio.NewReader(asks), nil); err != nil {
			t.Errorf("%q keeps others out: %v", sent, err)
		}
		asks.Close()
	}
}

// dial opens a connection and sends a text on it.
func (s *server) dial(t *testing.T, sent string) net.Conn {
	t.Helper()
	conn, err := net.Dial("tcp", strings.TrimPrefix(s.base, "http://"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	fmt.Fprint(conn, sent)
	return conn
}

func (s *server) signal(t *testing.T) {
	t.Helper()
	if err := s.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
}

func (s *server) refusesConnections(t *testing.T) {
	t.Helper()
	for end := time.Now().Add(10 * time.Second); ; time.Sleep(5 * time.Millisecond) {
		if _, _, err := s.send(http.MethodGet, "/healthz", ""); err != nil {
			return
		}
		if time.Now().After(end) {
			t.Fatal("it still takes connections")
		}
	}
}

func (s *server) endsWell(t *testing.T) {
	t.Helper()
	select {
	case <-s.ended:
	case <-time.After(20 * time.Second):
		t.Fatalf("still running: %s", s.out)
	}
	if code := s.cmd.ProcessState.ExitCode(); code != 0 {
		t.Errorf("exit code %d: %s", code, s.out)
	}
}
