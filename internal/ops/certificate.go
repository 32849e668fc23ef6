package ops

import (
	"crypto/tls"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"sync"
	"time"
)

// lookEvery is how often the files of a certificate are looked at, when clients connect.
const lookEvery = 10 * time.Second

// Certificate is a TLS certificate in files. It is read again when they change,
// so that renewing one needs no restart.
type Certificate struct {
	certFile, keyFile string
	log               *slog.Logger
	now               func() time.Time

	mu      sync.Mutex
	current *tls.Certificate
	from    stamp // of the files that current was read from
	failed  stamp // of files that could not be read, which is told once
	looked  time.Time
}

// stamp tells one state of the two files from another.
type stamp struct {
	cert, key         time.Time
	certSize, keySize int64
}

// NewCertificate reads a certificate, with the certificates between it and the
// root behind it, and its key, both in PEM.
func NewCertificate(certFile, keyFile string, log *slog.Logger) (*Certificate, error) {
	c := &Certificate{certFile: certFile, keyFile: keyFile, log: log, now: time.Now}
	at, err := c.stamp()
	if err != nil {
		return nil, err
	}
	return c, c.read(at)
}

// Config is the server's side of TLS 1.2 and newer with this certificate.
func (c *Certificate) Config() *tls.Config {
	return &tls.Config{MinVersion: tls.VersionTLS12, GetCertificate: func(*tls.ClientHelloInfo) (*tls.Certificate, error) {
		return c.get(), nil
	}}
}

// Expires is when the certificate in use ends.
func (c *Certificate) Expires() time.Time { return c.get().Leaf.NotAfter }

func (c *Certificate) get() *tls.Certificate {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.now().Sub(c.looked) < lookEvery {
		return c.current
	}
	at, err := c.stamp()
	if err == nil && at != c.from {
		err = c.read(at)
	}
	if err != nil && at != c.failed {
		c.log.Error("the certificate cannot be read; the earlier one stays in use", "file", c.certFile, "expires", c.current.Leaf.NotAfter, "cause", err)
		c.failed = at
	}
	c.looked = c.now()
	return c.current
}

// read takes the files as they are now. While they are being replaced they may
// not belong together; then the next look does.
func (c *Certificate) read(at stamp) error {
	pair, err := tls.LoadX509KeyPair(c.certFile, c.keyFile)
	if err != nil {
		return fmt.Errorf("%s, %s: %w", c.certFile, c.keyFile, err)
	}
	if c.current != nil {
		c.log.Info("another certificate is in use", "file", c.certFile, "expires", pair.Leaf.NotAfter)
	}
	c.current, c.from, c.looked = &pair, at, c.now()
	return nil
}

func (c *Certificate) stamp() (stamp, error) {
	cert, err := os.Stat(c.certFile)
	key, keyErr := os.Stat(c.keyFile)
	if err = errors.Join(err, keyErr); err != nil {
		return stamp{}, err
	}
	return stamp{cert.ModTime(), key.ModTime(), cert.Size(), key.Size()}, nil
}
