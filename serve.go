package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"time"

	"parley/api"
	"parley/db"
	"parley/internal/access"
	"parley/internal/demo"
	"parley/internal/ledger"
)

type serveCommand struct {
	database
	Addr    string `env:"PARLEY_ADDR" default:"127.0.0.1:8080" help:"Address to listen on. Others than loopback are taken once there are access keys (parley key create), or with --public-read."`
	Demo    bool   `help:"Load the demo negotiation; the data go to a temporary file unless --db is given."`
	Migrate bool   `env:"PARLEY_MIGRATE" help:"Bring a PostgreSQL schema up to date before serving. A SQLite file always is."`
	Actor   string `env:"PARLEY_ACTOR" default:"local" help:"Name that writes without a key carry in the ledger."`

	OIDC        oidcOptions `embed:"" prefix:"oidc-"`
	Backup      backupPlan  `embed:"" prefix:"backup-"`
	Rate        float64     `env:"PARLEY_RATE" default:"50" help:"Requests a second that each key, and each address without one, may make over time; 0 for no bound."`
	Burst       int         `env:"PARLEY_BURST" default:"200" help:"Requests that each may make at once."`
	CORSOrigins []string    `name:"cors-origins" env:"PARLEY_CORS_ORIGINS" placeholder:"ORIGIN,…" help:"Sites whose pages may use the API from a browser, such as https://desk.example.org. Default: none."`
	PublicRead  bool        `env:"PARLEY_PUBLIC_READ" help:"Let anyone who reaches the server read the default workspace."`

	FeedHeartbeat time.Duration `env:"PARLEY_FEED_HEARTBEAT" default:"15s" help:"How often a stream of the feed shows that it lives while nothing happens."`
	FeedStreams   int           `env:"PARLEY_FEED_STREAMS" default:"200" help:"How many streams of the feed are kept open; more are told to poll."`

	temporary bool
}

// Run serves until the context ends.
func (s *serveCommand) Run(ctx context.Context) error {
	if s.Demo && s.DB == "" {
		dir, err := os.MkdirTemp("", "parley-demo-")
		if err != nil {
			return err
		}
		defer os.RemoveAll(dir) //nolint:errcheck // a leftover in the temporary folder harms nobody
		s.DB = filepath.Join(dir, "demo.db")
		s.temporary = true
	}
	where, err := s.where()
	if err != nil {
		return err
	}
	d, err := db.Open(ctx, db.Options{URL: where, Migrate: s.Migrate, Progress: tellProgress})
	if err != nil {
		return err
	}
	store := db.NewStore(d)
	return errors.Join(s.serve(ctx, store, where), store.Close())
}

func (s *serveCommand) serve(ctx context.Context, store *db.Store, where string) error {
	l := ledger.New(store)
	if s.Demo {
		if _, err := demo.Load(ctx, l); err != nil {
			return err
		}
	}
	if err := s.Backup.check(); err != nil {
		return err
	}
	go s.Backup.run(ctx, where)
	gate, err := s.gate(ctx, store)
	if err != nil {
		return err
	}
	handler, err := api.New(l, api.Options{Contract: contract, Ready: store.Ready, Gate: gate, Keys: gate.Keys, Origins: s.CORSOrigins, Rate: api.Rate{PerSecond: s.Rate, Burst: s.Burst},
		Feed: api.FeedOptions{Heartbeat: s.FeedHeartbeat, Streams: s.FeedStreams, Stopping: ctx.Done()}})
	if err != nil {
		return err
	}
	listener, err := net.Listen("tcp", s.Addr)
	if err != nil {
		return fmt.Errorf("%w; choose another address with --addr", err)
	}
	s.greet("http://"+listener.Addr().String(), db.Redact(where))
	return run(ctx, &http.Server{Handler: handler, ReadHeaderTimeout: 10 * time.Second,
		ReadTimeout: time.Minute, WriteTimeout: time.Minute, IdleTimeout: 2 * time.Minute}, listener)
}

// patience is how long requests under way have after Ctrl-C.
const patience = 4 * time.Second

// run serves until the context ends and then lets requests under way finish.
func run(ctx context.Context, server *http.Server, listener net.Listener) error {
	failed := make(chan error, 1)
	go func() { failed <- server.Serve(listener) }()
	select {
	case err := <-failed:
		return err
	case <-ctx.Done():
	}
	fmt.Println("stopping: requests under way may finish")
	deadline, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	err := server.Shutdown(deadline)
	if errors.Is(err, context.DeadlineExceeded) {
		fmt.Println("stopped: requests that took longer were cut off")
		return server.Close()
	}
	return err
}

func (s *serveCommand) greet(base, where string) {
	fmt.Printf("Parley %s is listening on %s\n", version, base)
	fmt.Printf("data: %s%s\n", where, map[bool]string{true: " (removed at the end; --db FILE keeps it)"}[s.temporary])
	if !s.Demo {
		fmt.Printf("API page: %s/docs\n", base)
		return
	}
	fmt.Printf("\ntry:\n  %s/v1/issues?negotiation=%s\n", base, demo.Negotiation)
	fmt.Printf("  %s/v1/positions?party=ukraine&issue=troop-withdrawal&expand=evidence,article\n", base)
	fmt.Printf("  %s/v1/exports/position-history.csv\n", base)
	fmt.Printf("API page: %s/docs\nCtrl-C ends it.\n", base)
}

// where finds the database: as given, else in the user's data directory.
func (d *database) where() (string, error) {
	if d.DB != "" {
		return d.DB, nil
	}
	dir, err := dataDirectory()
	return filepath.Join(dir, "parley.db"), err
}

// dataDirectory is where the system keeps a user's application data.
func dataDirectory() (string, error) {
	if dir := os.Getenv("XDG_DATA_HOME"); dir != "" {
		return filepath.Join(dir, "parley"), nil
	}
	home, err := os.UserHomeDir()
	if err != nil {
		return "", fmt.Errorf("no data directory: %w; name a database with --db", err)
	}
	return filepath.Join(home, ".local", "share", "parley"), nil
}

// gate decides who is let in. It refuses to show the data to a network that
// nobody has to prove anything to. On a loopback address, and only there, the
// machine's own user may do everything until there is a key.
func (s *serveCommand) gate(ctx context.Context, store *db.Store) (*access.Gate, error) {
	loopback, err := isLoopback(s.Addr)
	if err != nil {
		return nil, err
	}
	hasKeys, err := store.HasKeys(ctx)
	if err != nil {
		return nil, err
	}
	if !loopback && !hasKeys && !s.PublicRead && s.OIDC.Issuer == "" {
		return nil, fmt.Errorf("--addr %s: without access keys Parley listens on loopback only, such as 127.0.0.1:8080; make a key with parley key create, or let anyone read with --public-read", s.Addr)
	}
	tokens, err := s.OIDC.verifier()
	if err != nil {
		return nil, err
	}
	return &access.Gate{Tokens: tokens, Keys: access.NewKeys(store), Open: loopback && tokens == nil, PublicRead: s.PublicRead, Actor: s.Actor}, nil
}

func isLoopback(address string) (bool, error) {
	host, _, err := net.SplitHostPort(address)
	if err != nil {
		return false, fmt.Errorf("--addr: %w", err)
	}
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback(), nil
}
