package api_test

import (
	"net/http"
	"strings"
	"testing"
)

// What would give a wrong answer silently, or a fault of the server, is refused.
func TestRefusesWhatWouldMislead(t *testing.T) {
	each(t, func(c *client) {
		c.state(nil)
		for query, fault := range map[string]string{
			"subtree=true":                  "?subtree needs-issue",
			"known_at=9999":                 "?known_at unrecorded",
			"known_at=2999-01-01T00:00:00Z": "?known_at future",
			"known_at=yesterday":            "?known_at pattern",
		} {
			for _, path := range []string{"/v1/positions?", "/v1/history?", "/v1/exports/position-history.csv?"} {
				c.get(path+query).refused(http.StatusBadRequest, fault)
				c.get(path + "subtree=false").want(http.StatusOK) // generated clients send what is the default
			}
		}
		for _, path := range []string{"/v1/parties/%00", "/v1/parties/%ff", "/v1/articles/%00/revisions", "/v1/positions/a%00b"} {
			c.get(path).want(http.StatusBadRequest)
		}
		c.unchanged(func() {
			c.post("/v1/articles", object{"retrieved_at": "2026-01-01T00:00:00+24:30"}).refused(http.StatusUnprocessableEntity, "/retrieved_at format")
			c.post("/v1/articles/wire/passages", `{"start":1.0,"end":5}`).refused(http.StatusUnprocessableEntity, "/start type")
			c.post("/v1/issues", object{"slug": "none", "negotiation": "talks", "question": "?"}).refused(http.StatusUnprocessableEntity, "/slug reserved")
			c.post("/v1/parties/usa/retract", object{"reason": "  "}).refused(http.StatusUnprocessableEntity, "/reason required")
			c.post("/v1/articles", object{"url": "https://example.org/" + strings.Repeat("ї", 1100)}).want(http.StatusUnprocessableEntity)
		})
	}, (*client).build)
}

// Names that a database would find too long for an index are stored and found.
func TestLongNames(t *testing.T) {
	each(t, func(c *client) {
		long := strings.Repeat("ﷺ", 300) // one character that folds to eighteen
		c.create("/v1/parties", object{"slug": "long", "kind": "person", "name": long})
		c.create("/v1/articles", object{"slug": "wide", "publisher": strings.Repeat("𝔛", 300), "url": "https://example.org/" + strings.Repeat("ї", 900)})
		if n := len(c.get(and("/v1/parties", "name", long)).want(http.StatusOK).items()); n != 1 {
			c.t.Errorf("found %d parties", n)
		}
	})
}

// A comma is part of a publisher's name.
func TestPublisherWithComma(t *testing.T) {
	each(t, func(c *client) {
		c.create("/v1/articles", object{"slug": "inc", "publisher": "Foo, Inc.", "text": wire})
		c.state(object{"slug": "of-inc", "evidence": []object{quote(offer, object{"article": "inc"})}})
		for _, path := range []string{"/v1/articles", "/v1/positions", "/v1/history"} {
			if n := len(c.get(and(path, "publisher", "Foo, Inc.")).want(http.StatusOK).items()); n != 1 {
				c.t.Errorf("%s: found %d", path, n)
			}
		}
	}, (*client).build)
}

// Nothing new belongs to what was taken back.
func TestNothingUnderWhatWasRetracted(t *testing.T) {
	each(t, func(c *client) {
		c.create("/v1/negotiations", object{"slug": "gone", "name": "Gone"})
		c.create("/v1/parties", object{"slug": "ghost", "kind": "person", "name": "Ghost"})
		c.create("/v1/articles", object{"slug": "pulped", "text": wire})
		for _, path := range []string{"/v1/negotiations/gone", "/v1/parties/ghost", "/v1/articles/pulped"} {
			c.retract(path)
		}
		c.unchanged(func() {
			c.post("/v1/negotiations/gone/rounds", object{"name": "Round"}).want(http.StatusConflict)
			c.post("/v1/negotiations/gone/participations", object{"party": "usa", "role": "host"}).want(http.StatusConflict)
			c.post("/v1/parties/ghost/memberships", object{"group": "usa"}).want(http.StatusConflict)
			c.post("/v1/articles/pulped/passages", object{"quote": plan}).want(http.StatusConflict)
		})
	}, (*client).build)
}

// A draft is judged again when it is accepted.
func TestDraftOfARetractedParty(t *testing.T) {
	each(t, func(c *client) {
		c.create("/v1/parties", object{"slug": "brief", "kind": "person", "name": "Brief"})
		draft := c.state(object{"party": "brief", "status": "proposed"})
		c.retract("/v1/parties/brief")
		c.post("/v1/positions/"+draft+"/accept", nil).refused(http.StatusUnprocessableEntity, "/party retracted")
	}, (*client).build)
}

