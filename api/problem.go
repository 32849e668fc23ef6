package api

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/gin-gonic/gin"

	"parley/internal/ledger"
)

// Problem is the body of every failure (RFC 9457). Faults name what is wrong
// in the request, each at its JSON pointer or parameter.
type Problem struct {
	Type     string         `json:"type"`
	Title    string         `json:"title"`
	Status   int            `json:"status"`
	Detail   string         `json:"detail,omitempty"`
	Instance string         `json:"instance,omitempty"`
	Request  string         `json:"request_id,omitempty"`
	Faults   []ledger.Fault `json:"faults,omitempty"`
	Checks   []checkResult  `json:"checks,omitempty"`
}

func (p *Problem) Error() string { return p.Title + ": " + p.Detail }

const problemPrefix = "urn:parley:problem:"

// cancelled is the kind of problem of a request whose client did not wait.
const cancelled = "cancelled"

func problem(status int, kind, title, detail string) *Problem {
	return &Problem{Type: problemPrefix + kind, Title: title, Status: status, Detail: detail}
}

var errInternal = problem(http.StatusInternalServerError, "internal", "The server failed",
	"this is a fault of the server, which has logged it; nothing was recorded")

// fail writes any error as a problem and ends the request.
func fail(c *gin.Context, err error) {
	var moved *ledger.Error
	if c.Request.Method == http.MethodGet && errors.As(err, &moved) && moved.Kind == ledger.KindMoved {
		c.Abort()
		c.Redirect(http.StatusMovedPermanently, movedTo(c.Request.URL, "/v1/parties/"+moved.To))
		return
	}
	p := *problemOf(c.Request.Context(), err)
	p.Instance, p.Request = c.Request.URL.Path, requestID(c)
	p.bound()
	c.Set(problemKey, strings.TrimPrefix(p.Type, problemPrefix))
	if p.Status == http.StatusServiceUnavailable && c.Writer.Header().Get("Retry-After") == "" {
		c.Header("Retry-After", "1")
	}
	if p.Status == http.StatusUnauthorized {
		c.Header("WWW-Authenticate", `Bearer realm="parley"`)
	}
	if p.Status >= http.StatusInternalServerError {
		c.Set(causeKey, causeOf(err))
	}
	body, err := json.Marshal(p)
	if err != nil {
		slog.Error("problem not written", "cause", err)
	}
	c.Abort()
	c.Header("Content-Type", "application/problem+json") // Data would keep one that is set already
	c.Data(p.Status, "application/problem+json", body)
}

// Faults repeat what the client wrote, which may be as long as a body, and are as many as
// it made.
const (
	maxFaults    = 1000
	maxFaultText = 4000 // bytes
)

// bound leaves out what nobody would read of a problem.
func (p *Problem) bound() {
	p.Detail = shortened(p.Detail)
	if n := len(p.Faults); n > maxFaults {
		p.Faults = p.Faults[:maxFaults]
		p.Detail += fmt.Sprintf("; the first %d of %d faults are told", maxFaults, n)
	}
	p.Faults = slices.Clone(p.Faults) // they may be of an error that others have too
	for i := range p.Faults {
		f := &p.Faults[i]
		f.Pointer, f.Detail = shortened(f.Pointer), shortened(f.Detail)
	}
}

func shortened(text string) string {
	if len(text) <= maxFaultText {
		return text
	}
	return strings.ToValidUTF8(text[:maxFaultText], "") + "…"
}

// causeOf is what the log is told of a failure and the client is not.
func causeOf(err error) error {
	if e := (*ledger.Error)(nil); errors.As(err, &e) && e.Unwrap() != nil {
		return e.Unwrap()
	}
	return err
}

// movedTo keeps what was asked of the old place.
func movedTo(old *url.URL, path string) string {
	if old.RawQuery == "" {
		return path
	}
	return path + "?" + old.RawQuery
}

