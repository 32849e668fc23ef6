package api_test

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"
)

// repeats sends a request twice with one key and wants one effect and one answer.
func (c *client) repeats(path string, body any) *answer {
	c.t.Helper()
	k := key(path[max(0, len(path)-128):])
	first := c.post(path, body, k)
	if first.status >= http.StatusBadRequest {
		c.t.Fatalf("%s: status %d\n%s", first.to, first.status, first.body)
	}
	c.unchanged(func() {
		for range 2 {
			c.sameAnswer(c.post(path, body, k), first)
		}
	})
	c.unchanged(func() {
		c.post(path, changed(bodyOrEmpty(body), object{"x-other": 1}), k).want(http.StatusUnprocessableEntity)
	})
	return first
}

func bodyOrEmpty(body any) object {
	if body == nil {
		return object{}
	}
	return body.(object)
}

func (c *client) sameAnswer(again, first *answer) {
	c.t.Helper()
	for name, pair := range map[string][2]string{
		"status": {fmt.Sprint(again.status), fmt.Sprint(first.status)}, "body": {string(again.body), string(first.body)},
		"ETag": {again.etag(), first.etag()}, "Location": {again.header.Get("Location"), first.header.Get("Location")},
		"Content-Type": {again.header.Get("Content-Type"), first.header.Get("Content-Type")},
	} {
		if pair[0] != pair[1] {
			c.t.Errorf("%s: %s %q, at first %q", first.to, name, pair[0], pair[1])
		}
	}
}

func TestRepeatedRequests(t *testing.T) {
	eachResource(t, func(c *client, r resource) {
		before := c.head()
		a := c.repeats(r.path, r.body)
		if c.head() != before+1 {
			c.t.Errorf("the ledger went from %d to %d", before, c.head())
		}
		if r.change != nil {
			r.release(c, a)
			at := a.header.Get("Location")
			c.repeats(at+"/retract", object{"reason": "x"})
		}
	})
}

// A later change does not reach the first answer.
func TestTheFirstAnswerStays(t *testing.T) {
	each(t, func(c *client) {
		first := c.create("/v1/positions", position(nil), key("one"))
		at := first.header.Get("Location")
		c.correct(at, object{"summary": "Other words."})
		c.create(at+"/evidence", quote(plan, nil))
		c.retract(at)
		c.sameAnswer(c.post("/v1/positions", position(nil), key("one")), first)
	}, (*client).build)
}

func TestRepeatedDecisions(t *testing.T) {
	each(t, func(c *client) {
		draft := func() string { return "/v1/positions/" + c.state(object{"status": "proposed"}) }
		c.run("accept", func(c *client) { c.repeats(draft()+"/accept", object{"reason": "Checked."}) })
		c.run("accept without a body", func(c *client) { c.repeats(draft()+"/accept", nil) })
		c.run("reject", func(c *client) { c.repeats(draft()+"/reject", object{"reason": "No."}) })
		c.run("merge", func(c *client) { c.repeats("/v1/parties/russia/merge", object{"into": "ukraine"}) })
		c.run("revision", func(c *client) { c.repeats("/v1/articles/wire/revisions", object{"text": wire + " More."}) })
	}, (*client).build)
}

// A request that changed nothing is repeated with the same answer too, also
// after somebody else has changed what it was about.
func TestRepeatedRequestsThatChangedNothing(t *testing.T) {
	each(t, func(c *client) {
		c.run("the same text", func(c *client) {
			path := "/v1/articles/wire/revisions"
			first := c.post(path, object{"text": wire}, key("same text")).want(http.StatusOK)
			c.create(path, object{"text": "Another text."})
			c.unchanged(func() { c.sameAnswer(c.post(path, object{"text": wire}, key("same text")), first) })
		})
		c.run("retracted already", func(c *client) {
			c.retract("/v1/parties/usa")
			c.repeats("/v1/parties/usa/retract", object{"reason": "Again."})
		})
	}, (*client).build)
}

func TestAKeyBelongsToOneRequest(t *testing.T) {
	each(t, func(c *client) {
		c.create("/v1/parties", object{"kind": "state", "name": "A"}, key("k"))
		c.unchanged(func() {
			c.post("/v1/parties", object{"kind": "state", "name": "B"}, key("k")).refused(http.StatusUnprocessableEntity)
			c.post("/v1/negotiations", object{"name": "A"}, key("k")).refused(http.StatusUnprocessableEntity)
			c.post("/v1/parties", object{"kind": "state", "name": "A"}, key("")).want(http.StatusBadRequest)
			c.post("/v1/parties", object{"kind": "state", "name": "A"}, key(strings.Repeat("k", 129))).refused(http.StatusBadRequest, "?Idempotency-Key maxLength")
		})
		c.create("/v1/parties", object{"kind": "state", "name": "A"}, key("K"))
	}, (*client).build)
}

