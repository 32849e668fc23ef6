package api_test

import (
	"fmt"
	"net/http"
	"strings"
	"sync"
	"testing"
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
