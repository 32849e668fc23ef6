package api_test

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"strings"
	"testing"

	"parley/api"
	"parley/internal/ledger"
)

// Each check is named with how it went; of an unforeseen cause only the log is told.
func TestReadiness(t *testing.T) {
	w := watch(t, api.Options{Checks: []api.Check{
		{Name: "well", Try: func(context.Context) error { return nil }},
		{Name: "full", Try: func(context.Context) error {
			return &ledger.Error{Kind: ledger.KindUnavailable, Detail: "3 MB are free"}
		}},
		{Name: "down", Try: func(context.Context) error { return ledger.Unavailable(errors.New("hush: refused")) }},
		{Name: "odd", Try: func(context.Context) error { return errors.New("hush") }},
	}})
	answer, _ := w.ask(t, t.Context(), "/readyz")
	request, err := http.NewRequest(http.MethodGet, "/readyz", nil)
	if err != nil {
		t.Fatal(err)
	}
	if err := judge(request, answer.Code, answer.Header(), answer.Body.Bytes()); err != nil {
		t.Error(err)
	}
	var p struct {
		Type   string
		Checks []struct {
			Name, Detail string
			OK           bool
		}
	}
	if err := json.Unmarshal(answer.Body.Bytes(), &p); err != nil {
		t.Fatal(err)
	}
	if answer.Code != http.StatusServiceUnavailable || p.Type != "urn:parley:problem:not-ready" || len(p.Checks) != 4 ||
		!p.Checks[0].OK || p.Checks[1].Detail != "3 MB are free" || p.Checks[2].OK || p.Checks[3].OK {
		t.Errorf("%d %s", answer.Code, answer.Body)
	}
	if strings.Contains(answer.Body.String(), "hush") || strings.Count(w.log.String(), "hush") != 2 {
		t.Errorf("answered %s, logged %s", answer.Body, w.log.String())
	}
	if alive, _ := w.ask(t, t.Context(), "/healthz"); alive.Code != http.StatusOK {
		t.Errorf("healthz depends on the checks: %d", alive.Code)
	}
}
