package api_test

import (
	"net/http"
	"slices"
	"testing"
)

// buildTwins records one party twice, and refers to the second, "kiev", wherever a
// party can be referred to. It gives the position that does most of it.
func (c *client) buildTwins() (ids map[string]string) {
	c.t.Helper()
	c.build().buildMore()
	ids = map[string]string{}
	ids["kyiv"] = c.create("/v1/parties", object{"slug": "kyiv", "kind": "state", "name": "Kyiv", "aliases": []object{{"name": "Київ"}},
		"identifiers": []object{{"scheme": "wikidata", "value": "Q1899"}}}).id()
	ids["kiev"] = c.create("/v1/parties", object{"slug": "kiev", "kind": "state", "name": "Kiev", "aliases": []object{{"name": "киїВ"}, {"name": "Kiew", "language": "de"}},
		"identifiers": []object{{"scheme": "iso3166-1", "value": "UA"}}}).id()
	place := func(name, path string, body object) { ids[name] = c.create(path, body).header.Get("Location") }
	place("member", "/v1/parties/kiev/memberships", object{"group": "usa"})
	place("group", "/v1/parties/minister/memberships", object{"group": "kiev"})
	place("both", "/v1/parties/kiev/memberships", object{"group": "kyiv"})
	place("participation", "/v1/negotiations/talks/participations", object{"party": "kiev", "role": "party"})
	place("proposal", "/v1/proposals", object{"negotiation": "talks", "name": "x", "author": "kiev"})
	place("salience", "/v1/salience", object{"party": "kiev", "issue": "withdrawal", "value": 1, "dated": "2026"})
	place("position", "/v1/positions", position(object{"party": "kiev", "speaker": "kiev", "on_behalf_of": "kiev",
		"jointly_with": []string{"kyiv", "usa", "kiev"}, "addressed_to": []string{"kiev"},
		"conditions": []object{{"kind": "reciprocal", "text": "x", "party": "kiev"}},
		"evidence":   []object{quote(offer, object{"attributed_to": "kiev"})}}))
	place("draft", "/v1/positions", position(object{"party": "kiev", "status": "proposed"}))
	place("gone", "/v1/positions", position(object{"party": "kiev"}))
	c.retract(ids["gone"])
	return ids
}

func TestMerge(t *testing.T) {
	each(t, func(c *client) {
		ids := c.buildTwins()
		to := ids["kyiv"]
		merged := c.post("/v1/parties/kiev/merge", object{"into": "kyiv"}, with("Parley-Reason", "One city.")).want(http.StatusOK)
		merged.is(object{"/id": to, "/slug": "kyiv", "/name": "Kyiv", "/merged_into": nil})
		same(c.t, "aliases", column(merged.at("/aliases").([]any), "/name"), []string{"Київ", "Kiev", "Kiew"})
		same(c.t, "identifiers", column(merged.at("/identifiers").([]any), "/value"), []string{"Q1899", "UA"})
		for name, want := range map[string]object{
			"participation": {"/party": to},
			"proposal":      {"/author": to},
			"salience":      {"/party": to},
			"draft":         {"/party": to, "/status": "proposed"},
			"gone":          {"/party": to, "/status": "retracted"},
			"position": {"/party": to, "/speaker": to, "/on_behalf_of": to, "/jointly_with/0": to, "/addressed_to": []string{to},
				"/conditions/0/party": to, "/evidence/0/attributed_to": to},
		} {
			c.get(ids[name]).want(http.StatusOK).is(want)
		}
		if joint := c.get(ids["position"]).at("/jointly_with").([]any); len(joint) != 2 {
			c.t.Errorf("jointly with %s", asJSON(joint))
		}
		c.run("memberships", func(c *client) { c.checkMerged(ids) })
		c.run("filters", func(c *client) {
			for _, ref := range []string{"kiev", ids["kiev"], "kyiv", to} {
				if n := len(c.all("/v1/positions?status=any&party=" + ref)); n != 3 {
					c.t.Errorf("party=%s finds %d positions", ref, n)
				}
			}
			for _, name := range []string{"Kiev", "kiew", "Київ", "Kyiv"} {
				same(c.t, name, column(c.all(and("/v1/parties", "name", name)), "/id"), []string{to})
			}
			same(c.t, "identifier", column(c.all("/v1/parties?identifier=iso3166-1:UA"), "/id"), []string{to})
		})
		c.run("the ledger tells", func(c *client) { c.checkMergeInLedger(ids, merged.number()) })
	})
}

func (c *client) checkMerged(ids map[string]string) {
	c.t.Helper()
	c.get("/v1/parties/minister/memberships").want(http.StatusOK).is(object{"/items/0/group": ids["kyiv"]})
	same(c.t, "memberships", column(c.all("/v1/parties/kyiv/memberships"), "/group"), []string{c.get("/v1/parties/usa").id()})
	c.get("/v1/parties/kyiv/memberships?retracted=only").is(object{"/items/0/retracted/reason": "the member and the group were merged"})
	c.get(ids["member"]).want(http.StatusOK).is(object{"/member": ids["kyiv"]})
}

