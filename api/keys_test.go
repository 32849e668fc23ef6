package api_test

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"parley/internal/access"
)

func TestKeysFromFirstToLast(t *testing.T) {
	each(t, func(c *client) {
		c.get("/v1/access").want(http.StatusOK).is(object{"/workspace": "default", "/actor": "tester", "/role": "admin", "/server": true, "/key": nil})
		root := c.firstKey()
		c.get("/v1/parties").refused(http.StatusUnauthorized)
		c.get("/v1/access").want(http.StatusOK).is(object{"/actor": "anonymous", "/role": nil, "/server": false})

		made := c.create("/v1/keys", object{"name": "anna", "role": "editor"}, root)
		token, anna := made.text("/token"), made.bearer()
		if !strings.HasPrefix(token, "parley_default_"+made.text("/prefix")+"_") {
			t.Errorf("token %s", token)
		}
		c.create("/v1/parties", object{"kind": "state", "name": "A"}, anna)
		if actor := c.get("/v1/transactions?sort=-recorded&limit=1", anna).text("/items/0/actor"); actor != "anna" {
			t.Errorf("written by %s", actor)
		}
		for _, path := range []string{"/v1/keys", "/v1/keys/anna", "/v1/keys/" + made.id()} {
			if shown := string(c.get(path, root).want(http.StatusOK).body); strings.Contains(shown, token[len(token)-26:]) {
				t.Errorf("%s shows the secret", path)
			}
		}
		c.post("/v1/keys", object{"name": "anna", "role": "reader"}, root).refused(http.StatusConflict)

		rotated := c.post("/v1/keys/anna/rotate", nil, root).want(http.StatusOK)
		c.get("/v1/parties", anna).refused(http.StatusUnauthorized)
		anna = rotated.bearer()
		c.get("/v1/parties", anna).want(http.StatusOK)
		c.get("/v1/access", anna).is(object{"/actor": "anna", "/role": "editor"})

		c.post("/v1/keys/anna/revoke", nil, root).want(http.StatusOK).is(object{"/revoked_by": "root"})
		c.post("/v1/keys/anna/revoke", nil, root).want(http.StatusOK)
		c.get("/v1/parties", anna).refused(http.StatusUnauthorized)
		c.post("/v1/keys/anna/rotate", nil, root).refused(http.StatusConflict)
		c.post("/v1/keys", object{"name": "anna", "role": "reader"}, root).refused(http.StatusConflict)
	})
}

func TestKeysThatAreRefused(t *testing.T) {
	each(t, func(c *client) {
		root := c.firstKey()
		for name, header := range map[string]string{
			"no scheme": "parley_default_x_y", "basic": "Basic cm9vdDo=", "nothing": "Bearer ", "unknown": "Bearer parley_default_aaaaaaaaaa_" + strings.Repeat("A", 26),
			"another workspace": "Bearer parley_nowhere_aaaaaaaaaa_B", "long": "Bearer " + strings.Repeat("x", 8000), "odd": "Bearer parley____",
			"no text of a workspace": "Bearer parley_d\xff_a_B", "no text of a prefix": "Bearer parley_default_a\xff_B", "not text": "Bearer \xff\xfe",
		} {
			if a := c.get("/v1/parties", with("Authorization", header)); a.status != http.StatusUnauthorized || a.header.Get("WWW-Authenticate") == "" {
				t.Errorf("%s: %d", name, a.status)
			}
			c.get("/v1/access", with("Authorization", header)).refused(http.StatusUnauthorized)
		}
		for _, slug := range []string{"\xff\xfe", "nowhere\xff", "Default", "a b", strings.Repeat("a", 70)} {
			c.get("/v1/parties", with("Parley-Workspace", slug)).refused(http.StatusUnauthorized)
			c.get("/v1/parties", root, with("Parley-Workspace", slug)).refused(http.StatusUnauthorized)
		}
		c.post("/v1/keys", object{"name": "late", "role": "reader", "expires_at": "2020-01-01T00:00:00Z"}, root).refused(http.StatusUnprocessableEntity, "/expires_at past")
		for _, name := range []string{"a:b", " a", "a\n", "a\u200fb", "a\u2028b", "a/b", `a\b`, ".", "..", "local", "Anonymous", "command line", "demo", c.get("/v1/keys/root", root).id()} {
			c.post("/v1/keys", object{"name": name, "role": "reader"}, root).refused(http.StatusUnprocessableEntity, "/name name")
		}
		soon := time.Now().Add(300 * time.Millisecond).UTC().Format(time.RFC3339Nano)
		short := c.create("/v1/keys", object{"name": "short", "role": "reader", "expires_at": soon}, root).bearer()
		time.Sleep(400 * time.Millisecond)
		if a := c.get("/v1/parties", short).refused(http.StatusUnauthorized); !strings.Contains(a.text("/detail"), "expired") {
			t.Errorf("%s", a.body)
		}
	})
}

