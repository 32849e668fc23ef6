package api_test

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/XSAM/otelsql"
	sdktrace "go.opentelemetry.io/otel/sdk/trace"
	"go.opentelemetry.io/otel/sdk/trace/tracetest"
	"go.opentelemetry.io/otel/trace"

	"parley/db"
	"parley/db/dbtest"
)

// work sees what the database is asked for a request: each statement, and how many rows
// were read of it.
type work struct {
	*tracetest.SpanRecorder
	provider *sdktrace.TracerProvider
}

func newWork() *work {
	limits := sdktrace.NewSpanLimits()
	limits.EventCountLimit = -1
	w := &work{SpanRecorder: tracetest.NewSpanRecorder()}
	w.provider = sdktrace.NewTracerProvider(sdktrace.WithSpanProcessor(w), sdktrace.WithRawSpanLimits(limits))
	return w
}

func (w *work) open(c driver.Connector) *sql.DB {
	return otelsql.OpenDB(c, otelsql.WithTracerProvider(w.provider), otelsql.WithSpanNameFormatter(statement),
		otelsql.WithSpanOptions(otelsql.SpanOptions{RowsNext: true, OmitConnResetSession: true, OmitConnPrepare: true, OmitConnectorConnect: true,
			SpanFilter: func(ctx context.Context, _ otelsql.Method, _ string, _ []driver.NamedValue) bool {
				return trace.SpanContextFromContext(ctx).IsValid() // of a request
			}}))
}

func statement(_ context.Context, method otelsql.Method, query string) string {
	return string(method) + " " + query
}

func (w *work) handler(next http.Handler) http.Handler {
	return http.HandlerFunc(func(answer http.ResponseWriter, r *http.Request) {
		ctx, span := w.provider.Tracer("test").Start(r.Context(), "")
		next.ServeHTTP(answer, r.WithContext(ctx))
		span.End()
	})
}

// of is what a request costs. That a key was used is noted now and then, whatever it asks.
func (w *work) of(request func()) (done []string) {
	w.Reset()
	request()
	for _, s := range w.Ended() {
		if s.Name() != "" && !strings.Contains(s.Name(), "-- name: UsedKey ") {
			done = append(done, fmt.Sprintf("%s: %d rows, %d parameters", s.Name(), len(s.Events()), len(s.Attributes())))
		}
	}
	return done
}

// How long an answer takes does not tell what another workspace has either: for its ids the
// database is asked the very same as for ids of nothing, and gives as much.
func TestANotFoundCostsTheSame(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, url string) {
		w := newWork()
		c := serveDB(t, db.Options{URL: url, Pool: w.open}, w.handler(handler()), nil)
		ids, own, foreign := c.neighbours()
		for _, two := range twinsOf(t, ids, own) {
			if two.operation == "streamFeed" {
				continue // it never ends, and begins as getFeed
			}
			of := func(a asking) []string { return w.of(func() { c.ask(two.method, a, foreign...) }) }
			of(two.nothing) // what is prepared and remembered from now on
			here, nothing := of(two.here), of(two.nothing)
			if !slices.Equal(here, nothing) {
				t.Errorf("%s, ids %s:\n%s\nand for nothing:\n%s", two.operation, two.how, strings.Join(here, "\n"), strings.Join(nothing, "\n"))
			}
			if !slices.ContainsFunc(here, looks) && !strings.HasSuffix(two.operation, "Workspace") {
				t.Errorf("%s, ids %s: refused before anything was looked for: %v", two.operation, two.how, here)
			}
		}
	})
}

// looks tells that a statement does more than let the request in.
func looks(done string) bool {
	name := queryName.FindStringSubmatch(done)
	return name != nil && name[1] != "FindKey" && name[1] != "FindEntrance"
}
