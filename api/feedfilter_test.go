package api_test

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
)

// tellForFilters writes one thing after the other, each for a reason by which
// the events are named below.
func (c *client) tellForFilters() *client {
	c.t.Helper()
	c.build().buildMore()
	because := func(reason string) option { return with("Parley-Reason", reason) }
	c.create("/v1/parties", object{"slug": "kyiv", "kind": "state", "name": "Kyiv"}, because("kyiv"))
	c.create("/v1/negotiations/talks/participations", object{"party": "russia", "role": "party"}, because("takes part"))
	a := c.create("/v1/positions", position(object{"slug": "a"}), because("a")).id()
	b := c.create("/v1/positions", position(object{"slug": "b", "party": "usa", "issue": "tariffs", "evidence": []object{quote(plan, object{"article": "echo"})}}), because("b")).id()
	c.create("/v1/positions", position(object{"slug": "k", "party": "kyiv", "speaker": "minister", "evidence": []object{quote(zone, nil)}}), because("k"))
	c.patch("/v1/parties/russia", object{"name": "Россия"}, ifMatch("*"), because("renamed")).want(http.StatusOK)
	c.post("/v1/articles/wire/revisions", object{"text": "It rained. " + wire}, because("reprinted")).want(http.StatusCreated)
	c.patch("/v1/positions/"+a, object{"issue": "depth"}, ifMatch("*"), because("moved")).want(http.StatusOK)
	c.create("/v1/salience", object{"party": "russia", "issue": "depth", "value": 50, "dated": "2026-01", "evidence": []object{quote(talks, nil)}}, because("cares"))
	c.create("/v1/proposals/points/versions", object{"summary": "Fewer points."}, because("points"))
	c.post("/v1/parties/kyiv/merge", object{"into": "ukraine"}, because("merged")).want(http.StatusOK)
	c.post("/v1/positions/"+b+"/retract", object{"reason": "x"}, because("back")).want(http.StatusOK)
	return c
}

var feedFilters = []struct{ query, want string }{
	{"issue=tariffs", "b position.create,b passage.create,b evidence.create,back position.retract"},
	// What a change takes out of a filter is told, too: the position that moved to another issue.
	{"issue=depth", "moved position.update,cares salience.create,cares passage.create,cares evidence.create"},
	{"issue=withdrawal", "a position.create,a passage.create,a evidence.create,k position.create,k passage.create,k evidence.create," +
		"reprinted revision.create,reprinted article.update,reprinted passage.anchor,reprinted passage.anchor,moved position.update," +
		"points proposal_version.create,points proposal.update,merged position.merge"},
	{"negotiation=trade", "b position.create,b passage.create,b evidence.create,back position.retract"},
	{"negotiation=trade,talks&kind=position", "a position.create,b position.create,k position.create,moved position.update,merged position.merge,back position.retract"},
	{"negotiation=talks&kind=party,salience,participation", "takes part participation.create,renamed party.update,cares salience.create"},
	{"party=russia", "takes part participation.create,renamed party.update,cares salience.create,cares passage.create,cares evidence.create"},
	{"party=minister", "k position.create,merged position.merge"},
	// A merged party stands for the one that took its place, and that one for it.
	{"party=kyiv&kind=party,position", "kyiv party.create,a position.create,k position.create,moved position.update,merged party.merge,merged position.merge,merged party.merge"},
	{"party=ukraine&kind=party,position", "kyiv party.create,a position.create,k position.create,moved position.update,merged party.merge,merged position.merge,merged party.merge"},
	{"party=usa&issue=tariffs&kind=position", "b position.create,back position.retract"},
	{"party=ukraine&issue=tariffs", ""},
	{"kind=revision,proposal_version", "reprinted revision.create,points proposal_version.create"},
}

func TestFeedFilters(t *testing.T) {
	each(t, func(c *client) {
		whole, next := c.poll("", "0", 1000)
		for _, f := range feedFilters {
			c.run(f.query, func(c *client) {
				got, at := c.poll("&"+f.query, "0", 3)
				if at != next {
					c.t.Errorf("ends at %s, the whole feed at %s", at, next)
				}
				alike(c.t, "events", c.reasons(got), strings.FieldsFunc(f.want, func(r rune) bool { return r == ',' }))
				if !subsequence(got, whole) {
					c.t.Errorf("%d events are not in the order of the whole feed", len(got))
				}
			})
		}
	}, (*client).tellForFilters)
}

