package api

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"time"

	"github.com/gin-gonic/gin"

	"parley/internal/ledger"
)

// Check is one thing that must be so for the service to be ready.
type Check struct {
	Name string
	// Try says what is not so. A *ledger.Error is shown to who asks; of any
	// other only the log is told.
	Try func(context.Context) error
}

// checkPatience bounds all checks together, below what probes usually wait.
const checkPatience = 2 * time.Second

// checkResult is a line of what GET /readyz answers.
type checkResult struct {
	Name   string `json:"name"`
	OK     bool   `json:"ok"`
	Detail string `json:"detail,omitempty"`
}

// GetReadiness answers /readyz with each check and how it went.
func (s *Server) GetReadiness(c *gin.Context) {
	ctx, cancel := context.WithTimeout(c.Request.Context(), checkPatience)
	defer cancel()
	ready, checks := true, make([]checkResult, len(s.options.Checks))
	for i, check := range s.options.Checks {
		checks[i] = s.try(ctx, check)
		ready = ready && checks[i].OK
	}
	if !ready {
		p := problem(http.StatusServiceUnavailable, "not-ready", "The service is not ready", "send requests elsewhere until all checks are ok")
		p.Checks = checks
		fail(c, p)
		return
	}
	c.JSON(http.StatusOK, gin.H{"status": "ready", "checks": checks})
}

func (s *Server) try(ctx context.Context, check Check) checkResult {
	err := check.Try(ctx)
	if err == nil {
		return checkResult{Name: check.Name, OK: true}
	}
	s.options.Log.LogAttrs(ctx, slog.LevelWarn, "not ready", slog.String("check", check.Name), slog.String("cause", causeOf(err).Error()))
	detail := "failed; the log says why"
	if e := (*ledger.Error)(nil); errors.As(err, &e) {
		detail = e.Detail
	}
	return checkResult{Name: check.Name, Detail: detail}
}
