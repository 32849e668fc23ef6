package api_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
)

// states are the records of a passage's way, each as its revision and state, with
// an asterisk where a person placed it and an exclamation mark where it is reviewed.
func (c *client) states(passage string) []string {
	c.t.Helper()
	var list []string
	for _, item := range c.all("/v1/passages/" + passage + "/anchors") {
		r := item.(object)
		mark := ""
		if r["by_hand"].(bool) {
			mark += "*"
		}
		if r["reviewed"].(bool) {
			mark += "!"
		}
		list = append(list, fmt.Sprint(r["revision"], " ", r["state"], mark))
	}
	return list
}

// An article is revised four times: the sentence is moved, reworded, removed and
// comes back. The selection stays as it was made, and each step is kept.
func TestHowAPassageTravelled(t *testing.T) {
	reworded := strings.Replace(offer, "would pull", "might pull", 1)
	each(t, func(c *client) {
		passage := c.create("/v1/articles/wire/passages", object{"quote": offer}).id()
		created := c.get("/v1/passages/" + passage)
		for _, text := range []string{"Updated. " + wire, strings.Replace(wire, offer, reworded, 1), plan, wire} {
			c.revise(text)
		}
		path := "/v1/passages/" + passage + "/anchors"
		same(c.t, "states", c.states(passage), []string{"1 anchored", "2 moved", "3 changed", "4 orphaned", "5 anchored"})
		start := codePoint(wire, offer)
		all := c.get(path).want(http.StatusOK)
		all.is(object{
			"/items/0/start": start, "/items/0/exact": offer, "/items/0/number": created.number(), "/items/0/actor": "tester",
			"/items/1/start": start + 9, "/items/1/score": nil, "/items/1/difference": nil,
			"/items/2/exact": reworded, "/items/2/difference/1": object{"op": "removed", "text": "would"}, "/items/2/difference/2": object{"op": "added", "text": "might"},
			"/items/3/exact": nil, "/items/3/start": nil, "/items/4/recorded_at": c.get("/v1/passages/" + passage).at("/updated_at"),
		})
		for _, name := range []string{"revision", "exact", "prefix", "suffix", "start", "end"} {
			c.get("/v1/passages/" + passage).is(object{"/" + name: created.at("/" + name)})
		}
		back := column(c.all(path+"?sort=-recorded&limit=2&fields=revision,state"), "/revision")
		same(c.t, "backwards, in pages", back, []string{"5", "4", "3", "2", "1"})
		c.get("/v1/passages/01a1fff9-d7f4-73e2-8155-fcce1f3f0658/anchors").want(http.StatusNotFound)
	}, (*client).build)
}

// A passage selected in an old revision has stood there, and is looked up in the
// newest at once. Both records have one number, and a page ends between them.
func TestWayOfAPassageOfAnOldRevision(t *testing.T) {
	each(t, func(c *client) {
		c.revise("Rain.")
		c.revise("Updated. " + wire)
		passage := c.create("/v1/articles/wire/passages", object{"quote": offer, "revision": 1}).is(object{"/state": "moved"}).id()
		same(c.t, "states", c.states(passage), []string{"1 anchored", "3 moved"})
		pages := c.all("/v1/passages/" + passage + "/anchors?limit=1")
		same(c.t, "pages", column(pages, "/revision"), []string{"1", "3"})
	}, (*client).build)
}

// A later revision is followed from where a person put the passage, and never
// goes back to what the person passed over.
func TestPlacedPassagesAreFollowed(t *testing.T) {
	reworded := strings.Replace(turned, "is ready to go", "would go", 1)
	zoneReworded := strings.Replace(zone, "proposed", "rejected", 1)
	tests := []struct {
		name string
		// first is the text the person read, then those that follow.
		first  string
		in     object
		then   []string
		states []string
	}{
		{"the same words", wireTurned, object{"quote": turned}, []string{"Updated. " + wireTurned}, []string{"3 changed!"}},
		{"other words", wireTurned, object{"quote": turned}, []string{strings.Replace(wireTurned, turned, reworded, 1)}, []string{"3 changed"}},
		{"removed, and back as they were", wireTurned, object{"quote": turned}, []string{plan, wireTurned}, []string{"3 orphaned", "4 changed!"}},
		{"the selected words are back instead", wireTurned, object{"quote": turned}, []string{plan, wire}, []string{"3 orphaned", "4 anchored"}},
		{"both are there", wireTurned, object{"quote": turned}, []string{wireTurned + " " + offer}, []string{"3 changed!"}},
		{"not what was found and turned down", "Updated. " + wire, object{"quote": zone}, []string{strings.Replace(wire, zone, "", 1)}, []string{"3 orphaned"}},
		{"nowhere, though the words still stand there", "Updated. " + wire, object{"orphaned": true}, []string{wire, "Again. " + wire}, []string{"3 orphaned!", "4 orphaned!"}},
		{"nowhere, until the words are back", wireTurned, object{"orphaned": true}, []string{plan, wire}, []string{"3 orphaned!", "4 anchored"}},
		{"nowhere, though something like it is back", wireTurned, object{"orphaned": true}, []string{strings.Replace(wire, "would pull", "might pull", 1)}, []string{"3 orphaned!"}},
		{"twice, so that none can be preferred", wireTurned, object{"quote": turned}, []string{turned + ". Or: " + turned}, []string{"3 ambiguous"}},
		{"to a sentence that is reworded", wire, object{"quote": zone}, []string{strings.Replace(wire, zone, zoneReworded, 1)}, []string{"3 changed"}},
	}
	each(t, func(c *client) {
		for _, test := range tests {
			c.run(test.name, func(c *client) {
				article := c.create("/v1/articles", object{"text": wire}).header.Get("Location")
				passage := c.create(article+"/passages", object{"quote": offer}).id()
				c.create(article+"/revisions", object{"text": test.first + " "})
				c.place(passage, test.in).want(http.StatusOK)
				for _, text := range test.then {
					c.create(article+"/revisions", object{"text": text})
				}
				same(c.t, "states", c.states(passage)[3:], test.states)
				after := c.get("/v1/passages/" + passage).is(object{"/exact": offer, "/revision": 1, "/placed/revision": 2, "/anchor/by_hand": false})
				if s, lost := after.text("/state"), after.at("/anchor/exact") == nil; lost != (s == "orphaned" || s == "ambiguous") {
					c.t.Errorf("%s", after.body)
				}
			})
		}
	})
}
