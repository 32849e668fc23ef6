package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"slices"
	"sync/atomic"
	"time"

	"parley/internal/ops"
)

// service is the HTTP servers of serve and how they come to their end.
type service struct {
	settings *settings
	log      *slog.Logger
	busy     ops.Busy
	draining atomic.Bool
	stopping chan struct{} // closed when streams are to end
	listener *ops.Bounded
	cert     *ops.Certificate // nil without TLS

	metrics   *ops.Metrics
	metricsAt net.Listener // nil where none are served
	traces    *ops.Traces  // nil where none are sent
}

func newService(ctx context.Context, s *settings, log *slog.Logger) (*service, error) {
	made := &service{settings: s, log: log, stopping: make(chan struct{}), metrics: ops.NewMetrics(version)}
	if s.OTLPEndpoint == "" {
		return made, nil
	}
	traces, err := ops.NewTraces(ctx, string(s.OTLPEndpoint), version, log)
	if err != nil {
		return nil, wrong("otlp-endpoint", err)
	}
	made.traces = traces
	return made, nil
}

// tracesLast is how long the last traces may take to be sent.
const tracesLast = 3 * time.Second

// close sends what is left of the traces. They are not worth failing for.
func (s *service) close() {
	ctx, cancel := context.WithTimeout(context.Background(), tracesLast)
	defer cancel()
	if err := s.traces.Close(ctx); err != nil {
		s.log.Warn("the last traces were not sent", "cause", err)
	}
}

// untraced are the probes, which tell nothing and come all the time, and streams,
// whose trace would grow for as long as somebody follows.
func untraced(r *http.Request) bool {
	return slices.Contains([]string{"/healthz", "/readyz", "/v1/feed/stream"}, r.URL.Path)
}

// listen opens the addresses.
func (s *service) listen() (err error) {
	if s.settings.TLSCert != "" {
		if s.cert, err = ops.NewCertificate(s.settings.TLSCert, s.settings.TLSKey, s.log); err != nil {
			return wrong("tls-cert", fmt.Errorf("with --tls-key: %w", err))
		}
	} else if s.settings.unencrypted() {
		s.log.Warn("keys and data travel unencrypted: give --tls-cert, or put a proxy before it and name it in --trusted-proxies")
	}
	listener, err := net.Listen("tcp", string(s.settings.Addr))
	if err != nil {
		return fmt.Errorf("%w; choose another address with --addr", err)
	}
	s.listener = ops.Bound(listener, int(s.settings.MaxConnections))
	if s.metricsAt, err = s.listenMetrics(); err != nil {
		return errors.Join(err, listener.Close())
	}
	return nil
}

// base is the address of the API as clients write it.
func (s *service) base() string {
	if s.cert != nil {
		return "https://" + s.listener.Addr().String()
	}
	return "http://" + s.listener.Addr().String()
}

func (s *service) serve(server *http.Server) error {
	if s.cert == nil {
		return server.Serve(s.listener)
	}
	server.TLSConfig = s.cert.Config()
	return server.ServeTLS(s.listener, "", "")
}

// metricsURL is where metrics are scraped; empty where they are not.
func (s *service) metricsURL() string {
	if s.metricsAt == nil {
		return ""
	}
	return "http://" + s.metricsAt.Addr().String() + "/metrics"
}

// run serves until the context ends, and then comes to an end in steps:
// /readyz says no, so that load balancers look elsewhere; the listener is closed
// and streams are told to end; requests under way finish; those that take too
// long are cut off, in a way that a client can tell. Metrics are served to the last.
func (s *service) run(ctx context.Context, handler http.Handler) error {
	requests, cut := context.WithCancel(context.WithoutCancel(ctx))
	defer cut()
	server := s.server(handler, requests)
	failed := make(chan error, 2)
	go func() { failed <- s.serve(server) }()
	if s.metricsAt != nil {
		scraped := s.metricsServer()
		defer scraped.Close() //nolint:errcheck // whoever scrapes meets the end of the process
		go func() { failed <- scraped.Serve(s.metricsAt) }()
	}
	select {
	case err := <-failed:
		return err
	case <-ctx.Done():
	}
	s.draining.Store(true)
	s.log.Info("stopping: requests under way may finish", "running", s.busy.Now(), "at_most", s.settings.ShutdownTimeout.String())
	time.Sleep(s.settings.DrainDelay)
	close(s.stopping)
	return s.shut(server, cut)
}

func (s *service) server(handler http.Handler, requests context.Context) *http.Server {
	return &http.Server{
		Handler:           s.busy.Count(s.traces.Handler(handler, untraced)),
		ReadHeaderTimeout: time.Duration(s.settings.ReadHeaderTimeout),
		ReadTimeout:       time.Duration(s.settings.ReadTimeout),
		WriteTimeout:      time.Duration(s.settings.WriteTimeout),
		IdleTimeout:       time.Duration(s.settings.IdleTimeout),
		ConnState:         s.listener.Watch,
		MaxHeaderBytes:    64 << 10,
		BaseContext:       func(net.Listener) context.Context { return requests },
		ErrorLog:          slog.NewLogLogger(s.log.Handler(), slog.LevelWarn),
	}
}

// handlersEnd is how long handlers have to come back once their connections are cut.
const handlersEnd = 2 * time.Second

// shut lets requests finish until the deadline and cuts off the others. It
// waits for their handlers, so that nothing uses the database when it is closed.
func (s *service) shut(server *http.Server, cut context.CancelFunc) error {
	deadline, cancel := context.WithTimeout(context.Background(), time.Duration(s.settings.ShutdownTimeout))
	defer cancel()
	err := server.Shutdown(deadline)
	if errors.Is(err, context.DeadlineExceeded) {
		s.log.Warn("requests that took longer are cut off", "running", s.busy.Now())
		cut()
		err = server.Close()
		s.busy.Wait(handlersEnd)
	}
	s.log.Info("stopped")
	return err
}
