package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"parley/db/dbtest"
)

// The tests of this package run the real binary, built once.
var binary string

func TestMain(m *testing.M) { os.Exit(buildAndTest(m)) }

func buildAndTest(m *testing.M) int {
	dir, err := os.MkdirTemp("", "parley-binary-")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	defer os.RemoveAll(dir)
	binary = filepath.Join(dir, "parley.exe")
	if out, err := exec.Command("go", "build", "-o", binary, ".").CombinedOutput(); err != nil {
		fmt.Fprintf(os.Stderr, "%v\n%s", err, out)
		return 1
	}
	return dbtest.Main(m)
}

// command is parley with no settings but its arguments.
func command(t *testing.T, args ...string) *exec.Cmd {
	cmd := exec.Command(binary, args...)
	for _, v := range os.Environ() {
		if !strings.HasPrefix(v, "PARLEY_") && !strings.HasPrefix(v, "XDG_DATA_HOME=") {
			cmd.Env = append(cmd.Env, v)
		}
	}
	cmd.Env = append(cmd.Env, "XDG_DATA_HOME="+t.TempDir())
	return cmd
}

// result is what a command that ended has left.
type result struct {
	stdout, stderr string
	code           int
}

func parley(t *testing.T, args ...string) result {
	t.Helper()
	var stdout, stderr bytes.Buffer
	cmd := command(t, args...)
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	var exit *exec.ExitError
	if err := cmd.Run(); err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}
	keepsSecrets(t, args, stdout.String()+stderr.String())
	return result{stdout.String(), stderr.String(), cmd.ProcessState.ExitCode()}
}

// keepsSecrets checks that no password of a URL among the arguments is printed.
func keepsSecrets(t *testing.T, args []string, output string) {
	t.Helper()
	for _, arg := range args {
		u, err := url.Parse(arg)
		if err != nil {
			continue
		}
		if secret, has := u.User.Password(); has && strings.Contains(output, secret) {
			t.Errorf("the password is printed: %s", output)
		}
	}
}

// wants fails unless the output contains every part.
func (r result) wants(t *testing.T, code int, parts ...string) {
	t.Helper()
	if r.code != code {
		t.Errorf("exit code %d, want %d", r.code, code)
	}
	for _, part := range parts {
		if !strings.Contains(r.stdout+r.stderr, part) {
			t.Errorf("no %q in the output", part)
		}
	}
	if t.Failed() {
		t.Fatalf("stdout: %s\nstderr: %s", r.stdout, r.stderr)
	}
}

// server is a running parley serve.
type server struct {
	base  string
	cmd   *exec.Cmd
	out   *output
	ended chan struct{}
}

// output collects what a process prints while it runs.
type output struct {
	lock sync.Mutex
	text bytes.Buffer
}

func (o *output) Write(p []byte) (int, error) {
	o.lock.Lock()
	defer o.lock.Unlock()
	return o.text.Write(p)
}

func (o *output) String() string {
	o.lock.Lock()
	defer o.lock.Unlock()
	return o.text.String()
}

// serve starts parley on a free port and waits for its address.
func serve(t *testing.T, args ...string) *server {
	t.Helper()
	s := launch(t, args...)
	s.await(t)
	return s
}

// serveJSON starts parley with the logs that programs read. Arguments PARLEY_…
// are variables.
func serveJSON(t *testing.T, args ...string) *server {
	t.Helper()
	s := launch(t, append([]string{"--log-format", "json"}, args...)...)
	s.awaits(t, regexp.MustCompile(`"listening","url":"(http[^"]+)"`))
	return s
}

// launch starts parley without waiting. Arguments PARLEY_… are variables.
func launch(t *testing.T, args ...string) *server {
	t.Helper()
	s := &server{out: &output{}, ended: make(chan struct{})}
	variable := func(arg string) bool { return strings.HasPrefix(arg, "PARLEY_") }
	flags := slices.DeleteFunc(slices.Clone(args), variable)
	s.cmd = command(t, append([]string{"serve", "--addr", "127.0.0.1:0", "--log-format", "text", "--metrics-addr", "off"}, flags...)...)
	s.cmd.Env = append(s.cmd.Env, slices.DeleteFunc(slices.Clone(args), func(arg string) bool { return !variable(arg) })...)
	s.cmd.Stdout, s.cmd.Stderr = s.out, s.out
	if err := s.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	go func() {
		s.cmd.Wait() // how it ended is in ProcessState
		close(s.ended)
	}()
	t.Cleanup(func() {
		s.kill()
		keepsSecrets(t, args, s.out.String())
	})
	return s
}

