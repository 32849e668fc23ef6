package api_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"parley/api"
	"parley/internal/access"
	"parley/internal/ledger"
)

func TestOtherSitesAreKeptOutUnlessNamed(t *testing.T) {
	for _, c := range []struct {
		name, origin, allowed string
		origins               []string
	}{
		{name: "none named", origin: "https://desk.example"},
		{name: "named", origin: "https://desk.example", origins: []string{"https://desk.example"}, allowed: "https://desk.example"},
		{name: "another", origin: "https://evil.example", origins: []string{"https://desk.example"}},
		{name: "null", origin: "null", origins: []string{"https://desk.example"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			h, err := api.New(ledger.New(storeOfContext{}), api.Options{Contract: contractText(), Gate: access.Everyone{}, Origins: c.origins})
			if err != nil {
				t.Fatal(err)
			}
			r := httptest.NewRequest(http.MethodOptions, "/v1/parties", nil)
			r.Header.Set("Origin", c.origin)
			r.Header.Set("Access-Control-Request-Method", "POST")
			r.Header.Set("Access-Control-Request-Headers", "authorization")
			w := httptest.NewRecorder()
			h.ServeHTTP(w, r)
			if got := w.Header().Get("Access-Control-Allow-Origin"); got != c.allowed {
				t.Errorf("allows %q, want %q", got, c.allowed)
			}
			if w.Header().Get("Access-Control-Allow-Credentials") != "" {
				t.Error("cookies are let through")
			}
		})
	}
	answersToSites(t)
	for _, origin := range []string{"*", "desk.example", "https://desk.example/", "javascript://x"} {
		if _, err := api.New(ledger.New(storeOfContext{}), api.Options{Contract: contractText(), Gate: access.Everyone{}, Origins: []string{origin}}); err == nil {
			t.Errorf("%s is taken for a site", origin)
		}
	}
}

// Caches keep the answers to each site apart, and pages may read what they cite.
func answersToSites(t *testing.T) {
	h, err := api.New(ledger.New(storeOfContext{}), api.Options{Contract: contractText(), Gate: access.Everyone{}, Origins: []string{"https://desk.example"}})
	if err != nil {
		t.Fatal(err)
	}
	r := httptest.NewRequest(http.MethodGet, "/healthz", nil)
	r.Header.Set("Origin", "https://desk.example")
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	if got := strings.Join(w.Header().Values("Vary"), ", "); got != "Origin, Authorization, Parley-Workspace" {
		t.Errorf("Vary: %s", got)
	}
	exposed := strings.ToLower(w.Header().Get("Access-Control-Expose-Headers"))
	for _, name := range []string{"etag", "x-request-id", "parley-known-at", "parley-codebook"} {
		if !strings.Contains(exposed, name) {
			t.Errorf("%s cannot be read: %s", name, exposed)
		}
	}
}

// On a server without keys a link that its user follows from another site is that user's
// own, and nothing else that such a page asks for.
func TestLinksFromOtherSitesAreFollowed(t *testing.T) {
	var local bool
	h, err := api.New(ledger.New(storeOfContext{}), api.Options{Contract: contractText(), Gate: doorman(func(_ context.Context, a access.Asked) (access.Grant, error) {
		local = a.Local
		return access.Grant{}, nil
	})})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		method, mode, dest string
		want               bool
	}{
		{http.MethodGet, "navigate", "document", true}, {http.MethodPost, "navigate", "document", false}, {http.MethodGet, "navigate", "iframe", false},
		{http.MethodGet, "no-cors", "image", false}, {http.MethodGet, "cors", "empty", false}, {http.MethodGet, "", "", false},
	} {
		r := httptest.NewRequest(c.method, "http://127.0.0.1/v1/parties", nil)
		r.RemoteAddr = "127.0.0.1:1"
		for name, value := range map[string]string{"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": c.mode, "Sec-Fetch-Dest": c.dest} {
			r.Header.Set(name, value)
		}
		h.ServeHTTP(httptest.NewRecorder(), r)
		if local != c.want {
			t.Errorf("%s, %s of a %s: local %t", c.method, c.mode, c.dest, local)
		}
	}
}

// On a server without keys a site that was named may read and not write, as the
// machine's own user lets it.
func TestNamedSitesReadWithoutAKey(t *testing.T) {
	var local bool
	h, err := api.New(ledger.New(storeOfContext{}), api.Options{Contract: contractText(), Origins: []string{"https://desk.example"},
		Gate: doorman(func(_ context.Context, a access.Asked) (access.Grant, error) {
			local = a.Local
			return access.Grant{}, nil
		})})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		method, origin string
		want           bool
	}{
		{http.MethodGet, "https://desk.example", true}, {http.MethodPost, "https://desk.example", false},
		{http.MethodGet, "https://evil.example", false}, {http.MethodGet, "null", false}, {http.MethodGet, "", true},
	} {
		r := httptest.NewRequest(c.method, "http://127.0.0.1/v1/parties", nil)
		r.RemoteAddr = "127.0.0.1:1"
		if c.origin != "" {
			r.Header.Set("Origin", c.origin)
			r.Header.Set("Sec-Fetch-Site", "cross-site")
		}
		h.ServeHTTP(httptest.NewRecorder(), r)
		if local != c.want {
			t.Errorf("%s from %q: local %t", c.method, c.origin, local)
		}
	}
}
