package main

import (
	"crypto/tls"
	"crypto/x509"
	"encoding/pem"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// certificate writes the one that httptest has for 127.0.0.1.
func certificate(t *testing.T) (cert, key string) {
	t.Helper()
	lender := httptest.NewTLSServer(nil)
	defer lender.Close()
	pair := lender.TLS.Certificates[0]
	secret, err := x509.MarshalPKCS8PrivateKey(pair.PrivateKey)
	if err != nil {
		t.Fatal(err)
	}
	cert, key = filepath.Join(t.TempDir(), "cert.pem"), filepath.Join(t.TempDir(), "key.pem")
	for file, block := range map[string]*pem.Block{
		cert: {Type: "CERTIFICATE", Bytes: pair.Certificate[0]},
		key:  {Type: "PRIVATE KEY", Bytes: secret},
	} {
		if err := os.WriteFile(file, pem.EncodeToMemory(block), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return cert, key
}

// By HTTPS the server speaks HTTP/2, nothing older than TLS 1.2, and tells when
// its certificate ends; health asks by HTTPS too.
func TestTLS(t *testing.T) {
	cert, key := certificate(t)
	s := launch(t, "--tls-cert", cert, "--tls-key", key, "--metrics-addr", "127.0.0.1:0")
	s.awaits(t, regexp.MustCompile(`listening on (https://\S+)\n`))
	chain, err := os.ReadFile(cert)
	if err != nil {
		t.Fatal(err)
	}
	roots := x509.NewCertPool()
	roots.AppendCertsFromPEM(chain)
	ask := func(config *tls.Config) (*http.Response, error) {
		config.RootCAs = roots
		transport := &http.Transport{TLSClientConfig: config, ForceAttemptHTTP2: true}
		defer transport.CloseIdleConnections()
		answer, err := (&http.Client{Transport: transport}).Get(s.base + "/healthz")
		if err == nil {
			answer.Body.Close()
		}
		return answer, err
	}
	if answer, err := ask(&tls.Config{}); err != nil || answer.ProtoMajor != 2 || answer.StatusCode != http.StatusOK {
		t.Errorf("%v %+v", err, answer)
	}
	if _, err := ask(&tls.Config{MaxVersion: tls.VersionTLS11, MinVersion: tls.VersionTLS10}); err == nil || !strings.Contains(err.Error(), "protocol version") {
		t.Errorf("TLS 1.1: %v", err)
	}
	if text := s.scrape(t); !strings.Contains(text, "\nparley_certificate_expires_timestamp_seconds ") {
		t.Errorf("when the certificate ends is not told: %s", text)
	}
	addr := strings.TrimPrefix(s.base, "https://")
	parley(t, "health", "--addr", addr, "--tls-cert", cert).wants(t, 0)
	parley(t, "health", "--addr", addr).wants(t, 1, "400")
	s.stop(t)
}

func TestTLSNeedsBothFiles(t *testing.T) {
	cert, key := certificate(t)
	parley(t, "serve", "--tls-cert", cert).wants(t, 80, "--tls-cert", "--tls-key")
	parley(t, "serve", "--addr", "127.0.0.1:0", "--tls-cert", key, "--tls-key", cert).wants(t, 80, "--tls-cert", key)
	parley(t, "config", "--tls-key", key).wants(t, 80, "--tls-cert", "--tls-key")
}

// Keys must not cross a network in the clear unless a proxy has seen to it.
func TestUnencrypted(t *testing.T) {
	for _, c := range []struct {
		settings settings
		want     bool
	}{
		{settings{Addr: "127.0.0.1:1"}, false},
		{settings{Addr: "[::1]:1"}, false},
		{settings{Addr: "localhost:1"}, false},
		{settings{Addr: ":1"}, true},
		{settings{Addr: "0.0.0.0:1"}, true},
		{settings{Addr: "parley.example:1"}, true},
		{settings{Addr: ":1", TLSCert: "c"}, false},
		{settings{Addr: ":1", TrustedProxies: []network{"10.0.0.1"}}, false},
	} {
		if got := c.settings.unencrypted(); got != c.want {
			t.Errorf("%+v: %v", c.settings, got)
		}
	}
}

func TestHealthAsksThisMachine(t *testing.T) {
	for addr, want := range map[hostPort]string{
		":80": "http://127.0.0.1:80/readyz", "0.0.0.0:80": "http://127.0.0.1:80/readyz", "[::]:80": "http://127.0.0.1:80/readyz",
		"127.0.0.1:80": "http://127.0.0.1:80/readyz", "[::1]:80": "http://[::1]:80/readyz",
	} {
		if got := (&healthCommand{Addr: addr}).url(); got != want {
			t.Errorf("%s: %s", addr, got)
		}
	}
	if got := (&healthCommand{Addr: ":80", TLSCert: "c"}).url(); got != "https://127.0.0.1:80/readyz" {
		t.Error(got)
	}
}