var listening = regexp.MustCompile(`(?s)listening on (http://\S+)\n.*\nAPI page: `)

// await waits for what the server prints when it listens and reads its address.
func (s *server) await(t *testing.T) {
	t.Helper()
	s.awaits(t, listening)
}

func (s *server) awaits(t *testing.T, greeting *regexp.Regexp) {
	t.Helper()
	for deadline := time.Now().Add(30 * time.Second); time.Now().Before(deadline); time.Sleep(5 * time.Millisecond) {
		if m := greeting.FindStringSubmatch(s.out.String()); m != nil {
			s.base = m[1]
			return
		}
		select {
		case <-s.ended:
			t.Fatalf("parley ended: %s", s.out)
		default:
		}
	}
	t.Fatalf("parley does not listen: %s", s.out)
}

// kill ends the server at once.
func (s *server) kill() {
	s.cmd.Process.Kill() // it may have ended already
	<-s.ended
}

// stop interrupts the server as Ctrl-C does and wants it to end well.
func (s *server) stop(t *testing.T) {
	t.Helper()
	if err := s.cmd.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	select {
	case <-s.ended:
	case <-time.After(5 * time.Second):
		t.Fatal("still running 5 s after the interrupt")
	}
	if code := s.cmd.ProcessState.ExitCode(); code != 0 {
		t.Errorf("exit code %d: %s", code, s.out)
	}
}

// client does not keep connections: servers come and go.
var client = &http.Client{Timeout: 20 * time.Second, Transport: &http.Transport{DisableKeepAlives: true}}

// send makes a request; an error means that no answer came.
func (s *server) send(method, path, body string, headers ...string) (int, []byte, error) {
	request, err := http.NewRequestWithContext(context.Background(), method, s.base+path, strings.NewReader(body))
	if err != nil {
		return 0, nil, err
	}
	if body != "" {
		request.Header.Set("Content-Type", "application/json")
	}
	for i := 0; i+1 < len(headers); i += 2 {
		request.Header.Set(headers[i], headers[i+1])
	}
	answer, err := client.Do(request)
	if err != nil {
		return 0, nil, err
	}
	defer answer.Body.Close()
	data, err := io.ReadAll(answer.Body)
	return answer.StatusCode, data, err
}

// call makes a request, wants the status and reads the JSON answer.
func (s *server) call(t *testing.T, want int, method, path, body string, into any) {
	t.Helper()
	status, data, err := s.send(method, path, body)
	if err != nil || status != want {
		t.Fatalf("%s %s: %d %v, want %d: %s", method, path, status, err, want, data)
	}
	if into == nil {
		return
	}
	if err := json.Unmarshal(data, into); err != nil {
		t.Fatalf("%s %s: %v in %s", method, path, err, data)
	}
}

func (s *server) get(t *testing.T, path string, into any) {
	t.Helper()
	s.call(t, http.StatusOK, http.MethodGet, path, "", into)
}

func (s *server) post(t *testing.T, path, body string, into any) {
	t.Helper()
	s.call(t, http.StatusCreated, http.MethodPost, path, body, into)
}

// all reads every page of a list.
func all[T any](t *testing.T, s *server, path string) []T {
	t.Helper()
	var items []T
	for cursor := ""; ; {
		var page struct {
			Items      []T
			NextCursor *string `json:"next_cursor"`
		}
		s.get(t, path+cursor, &page)
		items = append(items, page.Items...)
		if page.NextCursor == nil {
			return items
		}
		cursor = "&cursor=" + url.QueryEscape(*page.NextCursor)
	}
}

// head checks that the ledger has no gap and returns its newest number.
func (s *server) head(t *testing.T) int {
	t.Helper()
	seen := map[int]bool{}
	for _, entry := range all[struct{ Number int }](t, s, "/v1/transactions?limit=200") {
		seen[entry.Number] = true
	}
	for n := 1; n <= len(seen); n++ {
		if !seen[n] {
			t.Fatalf("the ledger has %d entries and lacks number %d", len(seen), n)
		}
	}
	return len(seen)
}
