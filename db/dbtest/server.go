package dbtest

import (
	"context"
	"crypto/rand"
	"database/sql"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"time"

	"github.com/gofrs/flock"
)

var errNoPostgres = errors.New("no PostgreSQL here: install its server binaries (Debian: postgresql, macOS: brew install postgresql@17) or name a server in " + urlVariable)

// startTimeout is generous because test binaries start their servers together.
const startTimeout = 60 * time.Second

// server is a PostgreSQL of this test binary's own, in a temporary folder, on
// a free port of the loopback interface.
type server struct {
	bin   string // the folder of PostgreSQL's programs
	dir   string
	port  int
	url   string
	owner *flock.Flock
	cmd   *exec.Cmd
	ended chan struct{} // closed when the process is gone
}

func startServer() (*server, error) {
	bin, err := binaries()
	if err != nil {
		return nil, err
	}
	sweep()
	s := &server{bin: bin}
	if err := s.initialize(); err != nil {
		return nil, errors.Join(err, s.remove())
	}
	if err := s.start(); err != nil {
		return nil, errors.Join(err, s.remove())
	}
	return s, nil
}

// initialize makes the folder and the cluster in it. A password keeps other
// users of the machine out: a superuser of PostgreSQL can run programs.
func (s *server) initialize() (err error) {
	if s.dir, err = os.MkdirTemp(serverParent(), "parley-pg-"); err != nil {
		return err
	}
	s.owner = flock.New(filepath.Join(s.dir, ownerFile))
	if _, err := s.owner.TryLock(); err != nil {
		return err
	}
	password := rand.Text()
	file := filepath.Join(s.dir, "password")
	if err := errors.Join(os.WriteFile(file, []byte(password), 0o600), giveAway(s.dir, file)); err != nil {
		return err
	}
	if s.port, err = freePort(); err != nil {
		return err
	}
	s.url = fmt.Sprintf("postgres://postgres:%s@127.0.0.1:%d/postgres?sslmode=disable", password, s.port)
	cmd := exec.Command(filepath.Join(s.bin, "initdb"), "-D", filepath.Join(s.dir, "data"), "--no-sync",
		"--no-locale", "--encoding=UTF8", "--username=postgres", "--auth=password", "--pwfile="+file)
	cmd.Dir, cmd.SysProcAttr = s.dir, asServerUser()
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("initdb: %w\n%s", err, out)
	}
	return nil
}

// start runs the server until it answers.
func (s *server) start() error {
	s.ended = make(chan struct{})
	log, err := os.Create(filepath.Join(s.dir, "log"))
	if err != nil {
		return err
	}
	defer log.Close()
	s.cmd = exec.Command(filepath.Join(s.bin, "postgres"), "-D", filepath.Join(s.dir, "data"), "-k", s.dir,
		"-p", strconv.Itoa(s.port), "-c", "listen_addresses=127.0.0.1", "-c", "max_connections=300",
		"-c", "fsync=off", "-c", "full_page_writes=off", "-c", "autovacuum=off", "-c", "max_wal_size=256MB")
	s.cmd.Dir, s.cmd.SysProcAttr = s.dir, asServerUser()
	s.cmd.Stdout, s.cmd.Stderr = log, log
	started := make(chan error)
	go s.attend(started)
	if err := <-started; err != nil {
		close(s.ended)
		return err
	}
	return s.await()
}

// attend starts the server and stays on its thread until the server ends. The
// kernel signals a child when the thread that made it dies, not the process.
func (s *server) attend(started chan<- error) {
	runtime.LockOSThread()
	err := s.cmd.Start()
	started <- err
	if err == nil {
		s.cmd.Wait() // how it ended is in the log; stop and await look at ended
		close(s.ended)
	}
}

func (s *server) await() error {
	ctx, cancel := context.WithTimeout(context.Background(), startTimeout)
	defer cancel()
	pool, err := sql.Open("pgx", s.url)
	if err != nil {
		return err
	}
	defer pool.Close()
	for {
		if err = pool.PingContext(ctx); err == nil {
			return nil
		}
		select {
		case <-time.After(20 * time.Millisecond):
		case <-s.ended:
			log, _ := os.ReadFile(filepath.Join(s.dir, "log"))
			return fmt.Errorf("PostgreSQL did not start:\n%s", log)
		case <-ctx.Done():
			return errors.Join(fmt.Errorf("PostgreSQL did not answer in %v: %w", startTimeout, err), s.kill())
		}
	}
}

// stop ends the server at once (there is nothing to keep) and removes its folder.
func (s *server) stop() error { return errors.Join(s.kill(), s.remove()) }

func (s *server) kill() error {
	if err := s.cmd.Process.Signal(quitSignal); err != nil && !errors.Is(err, os.ErrProcessDone) {
		return err
	}
	select {
	case <-s.ended:
		return nil
	case <-time.After(10 * time.Second):
		return s.cmd.Process.Kill()
	}
}

func (s *server) remove() error {
	if s.dir == "" {
		return nil
	}
	return errors.Join(os.RemoveAll(s.dir), s.owner.Close())
}

func freePort() (int, error) {
	l, err := net.Listen("tcp4", "127.0.0.1:0")
	if err != nil {
		return 0, err
	}
	return l.Addr().(*net.TCPAddr).Port, l.Close()
}