// checkMergeInLedger wants one transaction that shows what moved.
func (c *client) checkMergeInLedger(ids map[string]string, number int64) {
	c.t.Helper()
	transaction := c.get("/v1/transactions/" + asJSON(number)).want(http.StatusOK).is(object{"/reason": "One city."})
	changes := transaction.at("/changes").([]any)
	alike(c.t, "kinds", column(changes, "/kind"), []string{"party", "party", "membership", "membership", "membership", "participation",
		"proposal", "salience", "evidence", "position", "position", "position"})
	for _, change := range changes {
		kind := change.(object)["kind"].(string)
		member := map[string]string{"participation": "party", "proposal": "author", "salience": "party", "evidence": "attributed_to", "position": "party"}[kind]
		before, _ := lookUp(change, "/before/"+member)
		after, _ := lookUp(change, "/after/"+member)
		if member != "" && (before != ids["kiev"] || after != ids["kyiv"]) {
			c.t.Errorf("%s.%s went from %v to %v", kind, member, before, after)
		}
		if change.(object)["action"] != "merge" {
			c.t.Errorf("%s: action %v", kind, change.(object)["action"])
		}
	}
}

func TestMergedPartiesRedirect(t *testing.T) {
	each(t, func(c *client) {
		ids := c.buildTwins()
		to := "/v1/parties/" + ids["kyiv"]
		c.post("/v1/parties/kiev/merge", object{"into": ids["kyiv"]}).want(http.StatusOK)
		for _, ref := range []string{"kiev", ids["kiev"]} {
			at := "/v1/parties/" + ref
			if got := c.get(at).want(http.StatusMovedPermanently).header.Get("Location"); got != to {
				c.t.Errorf("%s leads to %s, want %s", at, got, to)
			}
			c.unchanged(func() {
				c.patch(at, object{"name": "x"}, ifMatch("*")).refused(http.StatusConflict)
				c.post(at+"/retract", object{"reason": "x"}).refused(http.StatusConflict)
				c.post(at+"/merge", object{"into": "usa"}).refused(http.StatusConflict)
			})
		}
		if got := c.get("/v1/parties/kiev?fields=id,name").want(http.StatusMovedPermanently).header.Get("Location"); got != to+"?fields=id,name" {
			c.t.Errorf("the redirect loses the query: %s", got)
		}
		c.create("/v1/salience", object{"party": "kiev", "issue": "withdrawal", "value": 2, "dated": "2026"}).is(object{"/party": ids["kyiv"]})
		if slices.Contains(column(c.all("/v1/parties"), "/id"), ids["kiev"]) {
			c.t.Error("the list shows the merged party")
		}
		c.run("over two steps", func(c *client) {
			c.post("/v1/parties/kyiv/merge", object{"into": "ukraine"}).want(http.StatusOK)
			c.get("/v1/parties/kiev").want(http.StatusMovedPermanently)
			c.get("/v1/positions?status=any&party=kiev").want(http.StatusOK)
			c.get(ids["position"]).is(object{"/party": c.get("/v1/parties/ukraine").id()})
		})
	})
}

func TestMergeIsRefused(t *testing.T) {
	each(t, func(c *client) {
		c.retract("/v1/parties/usa")
		c.unchanged(func() {
			c.post("/v1/parties/ukraine/merge", object{"into": "ukraine"}).refused(http.StatusUnprocessableEntity, "/into self")
			c.post("/v1/parties/ukraine/merge", object{"into": "nobody"}).refused(http.StatusUnprocessableEntity, "/into reference")
			c.post("/v1/parties/ukraine/merge", object{"into": "usa"}).refused(http.StatusUnprocessableEntity, "/into retracted")
			c.post("/v1/parties/ukraine/merge", object{}).refused(http.StatusUnprocessableEntity, "/into required")
			c.post("/v1/parties/usa/merge", object{"into": "ukraine"}).refused(http.StatusConflict)
			c.post("/v1/parties/nobody/merge", object{"into": "ukraine"}).refused(http.StatusNotFound)
		})
	}, (*client).build)
}

// Two parties with one entry in a register are one.
func TestIdentifiersAreTaken(t *testing.T) {
	each(t, func(c *client) {
		id := []object{{"scheme": "wikidata", "value": "Q212"}}
		c.correct("/v1/parties/ukraine", object{"identifiers": id})
		c.unchanged(func() {
			c.post("/v1/parties", object{"kind": "state", "name": "x", "identifiers": id}).refused(http.StatusUnprocessableEntity, "/identifiers/0 taken")
			c.patch("/v1/parties/usa", object{"identifiers": id}, ifMatch("*")).refused(http.StatusUnprocessableEntity, "/identifiers/0 taken")
		})
		c.retract("/v1/parties/ukraine")
		c.correct("/v1/parties/usa", object{"identifiers": id})
	}, (*client).build)
}
