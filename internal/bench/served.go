package main

import (
	"context"
	"io"
	"log/slog"
	"net"
	"net/http"
	"os"
	"time"

	"parley/api"
	"parley/db"
	"parley/internal/access"
	"parley/internal/garbage"
	"parley/internal/ledger"
)

// served is a server that is measured: of this process, or the process of its own
// that the comparison of two servers needs, since each collects its own garbage.
type served struct {
	address string
	by      *process // nil for this one
}

func (s served) cpu() time.Duration {
	if s.by == nil {
		return cpuTime()
	}
	return cpuTimeBelow(s.by.Process.Pid)
}

func (s served) stop() {
	if s.by != nil {
		s.by.stop()
	}
}

// servedBy starts a program with the address to listen on as its last argument.
func servedBy(ctx context.Context, program string, args ...string) (served, error) {
	p, err := startProcess(ctx, program, args...)
	if err != nil {
		return served{}, err
	}
	return served{p.address, p}, p.listening()
}

type servedCommand struct {
	Which    string `arg:"" enum:"product,plain"`
	DB       string `arg:""`
	Address  string `arg:""`
	Contract string `default:"openapi.yaml"`
}

// Run serves one side until it is killed.
func (c *servedCommand) Run(ctx context.Context) error {
	l, err := net.Listen("tcp", c.Address)
	if err != nil {
		return err
	}
	handler, err := c.handler(ctx)
	if err != nil {
		return err
	}
	return http.Serve(l, handler) //nolint:gosec // on loopback, for one load generator
}

func (c *servedCommand) handler(ctx context.Context) (http.Handler, error) {
	if c.Which == "plain" {
		p, err := openPlain(ctx, c.DB)
		return newPlain(p), err
	}
	garbage.Floor(garbage.OfServer)
	d, err := db.Open(ctx, db.Options{URL: c.DB})
	if err != nil {
		return nil, err
	}
	return product(db.NewStore(d), c.Contract)
}

// product is the real handler, which lets everybody in.
func product(store *db.Store, file string) (http.Handler, error) {
	contract, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	return api.New(ledger.New(store), api.Options{Contract: contract, Gate: access.Everyone{Actor: "bench"}, Log: slog.New(slog.NewJSONHandler(io.Discard, nil))})
}
