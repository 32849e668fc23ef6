package api

import (
	"context"
	"log/slog"
	"net/http"
	"regexp"
	"time"

	"github.com/gin-gonic/gin"
	"github.com/google/uuid"
)

// Exchange is a request and its answer as operators are told of it. Nothing in
// it comes from a body, a query or a credential, and of the path it has only
// the contract's pattern.
type Exchange struct {
	ID        string // of the request, as in X-Request-Id
	Method    string
	Route     string // as the contract writes it; empty where nothing answers
	Status    int    // 499 where the client had gone before the answer
	Bytes     int    // of the answer's body
	Took      time.Duration
	Client    string // address, that before trusted proxies
	Actor     string
	Workspace string
	Number    int64  // ledger number of a write, else 0
	Problem   string // kind of the problem that was answered
	Cause     error  // what made the server fail
	Cut       bool   // the connection was cut off before the answer's end
	Panicked  bool
}

// The keys under which handlers leave what their Exchange says.
const (
	requestIDKey = "parley.request"
	numberKey    = "parley.number"
	problemKey   = "parley.problem"
	causeKey     = "parley.cause"
	panickedKey  = "parley.panicked"
)

// tell reports each request when it is answered, cut off or given up.
func (s *Server) tell(c *gin.Context) {
	start := time.Now()
	id := requestIDOf(c.GetHeader("X-Request-Id"))
	c.Set(requestIDKey, id)
	c.Header("X-Request-Id", id)
	route := s.contract.pattern(c.Request.Method, c.FullPath())
	if s.options.Begun != nil {
		s.options.Begun(route)
	}
	whole := false
	defer func() {
		e := s.exchange(c, route, time.Since(start))
		e.Cut = !whole
		e.log(c.Request.Context(), s.options.Log)
		if s.options.Told != nil {
			s.options.Told(c.Request.Context(), e)
		}
	}()
	c.Next()
	whole = true
}

func (s *Server) exchange(c *gin.Context, route string, took time.Duration) Exchange {
	cause, _ := c.Value(causeKey).(error)
	e := Exchange{
		ID: requestID(c), Method: method(c.Request.Method), Route: route,
		Status: c.Writer.Status(), Bytes: max(c.Writer.Size(), 0), Took: took,
		Client: c.ClientIP(), Actor: grantOf(c).Actor, Workspace: workspace(c), Number: c.GetInt64(numberKey),
		Problem: c.GetString(problemKey), Cause: cause, Panicked: c.GetBool(panickedKey),
	}
	if e.Problem == cancelled {
		e.Status = statusClientGone
	}
	return e
}

// statusClientGone is what proxies note for a client that did not wait: it saw
// no answer, and nothing failed.
const statusClientGone = 499

// method keeps the methods of HTTP; others are whatever a client made up.
func method(given string) string {
	switch given {
	case http.MethodGet, http.MethodPost, http.MethodPatch, http.MethodPut, http.MethodDelete, http.MethodOptions:
		return given
	}
	return "other"
}

// sane is a request id that others may choose: one that cannot break a log line.
var sane = regexp.MustCompile(`^[A-Za-z0-9._-]{1,64}$`)

// requestIDOf takes over the id that a proxy or client gave, or makes one.
func requestIDOf(given string) string {
	if sane.MatchString(given) {
		return given
	}
	return uuid.Must(uuid.NewV7()).String()
}

func requestID(c *gin.Context) string { return c.GetString(requestIDKey) }

// log writes one line.
func (e Exchange) log(ctx context.Context, to *slog.Logger) {
	if level := e.level(); to.Enabled(ctx, level) {
		to.LogAttrs(ctx, level, "request", e.attrs()...)
	}
}

// level lets what the server failed in stand out, and shows what probes ask
// every few seconds only to who wants every detail.
func (e Exchange) level() slog.Level {
	switch {
	case e.Status == http.StatusInternalServerError || e.Panicked:
		return slog.LevelError
	case e.Status > http.StatusInternalServerError:
		return slog.LevelWarn
	case e.Route == "/healthz" || e.Route == "/readyz":
		return slog.LevelDebug
	}
	return slog.LevelInfo
}

func (e Exchange) attrs() []slog.Attr {
	all := []slog.Attr{
		slog.String("request_id", e.ID), slog.String("method", e.Method), slog.String("route", e.Route),
		slog.Int("status", e.Status), slog.Int("bytes", e.Bytes),
		slog.Float64("duration_ms", float64(e.Took.Microseconds())/1000),
		slog.String("client", e.Client), slog.String("actor", e.Actor), slog.String("workspace", e.Workspace),
	}
	if e.Number != 0 {
		all = append(all, slog.Int64("number", e.Number))
	}
	if e.Problem != "" {
		all = append(all, slog.String("problem", e.Problem))
	}
	if e.Cause != nil && !e.Panicked { // a panic has a line of its own
		all = append(all, slog.String("cause", e.Cause.Error()))
	}
	if e.Cut {
		all = append(all, slog.Bool("cut", true))
	}
	return all
}
