package api_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
)

// overturn changes everything that a filter of buildFilters asks for, so that an
// answer that looks at the present anywhere finds something else.
func (c *client) overturn() {
	c.t.Helper()
	for _, slug := range []string{"plain", "of-usa", "of-russia", "on-depth", "on-trade", "to-points", "to-zone", "spoken", "told", "joint",
		"addressed", "month", "late", "worded", "draft"} {
		c.correct("/v1/positions/"+slug, object{"slug": slug + "-2", "party": "envoy", "issue": "other", "act": "deny", "stance": "neutral",
			"proposal": nil, "round": nil, "speaker": "usa", "on_behalf_of": "envoy", "jointly_with": []string{"envoy"},
			"addressed_to": []string{"ukraine"}, "stated": "2025-01-01", "held_until": nil, "summary": "Nothing."})
	}
	for _, slug := range []string{"echoed", "named", "rejected", "retracted"} {
		evidence := c.all("/v1/positions/" + slug + "/evidence")
		for _, e := range evidence {
			c.correct("/v1/positions/"+slug+"/evidence/"+e.(object)["id"].(string), object{"attribution": "official_document"})
		}
	}
	c.retract("/v1/positions/named")
	c.create("/v1/positions/echoed/evidence", quote(talks, nil))
	for _, e := range c.all("/v1/positions/echoed/evidence")[:2] {
		c.retract("/v1/positions/echoed/evidence/" + e.(object)["id"].(string))
	}
	c.correct("/v1/articles/echo", object{"publisher": "The Choir", "slug": "choir"})
	c.correct("/v1/articles/wire", object{"publisher": "The Echo"})
	c.correct("/v1/issues/depth", object{"parent": nil, "slug": "breadth"})
	c.correct("/v1/issues/tariffs", object{"slug": "depth"})
	c.correct("/v1/parties/minister", object{"slug": "secretary"})
	c.post("/v1/parties/usa/merge", object{"into": "russia"}).want(http.StatusOK)
	c.correct("/v1/proposals/points", object{"slug": "lines"})
	c.correct("/v1/proposals/zone", object{"slug": "points"})
	c.correct("/v1/negotiations/talks/rounds/geneva", object{"slug": "bern"})
	c.correct("/v1/negotiations/trade", object{"slug": "commerce"})
	c.state(object{"slug": "plain", "party": "russia", "act": "demand", "stance": "supports"})
}

// Every filter finds what it would have found then: positions, names, evidence
// and the tree of issues as they were.
func TestFiltersOfTheirTime(t *testing.T) {
	each(t, func(c *client) {
		c.create("/v1/issues", object{"slug": "other", "negotiation": "talks", "question": "What else?"})
		then := fmt.Sprint(c.head())
		echoed := c.get("/v1/articles/echo/passages").text("/items/0/id")
		c.overturn()
		for _, f := range append(filters, struct{ query, want string }{"issue=withdrawal&subtree=true&act=offer&party=ukraine&q=mutual&stated_from=2026-01-22&stated_to=2026-01-22",
			"plain on-depth to-points to-zone spoken told joint addressed echoed named"}) {
			c.run(f.query, func(c *client) {
				query, want := "known_at="+then+"&"+strings.Replace(f.query, "{echoed}", echoed, 1), strings.Fields(f.want)
				alike(c.t, "positions", column(c.all("/v1/positions?"+query), "/slug"), want)
				rows := column(c.all("/v1/history?"+query), "/position")
				alike(c.t, "history", unrepeated(rows), want)
				same(c.t, "csv", c.exported("csv", query), rows)
			})
		}
		for query, want := range map[string]string{
			"article=choir": "", "article=wire&attribution=official_document": "", "publisher=The+Choir": "", "speaker=secretary": "",
			"party=usa&stance=supports": "plain", "issue=depth": "", "q=mutual&act=demand": "plain",
		} {
			same(c.t, "now "+query, column(c.all("/v1/positions?"+query), "/slug"), strings.Fields(want))
		}
	}, (*client).buildFilters)
}

// unrepeated leaves of rows of one position the first.
func unrepeated(list []string) []string {
	var once []string
	for _, v := range list {
		if len(once) == 0 || once[len(once)-1] != v {
			once = append(once, v)
		}
	}
	return once
}

