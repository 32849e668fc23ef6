package api_test

import (
	"net/http"
	"strings"
	"testing"

	"parley/internal/annotate"
)

func TestAnnotatedRevisions(t *testing.T) {
	each(t, func(c *client) {
		at := "/v1/articles/wire/revisions"
		empty := c.get(at + "/1/annotated.html").want(http.StatusOK)
		for _, want := range []string{"<h1>Talks go on</h1>", "<p><bdi>The Wire</bdi> · <bdi>2026-01-22</bdi></p>", "No passage of this article is recorded.", "Ми готові до переговорів, сказав посол. نحن مستعدون للحوار. It was cold 🥶"} {
			c.shows(empty, want, true)
		}
		first := c.state(object{"slug": "first", "summary": "A <mutual> withdrawal."})
		second := c.state(object{"slug": "second", "status": "proposed", "evidence": []object{quote("by up to 40 km if Moscow did the same, a negotiator said", nil)}})
		rejected := c.state(object{"slug": "third", "status": "proposed", "evidence": []object{quote(zone, nil)}})
		c.post("/v1/positions/"+rejected+"/reject", object{"reason": "no"}).want(http.StatusOK)
		gone := c.create("/v1/articles/wire/passages", object{"quote": talks})
		c.retract("/v1/passages/" + gone.id())
		c.create("/v1/articles/wire/revisions", object{"text": strings.Replace(wire, plan, "", 1) + " One sentence more."})
		c.create("/v1/articles/wire/passages", object{"quote": "One sentence more.", "note": "added later"})
		c.create("/v1/articles/wire/passages", object{"quote": plan, "revision": 1})

		page := c.get(at + "/1/annotated.html").want(http.StatusOK)
		for want, there := range map[string]bool{
			`<mark class="d1"><a href="/v1/positions/` + first + `">Kyiv would pull its troops back </a></mark>`: true,
			`<mark class="d2">`: true, "A &lt;mutual&gt; withdrawal.": true, `<a href="/v1/positions/` + second + `"><bdi>ukraine</bdi>, offer, 2026-01-22</a>`: true,
			"(proposed)": true, rejected: false, "<q dir=\"auto\">" + talks + "</q>": false, "Evidence for no position.": true,
			"selected in revision 2, not looked up in this one": true, "added later": true, "Revision 1 of 2": true, `<html lang="und">`: true, `<main dir="auto">`: true,
			"One sentence more.</main>": false, "orphaned": false,
		} {
			c.shows(page, want, there)
		}
		later := c.get(at + "/2/annotated.html").want(http.StatusOK)
		c.shows(later, "orphaned: selected in revision 1, not found here", true)
		c.shows(later, ">One sentence more.</a></mark>", true)

		if got := page.header.Get("Content-Security-Policy"); got != annotate.Policy {
			c.t.Errorf("policy %q", got)
		}
		if got := page.header.Get("Content-Type"); got != "text/html; charset=utf-8" {
			c.t.Errorf("type %q", got)
		}
		c.get(at+"/1/annotated.html", with("If-None-Match", page.etag())).want(http.StatusNotModified)
		c.get(at + "/3/annotated.html").refused(http.StatusNotFound)
		c.get("/v1/articles/none/revisions/1/annotated.html").refused(http.StatusNotFound)
	}, (*client).build)
}

func (c *client) shows(page *answer, want string, there bool) {
	c.t.Helper()
	if strings.Contains(string(page.body), want) != there {
		c.t.Errorf("%s: shows %q: %v\n%s", page.to, want, !there, page.body)
	}
}
