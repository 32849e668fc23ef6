package main

import (
	"context"
	"errors"
	"log/slog"
	"net"
	"net/http"
	"sync/atomic"
	"time"

	"parley/internal/ops"
)

// service is the HTTP server of serve and how it comes to its end.
type service struct {
	settings *settings
	log      *slog.Logger
	busy     ops.Busy
	draining atomic.Bool
	stopping chan struct{} // closed when streams are to end
}

func newService(s *settings, log *slog.Logger) *service {
	return &service{settings: s, log: log, stopping: make(chan struct{})}
}

// run serves until the context ends, and then comes to an end in steps:
// /readyz says no, so that load balancers look elsewhere; the listener is closed
// and streams are told to end; requests under way finish; those that take too
// long are cut off, in a way that a client can tell.
func (s *service) run(ctx context.Context, handler http.Handler, listener net.Listener) error {
	requests, cut := context.WithCancel(context.WithoutCancel(ctx))
	defer cut()
	server := s.server(handler, requests)
	failed := make(chan error, 1)
	go func() { failed <- server.Serve(ops.Bound(listener, int(s.settings.MaxConnections))) }()
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
		Handler:           s.busy.Count(handler),
		ReadHeaderTimeout: time.Duration(s.settings.ReadHeaderTimeout),
		ReadTimeout:       time.Duration(s.settings.ReadTimeout),
		WriteTimeout:      time.Duration(s.settings.WriteTimeout),
		IdleTimeout:       time.Duration(s.settings.IdleTimeout),
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