// reasons names events by the reason they were written for; what has none was
// written before the story.
func (c *client) reasons(events []fed) (list []string) {
	for _, e := range events {
		if reason := c.get(e.Links.Transaction).at("/reason"); reason != nil {
			list = append(list, fmt.Sprint(reason, " ", e.Kind, ".", e.Action))
		}
	}
	return list
}

func subsequence(part, whole []fed) bool {
	for _, e := range whole {
		if len(part) > 0 && part[0].ID == e.ID {
			part = part[1:]
		}
	}
	return len(part) == 0
}

// A filter that nothing passes gets on all the same, also over more changes than
// a page looks at.
func TestFilteredFeedGetsOn(t *testing.T) {
	each(t, func(c *client) {
		var aliases []object
		c.create("/v1/negotiations", object{"slug": "empty", "name": "Empty"})
		for n := range 30 {
			aliases = append(aliases, object{"name": fmt.Sprint("alias ", n)})
			c.correct("/v1/parties/usa", object{"aliases": aliases})
		}
		pages := 0
		after := "0"
		for more := true; more; pages++ {
			page := c.get("/v1/feed?negotiation=empty&limit=1&after=" + after)
			after, more = page.text("/next_after"), page.at("/more").(bool)
		}
		if want := fmt.Sprint(c.head()); after != want || pages > 2 {
			c.t.Errorf("at %s of %s after %d pages", after, want, pages)
		}
	}, (*client).build)
}

func TestFeedRefuses(t *testing.T) {
	each(t, func(c *client) {
		beyond := fmt.Sprint(c.head() + 1)
		for _, path := range []string{"/v1/feed", "/v1/feed/stream"} {
			for query, fault := range map[string]string{
				"after=" + beyond:            "?after unrecorded",
				"after=" + beyond + "-0":     "?after unrecorded",
				"after=x":                    "?after pattern",
				"after=-1":                   "?after pattern",
				"after=1-":                   "?after pattern",
				"after=01":                   "?after pattern",
				"party=atlantis":             "?party reference",
				"negotiation=%D0%BD":         "?negotiation reference",
				"kind=planet":                "?kind enum",
				"issue=":                     "?issue format",
				"after=0&after=1":            "?after repeated",
				"since=0":                    "?since unknown",
				"after=99999999999999999999": "?after pattern",
			} {
				c.get(path+"?"+query).refused(http.StatusBadRequest, fault)
			}
		}
		if a := c.get("/v1/feed?after=1.5"); !strings.Contains(string(a.body), "not a place in the ledger: take next_after") {
			c.t.Errorf("%s", a.body)
		}
		c.get("/v1/feed?limit=1001").refused(http.StatusBadRequest, "?limit maximum")
		c.get("/v1/feed/stream", with("Last-Event-ID", beyond)).refused(http.StatusBadRequest, "?after unrecorded")
		c.get("/v1/feed/stream", with("Last-Event-ID", "x")).refused(http.StatusBadRequest, "?Last-Event-ID pattern")
	}, (*client).build)
}

// Each number from which a follower goes on gives the rest, wherever in a
// transaction it stands.
func TestFeedGoesOnFromAnyPlace(t *testing.T) {
	each(t, func(c *client) {
		whole, _ := c.poll("", "0", 1000)
		for i, e := range whole {
			rest, _ := c.poll("", e.ID, 1+i%7)
			if !slices.EqualFunc(rest, whole[i+1:], func(a, b fed) bool { return a.ID == b.ID }) {
				c.t.Fatalf("after %s there are %d events, want %d", e.ID, len(rest), len(whole)-i-1)
			}
		}
		through, _ := c.poll("", fmt.Sprint(whole[0].Number), 5)
		if through[0].Number != whole[0].Number+1 {
			c.t.Errorf("after %d comes %s", whole[0].Number, through[0].ID)
		}
	}, (*client).tellForFilters)
}
