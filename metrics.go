package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"time"

	"parley/api"
	"parley/db"
	"parley/internal/ops"
	"parley/internal/webhook"
)

// metricsAddr is where metrics are served: host:port, off, or auto, which is
// the usual address if nobody else has it.
type metricsAddr string

const usualMetricsAddr = "127.0.0.1:9464"

// UnmarshalText refuses what is none of these.
func (a *metricsAddr) UnmarshalText(text []byte) error {
	*a = metricsAddr(text)
	if *a == "auto" || *a == "off" {
		return nil
	}
	var h hostPort
	if err := h.UnmarshalText(text); err != nil {
		return fmt.Errorf("%w, auto or off", err)
	}
	return nil
}

// listenMetrics opens the address of /metrics, if there is to be one. Metrics
// never share the address of the API: whom that is shown to need not see them.
func (s *service) listenMetrics() (net.Listener, error) {
	switch {
	case s.settings.MetricsAddr == "off", s.settings.MetricsAddr == "auto" && s.settings.Demo:
		return nil, nil
	case s.settings.MetricsAddr != "auto":
		l, err := net.Listen("tcp", string(s.settings.MetricsAddr))
		if err != nil {
			return nil, fmt.Errorf("--metrics-addr: %w", err)
		}
		return l, nil
	}
	l, err := net.Listen("tcp", usualMetricsAddr)
	if err != nil {
		s.log.Warn("no metrics are served: choose an address with --metrics-addr, or off", "cause", err)
		return nil, nil
	}
	return l, nil
}

// metricsServer answers scrapes.
func (s *service) metricsServer() *http.Server {
	s.metrics.Gauge("parley_connections", "Connections of clients that are held.", func() float64 { return float64(s.listener.Open()) })
	s.metrics.Gauge("parley_connections_max", "How many may be held; more wait.", func() float64 { return float64(s.settings.MaxConnections) })
	if s.cert != nil {
		s.metrics.Gauge("parley_certificate_expires_timestamp_seconds", "When the TLS certificate in use ends.", func() float64 { return float64(s.cert.Expires().Unix()) })
	}
	return &http.Server{Handler: s.metrics.Handler(), ReadTimeout: 10 * time.Second, WriteTimeout: 30 * time.Second, IdleTimeout: 2 * time.Minute,
		ErrorLog: slog.NewLogLogger(s.log.Handler(), slog.LevelWarn)}
}

// measure joins the metrics to what they are measured of.
func (s *service) measure(d *db.DB, store *db.Store, checks []api.Check) {
	m := s.metrics
	if d.Read != d.Write {
		m.Pool("read", d.Read)
	}
	m.Pool("write", d.Write)
	m.Ask("parley_ledger_head", "Sum of the newest ledger numbers of all workspaces.", nil, func(ctx context.Context, tell ops.Tell) error {
		n, err := store.SumOfHeads(ctx)
		if err == nil {
			tell(float64(n))
		}
		return err
	})
	s.measureWebhooks(store)
	m.Ask("parley_check_ok", "Whether a check of /readyz holds.", []string{"check"}, func(ctx context.Context, tell ops.Tell) error {
		for _, check := range checks {
			tell(zeroOrOne(check.Try(ctx) == nil), check.Name)
		}
		return nil
	})
	if _, err := d.FreeSpace(); !errors.Is(err, db.ErrNoFreeSpace) {
		m.Ask("parley_disk_free_bytes", "What is free on the volume of the SQLite file.", nil, func(_ context.Context, tell ops.Tell) error {
			free, err := d.FreeSpace()
			if err == nil {
				tell(float64(free))
			}
			return err
		})
	}
}

// measureWebhooks shows how many webhooks there are and what waits for them.
func (s *service) measureWebhooks(store *db.Store) {
	states := []string{"active", "failing", "paused"}
	show := func(name, help string, value func(webhook.Count) int64) {
		s.metrics.Ask(name, help, []string{"state"}, func(ctx context.Context, tell ops.Tell) error {
			counts, err := store.CountWebhooks(ctx)
			for _, state := range states {
				if err == nil {
					tell(float64(value(counts[state])), state)
				}
			}
			return err
		})
	}
	show("parley_webhooks", "Webhooks of all workspaces; failing are active ones whose last attempt failed.",
		func(c webhook.Count) int64 { return c.Webhooks })
	show("parley_webhook_queue", "Ledger numbers after the last that was delivered; of an active one up to 1000 may have nothing for it.",
		func(c webhook.Count) int64 { return c.Waiting })
}

func zeroOrOne(yes bool) float64 {
	if yes {
		return 1
	}
	return 0
}

// told counts a request that was answered and completes its trace.
func (s *service) told(ctx context.Context, e api.Exchange) {
	s.metrics.Request(ops.Request{Method: e.Method, Route: e.Route, Status: e.Status, Took: e.Took, Problem: e.Problem, Cut: e.Cut, Panicked: e.Panicked})
	s.traces.Request(ctx, ops.Span{Method: e.Method, Route: e.Route, ID: e.ID, Status: e.Status, Number: e.Number})
}
