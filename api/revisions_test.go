package api_test

import (
	"crypto/sha256"
	"encoding/hex"
	"maps"
	"net/http"
	"strings"
	"testing"
)

func TestRevisions(t *testing.T) {
	each(t, func(c *client) {
		path := "/v1/articles/wire/revisions"
		sum := sha256.Sum256([]byte(wire))
		first := c.get(path + "/1").want(http.StatusOK).is(object{"/text": wire, "/length": len([]rune(wire)), "/sha256": hex.EncodeToString(sum[:]), "/revision": 1})
		c.unchanged(func() {
			same := c.post(path, object{"text": wire}).want(http.StatusOK).is(object{"": first.at("")})
			if got := same.header.Get("Location"); !strings.HasSuffix(got, "/revisions/1") {
				c.t.Errorf("Location %q", got)
			}
			for _, empty := range []string{" ", " \n\t"} {
				c.post(path, object{"text": empty}).want(http.StatusUnprocessableEntity)
			}
		})
		second := c.create(path, object{"text": "Another text."}).is(object{"/revision": 2})
		c.create(path, object{"text": wire}).is(object{"/revision": 3, "/sha256": first.at("/sha256")})
		c.get(path + "/2").want(http.StatusOK).is(object{"": second.at("")})
		c.get("/v1/articles/wire").is(object{"/latest_revision": 3, "/number": c.head()})
		list := c.all(path)
		same(c.t, "revisions", column(list, "/revision"), []string{"1", "2", "3"})
		if _, found := list[0].(object)["text"]; found {
			c.t.Error("the list shows the texts")
		}
		c.get(path + "/4").refused(http.StatusNotFound)
		c.get(path+"/0").refused(http.StatusBadRequest, "?revision minimum")
	}, (*client).build)
}

// anchoring is where a passage is, as the rule says; what is not given is null.
func anchoring(revision int, state string, given object) object {
	a := object{"revision": revision, "state": state, "start": nil, "end": nil, "exact": nil, "score": nil,
		"difference": nil, "by_hand": false, "reason": nil, "reviewed": false}
	maps.Copy(a, given)
	return a
}

func TestReanchoring(t *testing.T) {
	door := "The door stays open."
	tests := []struct {
		name, quote, text string
		want              object
	}{
		{"anchored", talks, talks + " Nothing else is left.", object{"start": 0, "end": len(talks), "exact": talks}},
		{"moved", plan, "Before: " + plan, object{"start": 8, "end": 8 + len(plan), "exact": plan}},
		{"ambiguous", plan, plan + " " + plan, nil},
		{"orphaned", plan, door + " " + zone, nil},
	}
	each(t, func(c *client) {
		for _, test := range tests {
			c.run(test.name, func(c *client) {
				article := c.create("/v1/articles", object{"text": wire}).header.Get("Location")
				passage := c.create(article+"/passages", object{"quote": test.quote})
				c.create(article+"/revisions", object{"text": test.text})
				after := c.get("/v1/passages/" + passage.id()).want(http.StatusOK)
				after.is(object{"/anchor": anchoring(2, test.name, test.want), "/state": test.name, "/placed": nil})
				for _, name := range []string{"revision", "exact", "prefix", "suffix", "start", "end"} {
					after.is(object{"/" + name: passage.at("/" + name)})
				}
				same(c.t, "by state", column(c.all(article+"/passages?state="+test.name), "/id"), []string{passage.id()})
				c.get("/v1/transactions/" + asJSON(c.head())).want(http.StatusOK).is(object{"/changes/2/kind": "passage",
					"/changes/2/action": "anchor", "/changes/2/before/state": "anchored", "/changes/2/after/state": test.name})
			})
		}
	})
}

// Other typography is a change, with how much is the same.
func TestReanchoringToOtherTypography(t *testing.T) {
	each(t, func(c *client) {
		quoted := "“We won’t leave alone — not one metre,”"
		retyped := `"We won't leave alone - not one metre,"`
		passage := c.create("/v1/articles/wire/passages", object{"quote": quoted})
		c.create("/v1/articles/wire/revisions", object{"text": strings.Replace(wire, quoted, retyped, 1)})
		after := c.get("/v1/passages/" + passage.id()).is(object{"/state": "changed", "/anchor/exact": retyped, "/exact": quoted})
		if score := after.at("/anchor/score").(float64); score <= 0.8 || score >= 1 {
			c.t.Errorf("score %v", score)
		}
	}, (*client).build)
}

// Other words are a change too, as long as they are mostly the same; what only
// looks alike is not taken for it.
func TestReanchoringToOtherWords(t *testing.T) {
	each(t, func(c *client) {
		reworded := strings.Replace(offer, "would pull its troops", "might pull most troops", 1)
		passage := c.create("/v1/articles/wire/passages", object{"quote": offer})
		short := c.create("/v1/articles/wire/passages", object{"quote": "A plan was"})
		text := strings.NewReplacer(offer, reworded, "A plan was", "A plane was").Replace(wire)
		c.create("/v1/articles/wire/revisions", object{"text": text})
		after := c.get("/v1/passages/" + passage.id()).is(object{"/state": "changed", "/anchor/exact": reworded, "/exact": offer,
			"/anchor/difference": []object{
				{"op": "kept", "text": "Kyiv "}, {"op": "removed", "text": "would"}, {"op": "added", "text": "might"}, {"op": "kept", "text": " pull "},
				{"op": "removed", "text": "its"}, {"op": "added", "text": "most"}, {"op": "kept", "text": " troops back by up to 40 km if Moscow did the same"},
			}})
		if score := after.at("/anchor/score").(float64); score <= 0.8 || score >= 1 {
			c.t.Errorf("score %v", score)
		}
		c.get("/v1/passages/" + short.id()).is(object{"/state": "orphaned", "/anchor/exact": nil, "/anchor/score": nil})
	}, (*client).build)
}

// An orphan stays where it was quoted: with its position, in its old revision.
func TestOrphansStayVisible(t *testing.T) {
	each(t, func(c *client) {
		at := "/v1/positions/" + c.state(nil)
		c.create("/v1/articles/wire/revisions", object{"text": "Everything was rewritten."})
		c.get(at).want(http.StatusOK).is(object{"/status": "accepted", "/evidence/0/selected/exact": offer,
			"/evidence/0/selected/state": "orphaned", "/evidence/0/selected/revision": 1})
		c.get("/v1/history").is(object{"/items/0/quote": offer, "/items/0/passage_state": "orphaned", "/items/0/revision": 1})
		c.create("/v1/articles/wire/passages", object{"quote": offer, "revision": 1}).is(object{"/revision": 1})
		c.create("/v1/articles/wire/revisions", object{"text": wire})
		c.get(at).is(object{"/evidence/0/selected/state": "anchored", "/evidence/0/selected/anchor/revision": 3})
	}, (*client).build)
}
