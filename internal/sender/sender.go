// Package sender is the edge outwards: it posts messages of webhooks over HTTP,
// and to no address that may not be posted to, whatever a name resolves to at that
// moment. It imports internal/webhook; only the program itself imports it.
package sender

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strconv"
	"strings"
	"syscall"
	"time"
	"unicode"

	"parley/internal/webhook"
)

// Sender posts messages. It follows no redirects and asks no proxy, which would
// reach what the server itself refuses to.
type Sender struct {
	agent  string
	secure *http.Client
	plain  *http.Client
}

var _ webhook.Sender = (*Sender)(nil)

// New makes a sender that names itself as agent.
func New(reach webhook.Reach, agent string) *Sender {
	return &Sender{agent: agent, secure: client(reach, true), plain: client(reach, false)}
}

// limits of what a receiver may send back; only the beginning is of use.
const (
	maxHeader = 64 << 10
	maxAnswer = 64 << 10
	beginning = 500
)

func client(reach webhook.Reach, encrypted bool) *http.Client {
	dialer := &net.Dialer{Timeout: 10 * time.Second, Control: func(_, address string, _ syscall.RawConn) error {
		to, err := netip.ParseAddrPort(address)
		if err != nil {
			return err
		}
		return reach.Refuses(to.Addr(), encrypted)
	}}
	return &http.Client{
		Transport: &http.Transport{DialContext: dialer.DialContext, ForceAttemptHTTP2: true, MaxIdleConns: 100, MaxIdleConnsPerHost: 2,
			IdleConnTimeout: time.Minute, TLSHandshakeTimeout: 10 * time.Second, MaxResponseHeaderBytes: maxHeader},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
}

// Send posts one message.
func (s *Sender) Send(ctx context.Context, p webhook.Post) (webhook.Answer, error) {
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, p.URL, bytes.NewReader(p.Body))
	if err != nil {
		return webhook.Answer{}, err
	}
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("User-Agent", s.agent)
	r.Header.Set("webhook-id", p.ID)
	r.Header.Set("webhook-timestamp", strconv.FormatInt(p.Timestamp.Unix(), 10))
	r.Header.Set("webhook-signature", p.Signature)
	client := s.plain
	if r.URL.Scheme == "https" {
		client = s.secure
	}
	answer, err := client.Do(r)
	if err != nil {
		return webhook.Answer{}, bare(err)
	}
	defer answer.Body.Close() //nolint:errcheck // what it said is known
	said, _ := io.ReadAll(io.LimitReader(answer.Body, maxAnswer))
	return webhook.Answer{Status: answer.StatusCode, RetryAfter: retryAfter(answer.Header.Get("Retry-After"), time.Now()), Beginning: begin(said)}, nil
}

// bare leaves the URL out of an error: its query may hold what is not for logs.
func bare(err error) error {
	var at *url.Error
	switch {
	case errors.Is(err, context.DeadlineExceeded):
		return errors.New("the receiver did not answer in time")
	case errors.As(err, &at):
		return at.Err
	}
	return err
}

// retryAfter reads seconds or a date (RFC 9110, section 10.2.3).
func retryAfter(header string, now time.Time) time.Duration {
	if seconds, err := strconv.ParseUint(header, 10, 31); err == nil {
		return time.Duration(seconds) * time.Second
	}
	if at, err := http.ParseTime(header); err == nil && at.After(now) {
		return at.Sub(now)
	}
	return 0
}

// begin is the first of an answer as text that a log can show.
func begin(said []byte) string {
	text := strings.Map(func(r rune) rune {
		if unicode.IsControl(r) && r != '\n' && r != '\t' {
			return -1
		}
		return r
	}, strings.ToValidUTF8(string(said), "\ufffd"))
	if runes := []rune(text); len(runes) > beginning {
		return string(runes[:beginning])
	}
	return text
}
