package api_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
)

// turned is what became of the offer: too unlike it to be found by the rule.
const turned = "If Moscow pulls its own troops back, Kyiv is ready to go 40 km, too"

var wireTurned = strings.Replace(wire, offer, turned, 1)

// place places a passage by hand.
func (c *client) place(passage string, in object) *answer {
	c.t.Helper()
	at := "/v1/passages/" + passage
	return c.post(at+"/anchor", changed(object{"reason": "read it again"}, in), ifMatch(c.get(at).etag()))
}

// revise gives the wire a new text.
func (c *client) revise(text string) {
	c.t.Helper()
	c.create("/v1/articles/wire/revisions", object{"text": text})
}

// lost records a position whose only passage the next revision orphans.
func (c *client) lost() (position, passage string) {
	c.t.Helper()
	position = c.state(nil)
	passage = c.get("/v1/positions/" + position).text("/evidence/0/passage")
	c.revise(wireTurned)
	c.get("/v1/passages/" + passage).is(object{"/state": "orphaned"})
	return position, passage
}

// A position without support comes back into force when its passage is placed,
// and what was answered before stays as it was.
func TestPlacingBringsSupportBack(t *testing.T) {
	each(t, func(c *client) {
		position, passage := c.lost()
		before := c.head()
		conflicts := "/v1/negotiations/talks/conflicts?kind=unsupported,orphaned"
		c.get(conflicts).is(object{"/conflicts/0/kind": "unsupported", "/conflicts/1/kind": "orphaned"})
		was := c.get(and("/v1/positions/"+position, "known_at", fmt.Sprint(before))).want(http.StatusOK)

		start := codePoint(wireTurned, turned)
		placed := c.place(passage, object{"quote": turned}).want(http.StatusOK)
		placed.is(object{"/exact": offer, "/revision": 1, "/state": "changed", "/anchor/state": "changed", "/anchor/revision": 2,
			"/anchor/exact": turned, "/anchor/start": start, "/anchor/end": start + len(turned), "/anchor/by_hand": true,
			"/anchor/reviewed": true, "/anchor/reason": "read it again", "/placed": object{"revision": 2, "start": start, "end": start + len(turned)}})
		if score := placed.at("/anchor/score").(float64); score <= 0 || score >= 0.5 {
			c.t.Errorf("score %v", score)
		}
		c.get("/v1/transactions/" + fmt.Sprint(before+1)).want(http.StatusOK).is(object{"/reason": "read it again",
			"/changes/0/action": "anchor", "/changes/0/before/state": "orphaned", "/changes/0/after/state": "changed"})

		c.get(conflicts).is(object{"/conflicts": []any{}})
		c.get("/v1/positions/" + position).is(object{"/evidence/0/selected/state": "changed", "/corroboration/origins": 1})
		c.get("/v1/negotiations/talks/changes?from=" + fmt.Sprint(before)).is(object{"/changes/0/evidence/0/what": "found"})
		c.get(and("/v1/positions/"+position, "known_at", fmt.Sprint(before))).is(object{"": was.at("")})
		c.get(and(conflicts, "known_at", fmt.Sprint(before))).is(object{"/conflicts/0/kind": "unsupported"})
	}, (*client).build)
}

// What state a passage has, follows from where it was put.
func TestPlacedStates(t *testing.T) {
	text := "Before it. " + offer + ". And " + plan + " Twice: " + plan
	tests := []struct {
		name string
		in   object
		want object
	}{
		{"anchored", object{"start": 0, "end": len(talks)}, object{"/state": "anchored", "/anchor/score": nil, "/anchor/exact": talks}},
		{"moved", object{"quote": talks, "prefix": "again: "}, object{"/state": "moved", "/anchor/difference": nil}},
		{"changed", object{"quote": "Before it."}, object{"/state": "changed", "/anchor/exact": "Before it."}},
		{"orphaned", object{"orphaned": true}, object{"/state": "orphaned", "/anchor/start": nil, "/anchor/exact": nil, "/anchor/score": nil,
			"/placed": object{"revision": 2, "start": nil, "end": nil}}},
	}
	each(t, func(c *client) {
		for _, test := range tests {
			c.run(test.name, func(c *client) {
				article := c.create("/v1/articles", object{"text": wire}).header.Get("Location")
				passage := c.create(article+"/passages", object{"quote": talks}).id()
				c.create(article+"/revisions", object{"text": talks + " " + text + " and again: " + talks})
				test.want["/anchor/reviewed"], test.want["/anchor/by_hand"], test.want["/start"] = true, true, 0
				c.place(passage, test.in).want(http.StatusOK).is(test.want)
				same(c.t, "by state", column(c.all(article+"/passages?state="+test.name), "/id"), []string{passage})
			})
		}
	})
}

