package dbtest

import (
	"errors"
	"os"
	"testing"
)

// Own is a PostgreSQL server of one test alone, which may take it down.
type Own struct {
	URL string // of an empty database
	tb  testing.TB
	*server
}

// OwnPostgres starts a server that ends with the test.
func OwnPostgres(tb testing.TB) *Own {
	tb.Helper()
	s, err := startServer()
	if errors.Is(err, errNoPostgres) && os.Getenv(needVariable) != "required" {
		tb.Skip(err)
	}
	if err != nil {
		tb.Fatal(err)
	}
	o := &Own{URL: s.url, tb: tb, server: s}
	tb.Cleanup(func() { o.must(s.stop()) })
	return o
}

// Stop shuts it down as a restart does: connections are ended, what they were at is undone.
func (o *Own) Stop() {
	o.tb.Helper()
	o.end(shutdownSignal)
}

// Crash ends it as a failure does, without a word to anybody.
func (o *Own) Crash() {
	o.tb.Helper()
	o.end(quitSignal)
}

// Start starts it again, with all it had.
func (o *Own) Start() {
	o.tb.Helper()
	o.must(o.start())
}

func (o *Own) end(signal os.Signal) {
	o.tb.Helper()
	o.must(o.cmd.Process.Signal(signal))
	<-o.ended
}

func (o *Own) must(err error) {
	o.tb.Helper()
	if err != nil {
		o.tb.Fatal(err)
	}
}
