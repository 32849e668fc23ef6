package ops

import (
	"bytes"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"log/slog"
	"math/big"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// issue writes a certificate that ends on a day, and its key.
func issue(t *testing.T, certFile, keyFile string, ends time.Time) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	about := &x509.Certificate{SerialNumber: big.NewInt(ends.Unix()), Subject: pkix.Name{CommonName: "parley"}, DNSNames: []string{"localhost"},
		NotBefore: time.Now().Add(-time.Hour), NotAfter: ends}
	der, err := x509.CreateCertificate(rand.Reader, about, about, key.Public(), key)
	if err != nil {
		t.Fatal(err)
	}
	secret, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		t.Fatal(err)
	}
	write(t, certFile, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der}))
	write(t, keyFile, pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: secret}))
}

func write(t *testing.T, file string, text []byte) {
	t.Helper()
	if err := os.WriteFile(file, text, 0o600); err != nil {
		t.Fatal(err)
	}
}

// A renewed certificate is taken up, at the next look; one that is half written
// is not, and is told once.
func TestCertificateIsRenewed(t *testing.T) {
	dir := t.TempDir()
	certFile, keyFile := filepath.Join(dir, "cert.pem"), filepath.Join(dir, "key.pem")
	first := time.Now().Add(24 * time.Hour).Truncate(time.Second).UTC()
	second := first.Add(24 * time.Hour)
	issue(t, certFile, keyFile, first)
	var log bytes.Buffer
	c, err := NewCertificate(certFile, keyFile, slog.New(slog.NewTextHandler(&log, nil)))
	if err != nil {
		t.Fatal(err)
	}
	now := time.Now()
	c.now = func() time.Time { return now }
	expect := func(want time.Time, after time.Duration, told int) {
		t.Helper()
		now = now.Add(after)
		if got := c.Expires(); !got.Equal(want) || strings.Count(log.String(), "\n") != told {
			t.Errorf("expires %v, want %v; log: %s", got, want, log.String())
		}
	}
	expect(first, time.Minute, 0)
	oldKey, err := os.ReadFile(keyFile)
	if err != nil {
		t.Fatal(err)
	}
	issue(t, certFile, keyFile, second)
	newKey, err := os.ReadFile(keyFile)
	if err != nil {
		t.Fatal(err)
	}
	expect(first, time.Second, 0)
	write(t, keyFile, append(oldKey, '\n'))
	expect(first, time.Minute, 1)
	expect(first, time.Minute, 1)
	write(t, keyFile, newKey)
	expect(second, time.Minute, 2)
	if err := os.Remove(keyFile); err != nil {
		t.Fatal(err)
	}
	expect(second, time.Minute, 3)
	expect(second, time.Minute, 3)
	if _, err := NewCertificate(certFile, keyFile, slog.Default()); err == nil {
		t.Error("a start without a key")
	}
}
