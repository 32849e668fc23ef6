package api_test

import (
	"encoding/json"
	"net/http"
	"regexp"
	"strings"
	"testing"
)

func TestHealth(t *testing.T) {
	each(t, func(c *client) {
		c.get("/healthz").want(http.StatusOK).is(object{"": object{"status": "ok"}})
		c.get("/readyz").want(http.StatusOK).is(object{"": object{"status": "ready", "checks": []any{object{"name": "test", "ok": true}}}})
		c.get("/healthz?x=1").refused(http.StatusBadRequest, "?x unknown")
	})
}

func TestContractIsServed(t *testing.T) {
	each(t, func(c *client) {
		asYAML := c.get("/openapi.yaml").want(http.StatusOK)
		same(c.t, "openapi.yaml", []string{string(asYAML.body)}, []string{string(contractText())})
		want, err := json.Marshal(contract())
		if err != nil {
			t.Fatal(err)
		}
		asJSON := c.get("/openapi.json").want(http.StatusOK)
		same(c.t, "openapi.json", []string{string(asJSON.body)}, []string{string(want)})
	})
}

var assets = regexp.MustCompile(`(?:src|href)="([^"]+)"`)

// The page and all its files come from this server.
func TestDocsWorkOffline(t *testing.T) {
	each(t, func(c *client) {
		page := c.get("/docs").want(http.StatusOK)
		if got := page.header.Get("Content-Type"); !strings.HasPrefix(got, "text/html") {
			t.Errorf("content type %q", got)
		}
		if !strings.Contains(string(page.body), "/openapi.json") {
			t.Error("the page does not load the contract")
		}
		found := assets.FindAllStringSubmatch(string(page.body), -1)
		if len(found) < 2 {
			t.Fatalf("the page loads only %q", found)
		}
		for _, match := range found {
			if !strings.HasPrefix(match[1], "/") || strings.HasPrefix(match[1], "//") {
				t.Errorf("the page loads %s from elsewhere", match[1])
				continue
			}
			a := c.get(match[1]).want(http.StatusOK)
			if len(a.body) == 0 || (strings.HasSuffix(match[1], ".js") && !strings.Contains(a.header.Get("Content-Type"), "javascript")) {
				t.Errorf("%s has %d bytes of %s", match[1], len(a.body), a.header.Get("Content-Type"))
			}
		}
		c.get("/docs/no-such-file.js").want(http.StatusNotFound)
	})
}

func TestPathsAndMethods(t *testing.T) {
	each(t, func(c *client) {
		for _, path := range []string{"/", "/v1", "/v1/nothing", "/v1/parties/", "/v1//parties", "/v1/parties/ukraine/nothing", "/V1/parties", "/v1/parties/%2e%2e/x"} {
			c.get(path).refused(http.StatusNotFound)
		}
		for path, methods := range map[string][]string{
			"/v1/parties":                      {http.MethodDelete, http.MethodPut, http.MethodPatch, http.MethodOptions},
			"/v1/parties/ukraine":              {http.MethodDelete, http.MethodPut, http.MethodPost},
			"/v1/transactions/1":               {http.MethodDelete, http.MethodPatch, http.MethodPost},
			"/v1/exports/position-history.csv": {http.MethodPost},
		} {
			for _, method := range methods {
				a := c.do(method, path, nil).want(http.StatusMethodNotAllowed)
				if a.header.Get("Allow") == "" {
					t.Errorf("%s %s: no Allow", method, path)
				}
			}
		}
		a := c.do(http.MethodDelete, "/v1/parties/ukraine", nil).refused(http.StatusMethodNotAllowed)
		if !strings.Contains(a.text("/detail"), "/retract") {
			t.Errorf("detail %q", a.text("/detail"))
		}
	}, (*client).build)
}

// HEAD tells the size and version without the body.
func TestHead(t *testing.T) {
	each(t, func(c *client) {
		for _, path := range []string{"/healthz", "/v1/parties", "/v1/parties/ukraine"} {
			get, head := c.get(path), c.do(http.MethodHead, path, nil)
			if head.status != http.StatusOK || len(head.body) != 0 || head.etag() != get.etag() {
				t.Errorf("HEAD %s: status %d, ETag %q, %d bytes", path, head.status, head.etag(), len(head.body))
			}
		}
		if got := c.do(http.MethodHead, "/v1/parties/nobody", nil).status; got != http.StatusNotFound {
			t.Errorf("HEAD of nothing: %d", got)
		}
	}, (*client).build)
}

func TestEveryAnswerIsGuarded(t *testing.T) {
	each(t, func(c *client) {
		for _, path := range []string{"/docs", "/v1/parties", "/v1/parties/nobody", "/nothing", "/v1/exports/position-history.csv"} {
			if got := c.get(path).header.Get("X-Content-Type-Options"); got != "nosniff" {
				t.Errorf("%s: X-Content-Type-Options %q", path, got)
			}
		}
	})
}
