package api_test

import (
	"net/http"
	"strings"
	"testing"
)

// Every kind of write takes the next number and shows what it did.
func TestEveryWriteIsOneTransaction(t *testing.T) {
	eachResource(t, func(c *client, r resource) {
		before := c.head()
		reason := with("Parley-Reason", "Bücher & <Quellen>, 30 % mehr.")
		created := c.create(r.path, r.body, reason)
		at := created.header.Get("Location")
		c.wantChange(r, before+1, "create", nil, created)
		if r.change == nil {
			return
		}
		updated := c.patch(at, r.change, ifMatch(created.etag()), reason).want(http.StatusOK)
		c.wantChange(r, before+2, "update", created, updated)
		r.release(c, created)
		before = c.head()
		retracted := c.post(at+"/retract", object{"reason": "x"}, reason).want(http.StatusOK)
		c.wantChange(r, before+1, "retract", updated, retracted)
	})
}

// wantChange wants a number of the ledger to show a resource before and after.
func (c *client) wantChange(r resource, number int64, action string, before, after *answer) {
	c.t.Helper()
	a := c.get("/v1/transactions/" + asJSON(number)).want(http.StatusOK)
	a.is(object{"/number": number, "/actor": "tester", "/reason": "Bücher & <Quellen>, 30 % mehr."})
	for _, change := range a.at("/changes").([]any) {
		change := change.(object)
		if change["kind"] != strings.ReplaceAll(strings.Replace(r.name, "proposal version", "proposal_version", 1), " ", "_") || change["action"] != action {
			continue
		}
		if equal(change["after"], shown(after)) && equal(change["before"], shown(before)) {
			return
		}
		c.t.Errorf("%s %s\nbefore %s\n  want %s\nafter %s\n want %s", action, r.name, asJSON(change["before"]), asJSON(shown(before)), asJSON(change["after"]), asJSON(shown(after)))
		return
	}
	c.t.Errorf("no %s of a %s in %s", action, r.name, a.body)
}

// shown is a resource without what only single ones show beside it.
func shown(a *answer) any {
	if a == nil {
		return nil
	}
	whole := a.at("").(object)
	for _, name := range []string{"evidence", "selected", "text"} {
		if name != "text" || whole["sha256"] != nil {
			delete(whole, name)
		}
	}
	return whole
}

// A write of several resources shows all of them under its one number.
func TestOneTransactionForAllOfAPosition(t *testing.T) {
	each(t, func(c *client) {
		earlier := c.state(nil)
		c.state(object{"stated": "2026-02", "supersedes": []string{earlier}, "evidence": []object{quote(plan, nil), quote(zone, nil)}})
		a := c.get("/v1/transactions/" + asJSON(c.head())).want(http.StatusOK)
		changes := a.at("/changes").([]any)
		var seen []string
		for _, change := range changes {
			change := change.(object)
			seen = append(seen, change["kind"].(string)+" "+change["action"].(string))
			if (change["before"] == nil) != (change["action"] == "create") || change["after"] == nil {
				c.t.Errorf("before and after of %s: %s", seen[len(seen)-1], asJSON(change))
			}
		}
		alike(c.t, "changes", seen, []string{"position create", "passage create", "passage create", "evidence create", "evidence create", "position end"})
	}, (*client).build)
}

func TestTheLedgerHasNoGaps(t *testing.T) {
	each(t, func(c *client) {
		head := c.head()
		numbers := column(c.all("/v1/transactions?limit=7"), "/number")
		for i, number := range numbers {
			if number != asJSON(i+1) {
				t.Fatalf("number %s at place %d", number, i+1)
			}
		}
		if int64(len(numbers)) != head {
			t.Errorf("%d transactions, head %d", len(numbers), head)
		}
		times := column(c.all("/v1/transactions?fields=recorded_at"), "/recorded_at")
		for i := 1; i < len(times); i++ {
			if len(times[i]) == len(times[i-1]) && times[i] < times[i-1] {
				t.Errorf("number %d was recorded at %s, the one before at %s", i+1, times[i], times[i-1])
			}
		}
		c.get("/v1/transactions/" + asJSON(head+1)).refused(http.StatusNotFound)
		c.get("/v1/transactions/0").refused(http.StatusBadRequest, "?number minimum")
		c.get("/v1/transactions/x").refused(http.StatusBadRequest, "?number format")
	}, (*client).buildPages)
}

func TestReasons(t *testing.T) {
	each(t, func(c *client) {
		at := "/v1/positions/" + c.state(nil)
		c.post(at+"/retract", object{"reason": "From the body."}).want(http.StatusOK)
		c.get("/v1/transactions/" + asJSON(c.head())).is(object{"/reason": "From the body."})
		at = "/v1/positions/" + c.state(nil)
		c.post(at+"/retract", object{"reason": "From the body."}, with("Parley-Reason", "From the header.")).want(http.StatusOK).
			is(object{"/retracted/reason": "From the body."})
		c.get("/v1/transactions/" + asJSON(c.head())).is(object{"/reason": "From the header."})
		c.state(nil)
		c.get("/v1/transactions/" + asJSON(c.head())).is(object{"/reason": nil})
		c.unchanged(func() {
			c.post("/v1/positions", position(nil), with("Parley-Reason", strings.Repeat("x", 501))).refused(http.StatusBadRequest, "?Parley-Reason maxLength")
		})
	}, (*client).build)
}
