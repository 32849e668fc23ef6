// Package api is the HTTP edge: it turns requests into calls of the core and
// answers into JSON, by the contract in openapi.yaml. It imports internal
// packages and api/oas, never db.
package api

import (
	"cmp"
	"context"
	"log/slog"
	"net/http"
	"sync"
	"time"

	"github.com/gin-gonic/gin"

	"parley/api/oas"
	"parley/internal/access"
	"parley/internal/draft"
	"parley/internal/ledger"
	"parley/internal/webhook"
)

// Options configure the HTTP edge.
type Options struct {
	// Contract is the text of openapi.yaml.
	Contract []byte
	// Gate lets requests in.
	Gate Gate
	// MaxWork is how long one request may be worked on, exports and streams apart;
	// zero for 30 seconds.
	MaxWork time.Duration
	// Rate bounds the requests of each key and address.
	Rate Rate
	// Origins are the sites whose pages may use the interface from a browser.
	Origins []string
	// Keys looks after keys and workspaces; nil where nobody may.
	Keys *access.Keys
	// Webhooks looks after webhooks; nil where nobody may.
	Webhooks *webhook.Webhooks
	// Feed says how streams of the feed are kept.
	Feed FeedOptions
	// Checks say whether the service is ready.
	Checks []Check
	// Log takes a line for each request; slog.Default when nil.
	Log *slog.Logger
	// Begun, when given, is called with the route of each request before, and Told
	// with the whole exchange after its answer.
	Begun func(route string)
	Told  func(context.Context, Exchange)
	// Patience is how long a client may take to accept a piece of a stream.
	Patience time.Duration
	// TrustedProxies are the addresses or networks whose X-Forwarded-For says
	// who the client is. Nobody's is believed without.
	TrustedProxies []string
	// PublicURL is where clients reach the server, for links that leave it; empty
	// where that is what the request was sent to.
	PublicURL string
}

// Server answers the operations of the contract, one method each.
type Server struct {
	ledger   *ledger.Ledger
	contract *contract
	options  Options
	requests share
	callers  share
	limiter  *limiter
	proven   proven
	// underway are the idempotency keys of what is no transaction of the ledger.
	underway sync.Map
	exports  *turns
	views    *turns
	bodies   *turns
	readings slots
	// imports are those under way.
	imports slots
	// followers are the streams of the feed that are open.
	followers share
	outlets   *draft.Outlets
}

var _ oas.ServerInterface = (*Server)(nil)

// New makes the HTTP handler of a ledger.
func New(l *ledger.Ledger, o Options) (http.Handler, error) {
	if o.MaxWork == 0 {
		o.MaxWork = usualWork
	}
	c, err := loadContract(o.Contract)
	if err != nil {
		return nil, err
	}
	if o.Log == nil {
		o.Log = slog.Default()
	}
	o.Patience = cmp.Or(o.Patience, usualPatience)
	o.Feed.Patience = cmp.Or(o.Feed.Patience, o.Patience)
	o.Feed = o.Feed.orUsual()
	s := &Server{ledger: l, contract: c, options: o, limiter: newLimiter(o.Rate), exports: newExportTurns(), views: newViewTurns(), bodies: newBodyTurns(), readings: make(slots, maxReadings),
		requests: share{all: maxRequests, each: requestsOfEach, visitors: requestsOfVisitors},
		callers:  share{all: maxRequests, each: requestsOfEach, visitors: requestsOfVisitors},
		imports:  make(slots, maxImports), followers: followersOf(o.Feed.Streams), outlets: &draft.Outlets{}}
	gin.SetMode(gin.ReleaseMode)
	e := gin.New()
	e.ContextWithFallback = true
	e.HandleMethodNotAllowed = true
	e.RedirectTrailingSlash = false
	e.RemoteIPHeaders = []string{"X-Forwarded-For"} // anything else may be the client's own
	if err := e.SetTrustedProxies(o.TrustedProxies); err != nil {
		return nil, err
	}
	e.Use(s.tell, s.recovery, headers, s.shed, s.admit, s.contract.dropBlanks)
	e.NoRoute(func(c *gin.Context) { fail(c, notFoundPath(c)) })
	e.NoMethod(func(c *gin.Context) { fail(c, methodNotAllowed(c)) })
	e.GET("/docs/*file", s.GetDocs)
	oas.RegisterHandlersWithOptions(e, s, oas.GinServerOptions{
		Middlewares:  []oas.MiddlewareFunc{s.contract.check, s.takeTurn},
		ErrorHandler: func(c *gin.Context, err error, _ int) { fail(c, s.contract.unread(c, err)) },
	})
	h, err := s.shared(headAsGet(e))
	if err != nil {
		return nil, err
	}
	return hasty(h), nil
}

// headAsGet answers HEAD wherever GET is answered; the server leaves the body out.
func headAsGet(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodHead {
			r = r.Clone(context.WithValue(r.Context(), headKey{}, true))
			r.Method = http.MethodGet
		}
		next.ServeHTTP(w, r)
	})
}

// headKey marks a request that was HEAD, for an answer that would not end.
type headKey struct{}

// nothingRuns is the policy of what is only looked at.
const nothingRuns = "default-src 'none'; style-src 'unsafe-inline'"

// headers are the same on every answer, but where a page needs more.
func headers(c *gin.Context) {
	c.Header("X-Content-Type-Options", "nosniff")
	c.Header("Cache-Control", "no-cache")
	c.Writer.Header().Add("Vary", "Authorization, Parley-Workspace") // beside that of origins
	c.Header("Content-Security-Policy", nothingRuns+"; frame-ancestors 'none'")
	c.Header("Referrer-Policy", "no-referrer")
	c.Header("Cross-Origin-Opener-Policy", "same-origin")
}

func (s *Server) caller(c *gin.Context) ledger.Caller {
	grant := grantOf(c)
	by := ledger.Caller{Workspace: grant.Workspace, Actor: grant.Actor, Limited: grant.Limited(), Once: once(c)}
	if reason := c.GetHeader("Parley-Reason"); reason != "" {
		by.Reason = &reason
	}
	return by
}
