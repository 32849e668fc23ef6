package ops

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"os"
	"strings"

	"github.com/XSAM/otelsql"
	"go.opentelemetry.io/otel"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/codes"
	"go.opentelemetry.io/otel/exporters/otlp/otlptrace/otlptracehttp"
	"go.opentelemetry.io/otel/propagation"
	"go.opentelemetry.io/otel/sdk/resource"
	sdktrace "go.opentelemetry.io/otel/sdk/trace"
	"go.opentelemetry.io/otel/trace"
)

// Traces sends spans to a collector by OTLP over HTTP. What the standard variables
// OTEL_… say of headers, sampling, batches and the service's name holds. A nil
// *Traces sends none and costs nothing.
type Traces struct {
	provider *sdktrace.TracerProvider
	tracer   trace.Tracer
	carrier  propagation.TraceContext
}

// NewTraces makes one for a collector's base URL, such as http://localhost:4318. It
// does not wait for the collector: spans that cannot be sent are dropped and logged.
func NewTraces(ctx context.Context, endpoint, version string, log *slog.Logger) (*Traces, error) {
	target, err := url.JoinPath(endpoint, "v1", "traces")
	if err != nil {
		return nil, err
	}
	exporter, err := otlptracehttp.New(ctx, otlptracehttp.WithEndpointURL(target))
	if err != nil {
		return nil, err
	}
	name := "parley"
	if given := os.Getenv("OTEL_SERVICE_NAME"); given != "" {
		name = given
	}
	about, err := resource.New(ctx, resource.WithFromEnv(), resource.WithTelemetrySDK(),
		resource.WithAttributes(attribute.String("service.name", name), attribute.String("service.version", version)))
	if err != nil {
		return nil, err
	}
	otel.SetErrorHandler(otel.ErrorHandlerFunc(func(err error) { log.Warn("traces", "cause", err) }))
	provider := sdktrace.NewTracerProvider(sdktrace.WithBatcher(exporter), sdktrace.WithResource(about))
	return &Traces{provider: provider, tracer: provider.Tracer("parley")}, nil
}

// Handler begins a span for each request, below that of its caller if it names
// one, but for those it is told to leave out.
func (t *Traces) Handler(next http.Handler, leftOut func(*http.Request) bool) http.Handler {
	if t == nil {
		return next
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if leftOut(r) {
			next.ServeHTTP(w, r)
			return
		}
		ctx := t.carrier.Extract(r.Context(), propagation.HeaderCarrier(r.Header))
		ctx, span := t.tracer.Start(ctx, "request", trace.WithSpanKind(trace.SpanKindServer))
		defer span.End()
		next.ServeHTTP(w, r.WithContext(ctx))
	})
}

// Span says of an answered request what its span is to be called and tell. It
// has nothing that a client wrote but the request's id, and no name of a
// workspace or an actor: collectors are read by others than the log is.
type Span struct {
	Method, Route, ID string
	Status            int
	Number            int64 // of the ledger, 0 without
}

// Request completes the span of a request.
func (t *Traces) Request(ctx context.Context, s Span) {
	if t == nil {
		return
	}
	span := trace.SpanFromContext(ctx)
	span.SetName(s.Method + " " + s.Route)
	span.SetAttributes(attribute.String("http.request.method", s.Method), attribute.String("http.route", s.Route),
		attribute.Int("http.response.status_code", s.Status), attribute.String("parley.request_id", s.ID))
	if s.Number != 0 {
		span.SetAttributes(attribute.Int64("parley.number", s.Number))
	}
	if s.Status >= http.StatusInternalServerError {
		span.SetStatus(codes.Error, http.StatusText(s.Status))
	}
}

// OpenDB opens a database whose queries are spans. A span has the query's name;
// its values and the texts of errors, which may repeat them, stay here.
func (t *Traces) OpenDB(c driver.Connector) *sql.DB {
	if t == nil {
		return sql.OpenDB(c)
	}
	return otelsql.OpenDB(c, otelsql.WithTracerProvider(t.provider), otelsql.WithSpanNameFormatter(spanName),
		otelsql.WithSpanErrorAttributesGetter(errorType), otelsql.WithSpanOptions(otelsql.SpanOptions{
			DisableQuery: true, RecordError: func(error) bool { return false },
			OmitConnResetSession: true, OmitConnPrepare: true, OmitRows: true, OmitConnectorConnect: true,
			SpanFilter: func(ctx context.Context, _ otelsql.Method, _ string, _ []driver.NamedValue) bool {
				return trace.SpanContextFromContext(ctx).IsValid() // not those of the server's own upkeep
			},
		}))
}

// spanName is the name that sqlc leaves at the head of a query, else what is done.
func spanName(_ context.Context, method otelsql.Method, query string) string {
	if name, named := strings.CutPrefix(query, "-- name: "); named {
		name, _, _ = strings.Cut(name, " ")
		return name
	}
	return string(method)
}

// errorType tells failures apart without their texts.
func errorType(err error) []attribute.KeyValue {
	if errors.Is(err, driver.ErrSkip) {
		return nil // the driver asks for another way; nothing failed
	}
	return []attribute.KeyValue{attribute.String("error.type", fmt.Sprintf("%T", err))}
}

// Close sends what is left.
func (t *Traces) Close(ctx context.Context) error {
	if t == nil {
		return nil
	}
	return t.provider.Shutdown(ctx)
}

// traced adds the trace to each line of the log that belongs to one.
type traced struct{ slog.Handler }

func (h traced) Handle(ctx context.Context, r slog.Record) error {
	if span := trace.SpanContextFromContext(ctx); span.IsValid() {
		r.AddAttrs(slog.String("trace_id", span.TraceID().String()))
	}
	return h.Handler.Handle(ctx, r)
}

func (h traced) WithAttrs(all []slog.Attr) slog.Handler { return traced{h.Handler.WithAttrs(all)} }
func (h traced) WithGroup(name string) slog.Handler     { return traced{h.Handler.WithGroup(name)} }