func TestPlacingRefusals(t *testing.T) {
	door := "The door stays open."
	tests := []struct {
		name   string
		in     object
		faults []string
	}{
		{"no reason", object{"quote": turned, "reason": nil}, []string{"/reason required"}},
		{"an empty reason", object{"quote": turned, "reason": " "}, []string{"/reason required"}},
		{"nothing", nil, []string{"body choice"}},
		{"both", object{"quote": turned, "orphaned": true}, []string{"body choice"}},
		{"an older revision", object{"quote": turned, "revision": 1}, []string{"/revision revision"}},
		{"not there", object{"quote": offer}, []string{"/quote quote-not-found"}},
		{"twice there", object{"quote": door}, []string{"/quote quote-ambiguous"}},
		{"another context", object{"quote": turned, "prefix": "So: "}, []string{"/quote quote-context"}},
		{"outside", object{"start": 0, "end": 9999}, []string{"/start range"}},
		{"blank", object{"start": len(talks), "end": len(talks) + 1}, []string{"/start range"}},
		{"a note", object{"quote": turned, "note": "x"}, []string{"/note unknown"}},
	}
	each(t, func(c *client) {
		_, passage := c.lost()
		at := "/v1/passages/" + passage
		c.unchanged(func() {
			for _, test := range tests {
				c.run(test.name, func(c *client) { c.place(passage, test.in).refused(http.StatusUnprocessableEntity, test.faults...) })
			}
			in := object{"quote": turned, "reason": "x"}
			c.post(at+"/anchor", in).want(http.StatusPreconditionRequired)
			c.post(at+"/anchor", in, ifMatch(`"1-000000000000"`)).want(http.StatusPreconditionFailed)
			c.post("/v1/passages/01a1fff9-d7f4-73e2-8155-fcce1f3f0658/anchor", in, ifMatch("*")).want(http.StatusNotFound)
		})
		newest := c.create("/v1/articles/wire/passages", object{"quote": plan}).id()
		c.unchanged(func() { c.place(newest, object{"orphaned": true}).want(http.StatusConflict) })
		c.retract("/v1/passages/" + newest)
		c.revise(wire)
		c.unchanged(func() { c.place(newest, object{"orphaned": true}).want(http.StatusConflict) })
	}, (*client).build)
}

// Placing is done once, however often it is asked for.
func TestPlacingAgain(t *testing.T) {
	each(t, func(c *client) {
		_, passage := c.lost()
		at := "/v1/passages/" + passage + "/anchor"
		in := object{"quote": turned, "reason": "read it"}
		once := c.post(at, in, ifMatch("*"), key("k")).want(http.StatusOK)
		c.unchanged(func() {
			c.post(at, in, ifMatch("*"), key("k")).want(http.StatusOK).is(object{"": once.at("")})
			c.post(at, in, ifMatch("*")).want(http.StatusOK).is(object{"": once.at("")})
		})
		c.post(at, changed(in, object{"reason": "read it twice"}), ifMatch("*")).want(http.StatusOK).is(object{"/anchor/reason": "read it twice"})
		if n := len(c.all("/v1/passages/" + passage + "/anchors")); n != 4 {
			c.t.Errorf("%d records", n)
		}
	}, (*client).build)
}
