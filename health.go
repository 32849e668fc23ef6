package main

import (
	"context"
	"crypto/tls"
	"fmt"
	"net"
	"net/http"
	"time"
)

type healthCommand struct {
	Addr    hostPort `env:"PARLEY_ADDR" default:"127.0.0.1:8080" help:"Address of the server to ask."`
	TLSCert string   `name:"tls-cert" env:"PARLEY_TLS_CERT" placeholder:"FILE" help:"Set where the server has one: it is asked by HTTPS."`
}

// Run asks the server on this machine whether it is ready; for container health
// checks, where the image holds no other program that could ask.
func (h *healthCommand) Run(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, 3*time.Second)
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, h.url(), nil)
	if err != nil {
		return err
	}
	// The certificate names the server as others reach it, not as this machine
	// does, and nothing that is asked or answered here is secret.
	ask := &http.Client{Transport: &http.Transport{TLSClientConfig: &tls.Config{InsecureSkipVerify: true}}} //nolint:gosec // see above
	answer, err := ask.Do(request)
	if err != nil {
		return err
	}
	defer answer.Body.Close() //nolint:errcheck // nothing is read from it
	if answer.StatusCode != http.StatusOK {
		return fmt.Errorf("%s answers %s", h.Addr, answer.Status)
	}
	return nil
}

// url turns an address that is listened on into one that can be asked: a server
// on every address of the machine is on this one too.
func (h *healthCommand) url() string {
	scheme := "http"
	if h.TLSCert != "" {
		scheme = "https"
	}
	host, port, _ := net.SplitHostPort(string(h.Addr))
	if ip := net.ParseIP(host); host == "" || ip != nil && ip.IsUnspecified() {
		host = "127.0.0.1" // not localhost: an image may have nothing that knows the name
	}
	return scheme + "://" + net.JoinHostPort(host, port) + "/readyz"
}
