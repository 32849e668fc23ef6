package api_test

import (
	"net/http"
	"testing"
)

// Every status, and what each decision makes of it; empty where it is refused.
func TestStatusMachine(t *testing.T) {
	becomes := map[string]map[string]string{
		"proposed":  {"accept": "accepted", "reject": "rejected", "retract": ""},
		"accepted":  {"accept": "", "reject": "", "retract": "retracted"},
		"rejected":  {"accept": "", "reject": "", "retract": ""},
		"retracted": {"accept": "", "reject": "", "retract": ""},
	}
	each(t, func(c *client) {
		for from, decisions := range becomes {
			for decision, to := range decisions {
				c.run(from+" "+decision, func(c *client) { c.decide(from, decision, to) })
			}
		}
	}, (*client).build)
}

func (c *client) decide(from, decision, to string) {
	c.t.Helper()
	at := "/v1/positions/" + c.inStatus(from)
	reason := object{"reason": "Because."}
	if to == "" {
		c.unchanged(func() { c.post(at+"/"+decision, reason).refused(http.StatusConflict) })
		c.get(at).want(http.StatusOK).is(object{"/status": from})
		return
	}
	a := c.post(at+"/"+decision, reason).want(http.StatusOK).is(object{"/status": to, "/number": c.head()})
	if to != "accepted" {
		a.is(object{"/retracted/reason": "Because."})
	}
	c.asRead(c.get(at).want(http.StatusOK), a, resource{name: "position"}.toldWhenRead())
	c.get("/v1/transactions/" + asJSON(a.number())).want(http.StatusOK).is(object{
		"/reason": "Because.", "/changes/0/action": decision, "/changes/0/before/status": from, "/changes/0/after/status": to})
}

// inStatus records a position and brings it into a status.
func (c *client) inStatus(status string) string {
	c.t.Helper()
	first := "proposed"
	if status == "accepted" || status == "retracted" {
		first = "accepted"
	}
	id := c.state(object{"status": first})
	switch status {
	case "rejected":
		c.post("/v1/positions/"+id+"/reject", nil).want(http.StatusOK)
	case "retracted":
		c.retract("/v1/positions/" + id)
	}
	return id
}

func TestAcceptedPositionsNeedSupport(t *testing.T) {
	each(t, func(c *client) {
		c.unchanged(func() {
			for _, evidence := range []any{nil, []object{}, []object{quote(plan, object{"relation": "disputes"}), quote(zone, object{"relation": "context"})}} {
				c.post("/v1/positions", position(object{"evidence": evidence})).refused(http.StatusUnprocessableEntity, "/evidence no-evidence")
			}
			c.post("/v1/positions", position(object{"status": "rejected"})).refused(http.StatusUnprocessableEntity, "/status enum")
		})
		bare := "/v1/positions/" + c.state(object{"status": "proposed", "evidence": nil})
		c.unchanged(func() { c.post(bare+"/accept", nil).refused(http.StatusConflict) })
		first := c.create(bare+"/evidence", quote(plan, nil)).id()
		c.post(bare+"/accept", nil).want(http.StatusOK).is(object{"/status": "accepted"})
		c.keepsItsLast(bare, first)
		c.create(bare+"/evidence", quote(zone, nil))
		c.retract(bare + "/evidence/" + first)
		c.get(bare).want(http.StatusOK).is(object{"/evidence/0/selected/exact": zone})
	}, (*client).build)
}

// keepsItsLast checks that an accepted position cannot lose its only support.
func (c *client) keepsItsLast(position, evidence string) {
	c.t.Helper()
	at := position + "/evidence/" + evidence
	c.unchanged(func() {
		c.post(at+"/retract", object{"reason": "x"}).refused(http.StatusConflict)
		c.patch(at, object{"relation": "context"}, ifMatch("*")).refused(http.StatusConflict)
	})
}

// What an orphaned passage said is no longer in the article: it supports nothing.
func TestOrphansSupportNothing(t *testing.T) {
	each(t, func(c *client) {
		orphan := c.create("/v1/articles/wire/passages", object{"quote": plan}).id()
		c.create("/v1/articles/wire/revisions", object{"text": "Nothing of it is left."})
		evidence := []object{{"passage": orphan, "relation": "supports"}}
		c.unchanged(func() {
			c.post("/v1/positions", position(object{"evidence": evidence})).refused(http.StatusUnprocessableEntity, "/evidence no-evidence")
		})
		proposed := "/v1/positions/" + c.state(object{"status": "proposed", "evidence": evidence})
		c.unchanged(func() { c.post(proposed+"/accept", nil).refused(http.StatusConflict) })
	}, (*client).build)
}

func TestEvidenceOfAnotherPosition(t *testing.T) {
	each(t, func(c *client) {
		one, other := "/v1/positions/"+c.state(nil), "/v1/positions/"+c.state(nil)
		evidence := c.get(one).text("/evidence/0/id")
		c.get(one + "/evidence/" + evidence).want(http.StatusOK)
		c.unchanged(func() {
			c.get(other + "/evidence/" + evidence).refused(http.StatusNotFound)
			c.patch(other+"/evidence/"+evidence, object{"note": "x"}, ifMatch("*")).refused(http.StatusNotFound)
			c.post(other+"/evidence/"+evidence+"/retract", object{"reason": "x"}).refused(http.StatusNotFound)
		})
	}, (*client).build)
}