// tokensOf takes every token for one of a workspace.
type tokensOf string

func (w tokensOf) Verify(context.Context, string) (access.Grant, error) {
	return access.Grant{Workspace: string(w), Actor: "oidc:anna", Role: access.Editor, Verified: true}, nil
}

// A token of an issuer lets into no workspace that is not there.
func TestTokensOfNoWorkspace(t *testing.T) {
	each(t, func(c *client) {
		for _, workspace := range []string{"nowhere", "", "DEFAULT", "de\x00fault", "\xff", strings.Repeat("a", 20_000)} {
			gate := access.Gate{Keys: access.NewKeys(c.store), Tokens: tokensOf(workspace)}
			grant, err := gate.Admit(t.Context(), access.Asked{Authorization: "Bearer x.y.z"})
			if _, refused := errors.AsType[*access.ErrWho](err); !refused || grant != (access.Grant{}) {
				t.Errorf("%.20q: %+v, %v", workspace, grant, err)
			}
		}
		gate := access.Gate{Keys: access.NewKeys(c.store), Tokens: tokensOf("default")}
		if grant, err := gate.Admit(t.Context(), access.Asked{Authorization: "Bearer x.y.z"}); err != nil || grant.Role != access.Editor {
			t.Errorf("%+v, %v", grant, err)
		}
	})
}

// Nobody gives or takes more than they have.
func TestNobodyRisesAboveTheirRole(t *testing.T) {
	each(t, func(c *client) {
		tokens := c.bearers()
		c.post("/v1/keys", object{"name": "x", "role": "server"}, tokens["admin"]).refused(http.StatusForbidden)
		c.post("/v1/keys/root/revoke", nil, tokens["admin"]).refused(http.StatusForbidden)
		c.post("/v1/keys/root/rotate", nil, tokens["admin"]).refused(http.StatusForbidden)
		c.get("/v1/parties", tokens["admin"], with("Parley-Workspace", "other")).refused(http.StatusUnauthorized)
		c.get("/v1/parties", tokens["server"]).refused(http.StatusForbidden)
	})
}

func TestCodersProposeAndCorrectTheirOwn(t *testing.T) {
	each(t, func(c *client) {
		c.build()
		tokens := c.bearers()
		coder, editor := tokens["coder"], tokens["editor"]
		other := c.create("/v1/keys", object{"name": "other", "role": "coder"}, tokens["admin"]).bearer()

		c.post("/v1/positions", position(object{"status": "accepted"}), coder).refused(http.StatusForbidden)
		mine := "/v1/positions/" + c.create("/v1/positions", position(nil), coder).is(object{"/status": "proposed"}).id()
		c.patch(mine, object{"summary": "Better."}, coder, ifMatch("*")).want(http.StatusOK)
		c.post(mine+"/evidence", quote(plan, nil), coder).want(http.StatusCreated)
		c.patch(mine, object{"summary": "Worse."}, other, ifMatch("*")).refused(http.StatusForbidden)
		c.post(mine+"/accept", nil, coder).refused(http.StatusForbidden)
		c.post(mine+"/accept", nil, editor).want(http.StatusOK)

		c.patch(mine, object{"summary": "After all."}, coder, ifMatch("*")).refused(http.StatusForbidden)
		c.post(mine+"/evidence", quote(talks, nil), coder).refused(http.StatusForbidden)
		evidence := mine + "/evidence/" + c.get(mine, coder).text("/evidence/0/id")
		c.patch(evidence, object{"note": "x"}, coder, ifMatch("*")).refused(http.StatusForbidden)
		c.patch(mine, object{"summary": "By an editor."}, editor, ifMatch("*")).want(http.StatusOK)

		party := "/v1/parties/" + c.create("/v1/parties", object{"kind": "state", "name": "A"}, coder).id()
		c.patch(party, object{"name": "B"}, coder, ifMatch("*")).want(http.StatusOK)
		c.patch(party, object{"name": "C"}, other, ifMatch("*")).refused(http.StatusForbidden)
		c.patch("/v1/parties/ukraine", object{"name": "C"}, coder, ifMatch("*")).refused(http.StatusForbidden)
		c.patch(party, object{"name": "C"}, editor, ifMatch("*")).want(http.StatusOK)

		text := "/v1/articles/" + c.create("/v1/articles", object{"text": "One text."}, coder).id() + "/revisions"
		c.create(text, object{"text": "Another text."}, coder)
		c.post(text, object{"text": "A third."}, other).refused(http.StatusForbidden)
		c.post("/v1/articles/wire/revisions", object{"text": "In which no quote is found."}, coder).refused(http.StatusForbidden)
		c.create(text, object{"text": "A third."}, editor)
	})
}

