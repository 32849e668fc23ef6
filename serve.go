package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"sync"
	"time"

	"github.com/alecthomas/kong"

	"parley/api"
	"parley/db"
	"parley/internal/demo"
	"parley/internal/garbage"
	"parley/internal/ledger"
	"parley/internal/ops"
)

type serveCommand struct {
	settings

	temporary bool
	log       *slog.Logger
}

// Run serves until the context ends.
func (s *serveCommand) Run(ctx context.Context, k *kong.Context) error {
	log, flush := s.logger()
	defer flush()
	s.log = log
	slog.SetDefault(log)
	garbage.Floor(garbage.OfServer)
	for _, name := range strays(k.Model) {
		s.log.Warn("a variable that is no setting", "name", name)
	}
	if err := s.checkFiles(); err != nil {
		return err
	}
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
	service, err := newService(ctx, &s.settings, s.log)
	if err != nil {
		return err
	}
	defer service.close()
	d, err := db.Open(ctx, db.Options{URL: where, Migrate: s.Migrate, Progress: s.tellProgress, Pool: service.traces.OpenDB})
	if err != nil {
		return err
	}
	store := db.NewStore(d)
	return errors.Join(s.serve(ctx, service, d, store, where), store.Close())
}

func (s *serveCommand) serve(ctx context.Context, service *service, d *db.DB, store *db.Store, where string) error {
	l := ledger.New(store)
	if s.Demo {
		if _, err := demo.Load(ctx, l); err != nil {
			return err
		}
	}
	go s.Backup.run(ctx, where)
	gate, err := s.gate(ctx, store)
	if err != nil {
		return err
	}
	checks := checks(d, service, s.MinFreeDisk)
	service.measure(d, store, checks)
	s.Backup.measure(service.metrics)
	webhooks := s.Webhook.webhooks(d, store, l, s.log)
	handler, err := api.New(l, api.Options{
		Contract: contract, Gate: gate, Keys: gate.Keys, Webhooks: webhooks, Origins: s.CORSOrigins, TrustedProxies: texts(s.TrustedProxies),
		Rate: api.Rate{PerSecond: s.Rate, Burst: s.Burst}, MaxWork: time.Duration(s.RequestTimeout), Patience: time.Duration(s.WriteTimeout), PublicURL: string(s.PublicURL),
		Feed:   api.FeedOptions{Heartbeat: s.FeedHeartbeat, Streams: s.FeedStreams, Stopping: service.stopping, Lag: service.metrics.FeedLag},
		Checks: checks, Log: s.log, Begun: service.metrics.Begin, Told: service.told,
	})
	if err != nil {
		return err
	}
	if err := service.listen(); err != nil {
		return err
	}
	s.greet(service, db.Redact(where))
	return runBoth(ctx, webhooks.Run, func(ctx context.Context) error { return service.run(ctx, handler) })
}

// runBoth ends when both have, the work behind the scenes told to when the service has.
func runBoth(ctx context.Context, behind func(context.Context), service func(context.Context) error) error {
	background, end := context.WithCancel(ctx)
	var ended sync.WaitGroup
	ended.Go(func() { behind(background) })
	err := service(ctx)
	end()
	ended.Wait()
	return err
}

// tellProgress logs how far a start is that fills derived data.
func (s *serveCommand) tellProgress(doing string, done, total int64) {
	s.log.Info("not listening yet", "doing", doing, "done", done, "of", total)
}

// greet says where to go: in words where people read, else as a line of the log.
func (s *serveCommand) greet(at *service, where string) {
	base := at.base()
	if !s.Demo && !ops.IsText(os.Stderr, s.LogFormat) {
		s.log.Info("listening", "url", base, "data", where, "metrics", at.metricsURL(), "version", version)
		return
	}
	fmt.Printf("Parley %s is listening on %s\n", version, base)
	fmt.Printf("data: %s%s\n", where, map[bool]string{true: " (removed at the end; --db FILE keeps it)"}[s.temporary])
	if !s.Demo {
		if url := at.metricsURL(); url != "" {
			fmt.Printf("metrics: %s\n", url)
		}
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
		return d.DB, wrong("db", knownDatabase(d.DB))
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
