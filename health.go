package main

import (
	"context"
	"fmt"
	"net/http"
	"time"
)

type healthCommand struct {
	Addr hostPort `env:"PARLEY_ADDR" default:"127.0.0.1:8080" help:"Address of the server to ask."`
}

// Run asks a running server whether it is ready; for container health checks,
// where the image holds no other program that could ask.
func (h *healthCommand) Run(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, 3*time.Second)
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+string(h.Addr)+"/readyz", nil)
	if err != nil {
		return err
	}
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		return err
	}
	defer answer.Body.Close() //nolint:errcheck // nothing is read from it
	if answer.StatusCode != http.StatusOK {
		return fmt.Errorf("%s answers %s", h.Addr, answer.Status)
	}
	return nil
}
