package api_test

import (
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