// All pages answer from the number of the first, whatever is written meanwhile:
// nothing new, nothing twice, nothing lost and nothing corrected.
func TestPagesAreASnapshot(t *testing.T) {
	each(t, func(c *client) {
		for n := range 7 {
			c.state(object{"slug": fmt.Sprint("p", n), "stated": fmt.Sprintf("2026-01-%02d", 10+n/2), "evidence": []object{quote(offer, nil), quote(plan, nil)}})
		}
		for _, list := range []string{"/v1/positions?limit=2&expand=evidence", "/v1/history?limit=3"} {
			for _, sort := range []string{"stated", "-stated", "recorded", "-recorded"} {
				c.run(list+" by "+sort, func(c *client) { c.checkSnapshot(list + "&sort=" + sort) })
			}
		}
	}, (*client).build)
}

func (c *client) checkSnapshot(path string) {
	c.t.Helper()
	whole := written(c.all(strings.Replace(path, "limit=", "limit=10", 1)))
	first := c.get(path).want(http.StatusOK)
	seen, number := written(first.items()), first.at("/known_at")
	for next, n := linksOf(first)["next"], 0; next != ""; n++ {
		if n < 2 {
			c.disturb(n)
		}
		page := c.get(next).want(http.StatusOK).is(object{"/known_at": number, "/as_of": first.at("/as_of")})
		seen, next = append(seen, written(page.items())...), linksOf(page)["next"]
	}
	same(c.t, "pages", seen, whole)
}

// disturb writes before, behind and into the middle of what is being read.
func (c *client) disturb(n int) {
	c.t.Helper()
	c.state(object{"stated": "2025-01-01"})
	c.state(object{"stated": "2027-01-01"})
	c.state(object{"stated": "2026-01-11", "supersedes": []string{"p3"}})
	for _, slug := range []string{"p2", "p3", "p5"} {
		c.correct("/v1/positions/"+slug, object{"summary": fmt.Sprint("Other words, ", c.head()), "stated": fmt.Sprintf("2026-01-%02d", 5+n)})
	}
	c.create("/v1/positions/p4/evidence", quote(zone, nil))
	items := c.all("/v1/positions/p4/evidence")
	c.retract("/v1/positions/p4/evidence/" + items[0].(object)["id"].(string))
	c.retract("/v1/positions/" + c.state(object{"stated": "2026-01-12"}))
	c.correct("/v1/parties/ukraine", object{"name": fmt.Sprint("Ukraine ", c.head())})
}

// A cursor goes with the question it was made for, the moment included.
func TestCursorsAreBoundToTheirMoment(t *testing.T) {
	each(t, func(c *client) {
		then, now := fmt.Sprint(c.head()-1), fmt.Sprint(c.head())
		for _, path := range []string{"/v1/positions?limit=1", "/v1/history?limit=1"} {
			cursor := c.get(clocked(path, day, then)).want(http.StatusOK).text("/next_cursor")
			c.get(and(clocked(path, day, then), "cursor", cursor)).want(http.StatusOK)
			for _, other := range []string{path, clocked(path, day, now), and(path, "known_at", then), clocked(path, "2026-02-02", then), and(clocked(path, day, then), "match", "possible")} {
				c.get(and(other, "cursor", cursor)).refused(http.StatusBadRequest, "?cursor cursor-filter")
			}
		}
	}, (*client).buildClocks)
}

// Each version says what it says otherwise than the one before.
func TestVersionsShowDifferences(t *testing.T) {
	each(t, func(c *client) {
		at := "/v1/positions/it"
		c.correct(at, object{"stated": "2026-01-20", "note": "Dated by the minister."})
		c.correct(at, object{"scale": nil, "jointly_with": []string{"usa"}})
		usa := c.get("/v1/parties/usa").id()
		want := []any{
			[]any{},
			[]any{
				object{"field": "stated", "before": "2026-01-22", "after": "2026-01-20"},
				object{"field": "note", "before": nil, "after": "Dated by the minister."}},
			[]any{
				object{"field": "scale", "before": object{"value": 40, "low": nil, "high": nil}, "after": nil},
				object{"field": "jointly_with", "before": []any{}, "after": []any{usa}}},
		}
		versions := c.all(at + "/versions")
		for i, v := range versions {
			got := v.(object)["differences"]
			if !equal(got, want[i]) {
				c.t.Errorf("version %d: %s, want %s", i, asJSON(got), asJSON(want[i]))
			}
			c.get(at + "/versions/" + asJSON(v.(object)["number"])).want(http.StatusOK).is(object{"/differences": want[i]})
		}
		if len(versions) != len(want) {
			c.t.Errorf("%d versions", len(versions))
		}
	}, (*client).buildClocks)
}