func TestWorkspacesAreApart(t *testing.T) {
	each(t, func(c *client) {
		root := c.firstKey()
		there := with("Parley-Workspace", "geneva")
		c.create("/v1/workspaces", object{"slug": "geneva", "name": "Женева"}, root)
		c.post("/v1/workspaces", object{"slug": "geneva"}, root).refused(http.StatusConflict)
		c.get("/v1/workspaces/geneva", root).want(http.StatusOK).is(object{"/name": "Женева", "/public": false, "/head": float64(0)})
		c.get("/v1/workspaces/nowhere", root).refused(http.StatusNotFound)
		anna := c.create("/v1/keys", object{"name": "anna", "role": "admin"}, root, there).bearer()
		c.create("/v1/parties", object{"slug": "a", "kind": "state", "name": "A"}, anna)
		c.get("/v1/parties/a", anna).want(http.StatusOK)
		c.get("/v1/keys/anna", root).refused(http.StatusNotFound)
		c.get("/v1/keys/anna", root, there).want(http.StatusOK)
		c.get("/v1/keys", root, with("Parley-Workspace", "nowhere")).refused(http.StatusUnauthorized)

		private := c.get("/v1/parties", there).refused(http.StatusUnauthorized)
		missing := c.get("/v1/parties", with("Parley-Workspace", "nowhere")).refused(http.StatusUnauthorized)
		if stable(string(private.body)) != stable(string(missing.body)) {
			t.Errorf("%s\n%s", private.body, missing.body)
		}
		c.patch("/v1/workspaces/geneva", object{"public": true}, root, ifMatch("*")).want(http.StatusOK).is(object{"/public": true, "/name": "Женева"})
		c.get("/v1/parties/a", there).want(http.StatusOK)
		c.post("/v1/parties", object{"kind": "state", "name": "B"}, there).refused(http.StatusUnauthorized)
		c.get("/v1/keys", there).refused(http.StatusUnauthorized)
		c.get("/v1/workspaces", root).want(http.StatusOK)
	})
}

// plainHTTP10 asks as a proxy does that adds nothing, and gives the line of status.
func (c *client) plainHTTP10(path string) string {
	c.t.Helper()
	address := strings.TrimPrefix(c.base, "http://")
	conn, err := net.Dial("tcp", address)
	if err != nil {
		c.t.Fatal(err)
	}
	defer conn.Close()
	fmt.Fprintf(conn, "GET %s HTTP/1.0\r\nHost: %s\r\nConnection: close\r\n\r\n", path, address)
	status, err := bufio.NewReader(conn).ReadString('\n')
	if err != nil {
		c.t.Fatal(err)
	}
	return status
}

// What is open to the machine's own user is not open to what a browser, a proxy or
// another name brings here.
func TestOnlyTheMachinesOwnUserNeedsNoKey(t *testing.T) {
	each(t, func(c *client) {
		for header, value := range map[string]string{
			"X-Forwarded-For": "192.0.2.1", "Forwarded": "for=192.0.2.1", "X-Forwarded-Proto": "https", "X-Forwarded-Port": "443", "X-Forwarded-Host": "a",
			"X-Real-IP": "192.0.2.1", "Via": "1.1 a", "CF-Connecting-IP": "192.0.2.1", "CF-Ray": "1", "True-Client-IP": "192.0.2.1", "X-Client-IP": "192.0.2.1",
			"X-Original-URL": "/", "Fastly-Client-IP": "192.0.2.1", "Fly-Client-IP": "192.0.2.1", "X-Envoy-External-Address": "192.0.2.1", "X-Forwarded-Prefix": "",
			"Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site",
		} {
			c.run(header, func(c *client) {
				c.post("/v1/parties", object{"kind": "state", "name": "A"}, with(header, value)).refused(http.StatusUnauthorized)
				c.get("/v1/parties", with(header, value)).refused(http.StatusUnauthorized)
			})
		}
		for header, value := range map[string]string{"X-Request-Id": "1", "Sec-Fetch-Site": "same-origin", "Origin": c.base, "X-Requested-With": "curl", "Traceparent": "x"} {
			c.get("/v1/parties", with(header, value)).want(http.StatusOK)
		}
		if status := c.plainHTTP10("/v1/parties"); !strings.HasPrefix(status, "HTTP/1.0 401") {
			t.Errorf("HTTP/1.0: %s", status)
		}
		rebound, err := http.NewRequest(http.MethodGet, c.base+"/v1/parties", nil)
		if err != nil {
			t.Fatal(err)
		}
		rebound.Host = "evil.example:80"
		if a, err := c.exchange(rebound); err != nil || a.status != http.StatusUnauthorized {
			t.Errorf("%v %v", a, err)
		}
		c.post("/v1/parties", object{"kind": "state", "name": "A"}, with("Origin", c.base)).want(http.StatusCreated)
	})
}
