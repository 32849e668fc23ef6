package sender_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"parley/internal/sender"
	"parley/internal/webhook"
)

var loopback = webhook.Reach{Allowed: []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8"), netip.MustParsePrefix("::1/128")}}

func post(url string) webhook.Post {
	return webhook.Post{URL: url, ID: "id", Timestamp: time.Unix(1614265330, 0), Signature: "v1,x", Body: []byte(`{"a":1}`)}
}

// What counts is the address that is dialled, not what the URL says: a name that
// leads to this machine is refused, and nothing arrives.
func TestNamesDoNotHideAddresses(t *testing.T) {
	var arrived atomic.Int64
	server := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { arrived.Add(1) }))
	defer server.Close()
	_, port, _ := strings.Cut(strings.TrimPrefix(server.URL, "http://"), ":")
	strict := sender.New(webhook.Reach{}, "test")
	for _, host := range []string{"127.0.0.1", "localhost", "[::ffff:127.0.0.1]"} {
		for _, scheme := range []string{"http", "https"} {
			if _, err := strict.Send(t.Context(), post(scheme+"://"+host+":"+port+"/")); err == nil || !strings.Contains(err.Error(), "no public address") {
				t.Errorf("%s %s: %v", scheme, host, err)
			}
		}
	}
	if arrived.Load() != 0 {
		t.Error("it arrived")
	}
	if a, err := sender.New(loopback, "test").Send(t.Context(), post(server.URL)); err != nil || a.Status != http.StatusOK || arrived.Load() != 1 {
		t.Errorf("allowed: %+v %v", a, err)
	}
}

// No proxy is asked, though the environment names one.
func TestNoProxy(t *testing.T) {
	proxy := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { t.Error("the proxy was asked") }))
	defer proxy.Close()
	t.Setenv("HTTP_PROXY", proxy.URL)
	t.Setenv("HTTPS_PROXY", proxy.URL)
	ctx, cancel := context.WithTimeout(t.Context(), 300*time.Millisecond)
	defer cancel()
	if _, err := sender.New(webhook.Reach{}, "test").Send(ctx, post("http://10.0.0.1/")); err == nil {
		t.Error("it was sent")
	}
}

func TestWhatIsSentAndAnswered(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodPost || r.Header.Get("webhook-id") != "id" || r.Header.Get("webhook-timestamp") != "1614265330" ||
			r.Header.Get("webhook-signature") != "v1,x" || r.Header.Get("Content-Type") != "application/json" || r.UserAgent() != "test" {
			t.Errorf("%v", r.Header)
		}
		w.Header().Set("Retry-After", "120")
		w.Header().Set("Location", "https://example.org/")
		w.WriteHeader(http.StatusTemporaryRedirect)
		w.Write([]byte("\x00\xff" + strings.Repeat("é", 100_000)))
	}))
	defer server.Close()
	a, err := sender.New(loopback, "test").Send(t.Context(), post(server.URL))
	if err != nil || a.Status != http.StatusTemporaryRedirect || a.RetryAfter != 2*time.Minute || a.Beginning != "\ufffd"+strings.Repeat("é", 499) {
		t.Errorf("%d %s %q %v", a.Status, a.RetryAfter, a.Beginning, err)
	}
}

// What a receiver gets wrong is told without the URL, whose query may be secret.
func TestErrorsKeepTheURL(t *testing.T) {
	s := sender.New(loopback, "test")
	end := make(chan struct{})
	slow := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { <-end }))
	defer slow.Close()
	defer close(end)
	for url, c := range map[string]struct {
		patience time.Duration
		want     string
	}{
		slow.URL: {50 * time.Millisecond, "in time"}, "http://127.0.0.1:1": {time.Minute, "refused"}, strings.Replace(slow.URL, "http:", "https:", 1): {time.Minute, ""},
	} {
		ctx, cancel := context.WithTimeout(t.Context(), c.patience)
		_, err := s.Send(ctx, post(url+"/?token=abc"))
		cancel()
		if err == nil || !strings.Contains(err.Error(), c.want) || strings.Contains(err.Error(), "abc") {
			t.Errorf("%s: %v", url, err)
		}
	}
}