// A quote taken from an older text is looked up in the newest as well.
func TestQuoteFromAnOlderRevision(t *testing.T) {
	each(t, func(c *client) {
		c.create("/v1/articles/wire/revisions", object{"text": strings.Replace(wire, plan+" ", "", 1)})
		old := quote(plan, object{"revision": 1})
		c.unchanged(func() {
			c.post("/v1/positions", position(object{"evidence": []object{old}})).refused(http.StatusUnprocessableEntity, "/evidence no-evidence")
		})
		passage := c.create("/v1/articles/wire/passages", object{"quote": plan, "revision": 1})
		if state := passage.at("/state"); state != "orphaned" {
			c.t.Errorf("state is %v", state)
		}
		if revision := passage.at("/revision"); revision != 1.0 {
			c.t.Errorf("revision is %v", revision)
		}
		c.state(object{"evidence": []object{quote(offer, object{"revision": 1})}})
	}, (*client).build)
}

// A scale stays while positions are placed on it.
func TestScaleInUse(t *testing.T) {
	each(t, func(c *client) {
		placed := c.state(object{"scale": object{"value": 40}})
		c.patch("/v1/issues/withdrawal", object{"scale": nil}, ifMatch("*")).refused(http.StatusUnprocessableEntity, "/scale in-use")
		c.correct("/v1/positions/"+placed, object{"scale": nil})
		c.correct("/v1/issues/withdrawal", object{"scale": nil})
	}, (*client).build)
}

// Large quantities are written as people write them.
func TestTermsWithoutExponent(t *testing.T) {
	each(t, func(c *client) {
		c.state(object{"terms": []object{{"name": "troops", "comparison": "=", "value": 1500000}}})
		row := c.get("/v1/history?fields=terms").want(http.StatusOK)
		if terms := row.at("/items/0/terms"); terms != "troops = 1500000" {
			c.t.Errorf("terms are %v", terms)
		}
	}, (*client).build)
}

// If-Match takes a list of tags, of which one has to fit.
func TestIfMatchList(t *testing.T) {
	each(t, func(c *client) {
		tag := c.get("/v1/parties/usa").header.Get("ETag")
		c.patch("/v1/parties/usa", object{"name": "America"}, ifMatch(`"1-abc", `+tag)).want(http.StatusOK)
		c.patch("/v1/parties/usa", object{"name": "USA"}, ifMatch(`"1-abc", `+tag)).want(http.StatusPreconditionFailed)
		c.patch("/v1/parties/usa", object{"name": "USA"}, ifMatch("W/"+tag)).want(http.StatusPreconditionFailed)
	}, (*client).build)
}

// Messages say what to write, not which pattern was missed.
func TestWordsOfFaults(t *testing.T) {
	each(t, func(c *client) {
		for body, word := range map[string]string{
			`{"party":"ukraine","issue":"withdrawal","act":"offer","summary":"x","stated":"22.01.2026"}`:                 "write a date such as 2026-01-22",
			`{"slug":"L1 Low","party":"ukraine","issue":"withdrawal","act":"offer","summary":"x","stated":"2026-01-22"}`: "is not a slug: use 1 to 64 of a-z",
			`{"party":"ukraine","issue":"withdrawal","act":"offer","summary":"x","stated":"2026-01-22","evidense":[]}`:   "it takes act, addressed_to",
			"{\"party\":\"ukraine\",\n\"summary\":\"two\nlines\"}":                                                       "line 2, column 15",
			`{"party":"ukraine","issue":"withdrawal","act":"offer","summary":"x","stated":"2026-01-22",}`:                "line 1, column 91",
		} {
			if a := c.post("/v1/positions", body); a.status < 400 || !strings.Contains(string(a.body), word) {
				c.t.Errorf("%s\nanswers %s\nwithout %q", body, a.body, word)
			}
		}
		if a := c.get("/v1/positions?stated_from=1.1.2026"); !strings.Contains(string(a.body), "such as 2026-01-31") {
			c.t.Errorf("%s", a.body)
		}
	}, (*client).build)
}

// What a keyboard has is taken for the signs that are stored.
func TestComparisonsFromAKeyboard(t *testing.T) {
	each(t, func(c *client) {
		id := c.state(object{"terms": []object{{"name": "depth", "comparison": "<=", "value": 40, "unit": "km"}}})
		if got := c.get("/v1/positions/" + id).at("/terms/0/comparison"); got != "≤" {
			c.t.Errorf("comparison is %v", got)
		}
	}, (*client).build)
}
