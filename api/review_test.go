package api_test

import (
	"net/http"
	"strings"
	"testing"
)

const reviewList = "/v1/passages?state=changed,ambiguous,orphaned&reviewed=false&expand=positions"

// A reviewer goes through what a new revision changed: from each passage to the
// positions that rest on it, until the list is empty.
func TestReviewing(t *testing.T) {
	each(t, func(c *client) {
		first := c.state(object{"slug": "first", "evidence": []object{quote(offer, nil), quote(talks, nil)}})
		reworded := c.get("/v1/positions/first").text("/evidence/0/passage")
		kept := c.get("/v1/positions/first").text("/evidence/1/passage")
		rest := []object{{"passage": reworded, "relation": "supports"}}
		c.state(object{"slug": "draft", "status": "proposed", "evidence": rest})
		c.state(object{"slug": "refused", "status": "proposed", "evidence": rest})
		c.state(object{"slug": "disputed", "evidence": []object{quote(zone, nil), {"passage": reworded, "relation": "disputes"}}})
		c.post("/v1/positions/refused/reject", nil).want(http.StatusOK)
		zoned := c.get("/v1/positions/disputed").text("/evidence/0/passage")
		c.create("/v1/articles/wire/passages", object{"quote": plan})

		c.revise(strings.NewReplacer("would pull", "might pull", zone, "", plan, "").Replace(wire))
		list := c.get(reviewList).want(http.StatusOK)
		alike(c.t, "to review", column(list.items(), "/state"), []string{"changed", "orphaned", "orphaned"})
		on := map[string][]string{}
		for _, item := range list.items() {
			p := item.(object)
			on[p["id"].(string)] = column(p["positions"].([]any), "/slug")
		}
		alike(c.t, "on what was reworded", on[reworded], []string{"first", "draft", "disputed"})
		alike(c.t, "on what is gone", on[zoned], []string{"disputed"})
		if _, there := on[kept]; there {
			c.t.Error("what was kept is to be reviewed")
		}
		one := c.get("/v1/passages/" + reworded + "?expand=positions&fields=positions").want(http.StatusOK)
		one.is(object{"/positions/0/id": first, "/positions/0/relation": "supports", "/positions/0/summary": "A mutual withdrawal.", "/positions/0/status": "accepted"})
		alike(c.t, "by passage", column(c.all("/v1/positions?passage="+reworded+","+zoned), "/slug"), []string{"first", "disputed"})
		c.get("/v1/positions?passage=01a1fff9-d7f4-73e2-8155-fcce1f3f0658").refused(http.StatusBadRequest, "?passage reference")
		if _, shown := c.get("/v1/passages/" + reworded).find("/positions"); shown {
			c.t.Error("positions are shown unasked")
		}

		c.place(reworded, object{"quote": "Kyiv might pull its troops back by up to 40 km if Moscow did the same"}).want(http.StatusOK).is(object{"/state": "changed"})
		c.place(zoned, object{"orphaned": true}).want(http.StatusOK)
		left := c.all(reviewList)
		same(c.t, "left", column(left, "/exact"), []string{plan})
		same(c.t, "of the article", column(c.all("/v1/articles/wire/passages?state=changed&reviewed=true"), "/id"), []string{reworded})

		c.revise(strings.Replace(wire, "would pull", "could pull", 1))
		alike(c.t, "reworded again", column(c.all(reviewList), "/anchor/exact"), []string{strings.Replace(offer, "would pull", "could pull", 1)})
	}, (*client).build)
}