// problemOf is the one place that maps a refusal of the core to a status.
func problemOf(ctx context.Context, err error) *Problem {
	var p *Problem
	var e *ledger.Error
	switch {
	case errors.As(err, &p):
		return p
	case errors.As(err, &e):
		return refusal(e)
	case errors.As(context.Cause(ctx), &p):
		return p // the server gave up and says why
	case ctx.Err() != nil:
		return problem(http.StatusServiceUnavailable, cancelled, "The request was cancelled", "nothing was recorded")
	}
	return errInternal
}

func refusal(e *ledger.Error) *Problem {
	var p *Problem
	switch e.Kind {
	case ledger.KindNotFound:
		p = problem(http.StatusNotFound, "not-found", "Nothing is there", e.Detail)
	case ledger.KindMoved:
		p = problem(http.StatusConflict, "merged", "The party was merged", e.Detail)
	case ledger.KindForbidden:
		p = problem(http.StatusForbidden, "forbidden", "You may not do this", e.Detail)
	case ledger.KindInvalid:
		p = invalid(e)
	case ledger.KindConflict:
		p = conflict(e)
	case ledger.KindStale:
		p = problem(http.StatusPreconditionFailed, "stale", "The resource has changed", e.Detail)
	case ledger.KindKeyReused:
		p = problem(http.StatusUnprocessableEntity, "idempotency-key-reused", "The Idempotency-Key was used before", e.Detail)
	case ledger.KindTooMuch:
		p = problem(http.StatusUnprocessableEntity, "too-much", "The answer would be too large", e.Detail)
	case ledger.KindUnavailable:
		p = problem(http.StatusServiceUnavailable, "unavailable", "The database cannot be used now", e.Detail+"; try again")
	default:
		return errInternal
	}
	p.Faults = e.Faults
	return p
}

// conflict has a type of its own for what is there already, which a client may
// want to treat apart.
func conflict(e *ledger.Error) *Problem {
	if len(e.Faults) > 0 && e.Faults[0].Existing != nil {
		return problem(http.StatusConflict, "duplicate", "The article is stored already", e.Detail)
	}
	return problem(http.StatusConflict, "conflict", "The record does not allow this now", e.Detail)
}

// invalid answers 400 for faults of parameters and 422 for faults of the body;
// a single fault that has a kind of its own gives the problem its type.
func invalid(e *ledger.Error) *Problem {
	if slices.ContainsFunc(e.Faults, func(f ledger.Fault) bool { return f.Parameter != "" }) {
		return problem(http.StatusBadRequest, "bad-parameter", "A parameter is wrong", e.Detail)
	}
	kind, title := "invalid", "The request breaks a rule"
	if len(e.Faults) == 1 && strings.HasPrefix(e.Faults[0].Code, "quote-") {
		kind, title = e.Faults[0].Code, quoteTitles[e.Faults[0].Code]
	}
	return problem(http.StatusUnprocessableEntity, kind, title, e.Detail)
}

var quoteTitles = map[string]string{
	"quote-not-found": "The quote is not in the article",
	"quote-ambiguous": "The quote occurs more than once",
	"quote-context":   "The quote stands elsewhere",
	"quote-elsewhere": "The quote stands elsewhere",
}

func badRequest(err error) *Problem {
	return problem(http.StatusBadRequest, "bad-request", "The request cannot be read", err.Error())
}

func badParameter(name, code, detail string) *Problem {
	p := problem(http.StatusBadRequest, "bad-parameter", "A parameter is wrong", "correct the parameter and send the request again")
	p.Faults = []ledger.Fault{{Parameter: name, Code: code, Detail: detail}}
	return p
}

func notFoundPath(c *gin.Context) *Problem {
	return problem(http.StatusNotFound, "no-such-path", "No such path",
		"nothing answers at "+c.Request.URL.Path+"; /docs and /openapi.yaml list every path")
}

func methodNotAllowed(c *gin.Context) *Problem {
	detail := "this path does not take " + c.Request.Method
	if c.Request.Method == http.MethodDelete {
		detail = "nothing is deleted here: POST a reason to the path with /retract"
	}
	return problem(http.StatusMethodNotAllowed, "method-not-allowed", "The method is not allowed", detail)
}