func TestARefusalDoesNotUseTheKey(t *testing.T) {
	each(t, func(c *client) {
		body := position(object{"party": "later"})
		c.unchanged(func() {
			c.post("/v1/positions", body, key("k")).refused(http.StatusUnprocessableEntity, "/party reference")
		})
		c.create("/v1/parties", object{"slug": "later", "kind": "state", "name": "Later"})
		first := c.create("/v1/positions", body, key("k"))
		c.unchanged(func() { c.sameAnswer(c.post("/v1/positions", body, key("k")), first) })
	}, (*client).build)
}

func TestRepeatedAtTheSameMoment(t *testing.T) {
	each(t, func(c *client) {
		before := c.head()
		answers, errs := make([]*answer, 8), make([]error, 8)
		var group sync.WaitGroup
		for i := range answers {
			group.Go(func() { answers[i], errs[i] = c.send(http.MethodPost, "/v1/positions", position(nil), key("k")) })
		}
		group.Wait()
		for i, a := range answers {
			if errs[i] != nil {
				c.t.Fatal(errs[i])
			}
			c.sameAnswer(a.want(http.StatusCreated), answers[0])
		}
		if n := len(c.all("/v1/positions")); n != 1 || c.head() != before+1 {
			c.t.Errorf("%d positions, the ledger went from %d to %d", n, before, c.head())
		}
	}, (*client).build)
}

// What is no transaction of the ledger is done once as well, and shows its secret
// again to who has the key, whom the database does not know.
func TestOnlyOnceOutsideTheLedger(t *testing.T) {
	each(t, func(c *client) {
		root := c.firstKey()
		for path, body := range map[string]object{"/v1/keys": {"name": "anna", "role": "admin"}, "/v1/workspaces": {"slug": "geneva"}} {
			k := key("5b1f7c6e-2f7a-4b6e-9d1c-0a1b2c3d4e5f" + path)
			first, again := c.create(path, body, root, k), c.create(path, body, root, k)
			if string(first.body) != string(again.body) || first.header.Get("Location") != again.header.Get("Location") {
				t.Errorf("%s: %s, then %s", path, first.body, again.body)
			}

		}
		anna := c.create("/v1/keys", object{"name": "berta", "role": "admin"}, root).bearer()
		hook, k := object{"url": "https://desk.example.org/x"}, key("0f1e2d3c-2f7a-4b6e-9d1c-0a1b2c3d4e5f")
		made := c.create("/v1/webhooks", hook, anna, k)
		if again := c.create("/v1/webhooks", hook, anna, k); string(again.body) != string(made.body) {
			t.Errorf("%s, then %s", made.body, again.body)
		}
		if n := len(c.get("/v1/webhooks", anna).at("/items").([]any)); n != 1 {
			t.Errorf("%d webhooks", n)
		}
		c.post("/v1/webhooks", object{"url": "https://desk.example.org/y"}, anna, k).refused(http.StatusUnprocessableEntity)
		c.post("/v1/webhooks", hook, anna, key("short")).refused(http.StatusBadRequest, "?Idempotency-Key minLength")
		path := "/v1/webhooks/" + made.id() + "/rotate"
		turn := key("77777777-2f7a-4b6e-9d1c-0a1b2c3d4e5f")
		if a, b := c.post(path, nil, anna, turn).want(http.StatusOK), c.post(path, nil, anna, turn).want(http.StatusOK); string(a.body) != string(b.body) {
			t.Errorf("%s, then %s", a.body, b.body)
		}
		c.create("/v1/articles", object{"slug": "a", "title": "A", "text": wire}, anna)
		c.post("/v1/articles/a/locate", object{"quote": offer}, anna, key("l")).want(http.StatusOK)
		c.post("/v1/articles/a/locate", object{"quote": offer}, anna, key("l")).want(http.StatusOK)
		c.post("/v1/articles/a/locate", object{"quote": "other"}, anna, key("l")).refused(http.StatusUnprocessableEntity)

		tables, err := c.store.Read(t.Context(), "default")
		if err != nil {
			t.Fatal(err)
		}
		name := sha256.Sum256([]byte("berta\n0f1e2d3c-2f7a-4b6e-9d1c-0a1b2c3d4e5f"))
		_, stored, found, err := tables.Answers().Get(t.Context(), "sha256:"+hex.EncodeToString(name[:]), time.Time{})
		if err != nil || !found || strings.Contains(stored, "whsec") || strings.Contains(stored, made.text("/secret")) || strings.Contains(stored, made.id()) {
			t.Errorf("stored %q, %t, %v", stored, found, err)
		}
	})
}
