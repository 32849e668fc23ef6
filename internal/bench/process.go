package main

import (
	"context"
	"fmt"
	"net"
	"os/exec"
	"time"
)

// process is the real binary, serving a database.
type process struct {
	*exec.Cmd
	address string
	started time.Time
}

func serveBinary(ctx context.Context, binary, url string) (*process, error) {
	return startProcess(ctx, binary, "serve", "--db", url, "--addr")
}

// startProcess adds a free address to the arguments.
func startProcess(ctx context.Context, program string, args ...string) (*process, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	address := l.Addr().String()
	if err := l.Close(); err != nil {
		return nil, err
	}
	p := &process{exec.CommandContext(ctx, program, append(args, address)...), address, time.Now()} //nolint:gosec // what the command line names
	return p, p.Start()
}

// stop ends it; afterwards ProcessState says what it used.
func (p *process) stop() {
	p.Process.Kill() //nolint:errcheck // it may be gone
	p.Wait()         //nolint:errcheck // it was killed
}

// listening waits until it takes connections, without asking for anything.
func (p *process) listening() error {
	for time.Since(p.started) < 30*time.Second {
		conn, err := net.Dial("tcp", p.address)
		if err == nil {
			return conn.Close()
		}
		time.Sleep(time.Millisecond)
	}
	return fmt.Errorf("%s does not listen", p.Path)
}
