package api_test

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"testing"
)

// buildHits records what one search finds of every kind, many of one day.
func (c *client) buildHits() *client {
	c.t.Helper()
	c.build()
	for n := range 9 {
		c.create("/v1/parties", object{"kind": "state", "name": fmt.Sprint("Belt ", n)})
		c.create("/v1/issues", object{"negotiation": "talks", "question": fmt.Sprint("Belt ", n, "?")})
		article := object{"slug": fmt.Sprint("belt-", n), "title": "A belt", "text": "The belt was named."}
		if n%3 > 0 {
			article["published"] = []string{"2026-01-22", "2026-01"}[n%2]
		}
		c.create("/v1/articles", article)
		c.state(object{"summary": "A belt.", "stated": []string{"2026-01-22", "2026-01", "2025"}[n%3],
			"evidence": []object{{"article": fmt.Sprint("belt-", n), "quote": "The belt was named."}}})
	}
	return c
}

// All pages together show every hit once, whatever their size, in one order.
func TestSearchPages(t *testing.T) {
	each(t, func(c *client) {
		const path = "/v1/search?q=belt"
		whole := c.walk(and(path, "limit", "50"), 50)
		if len(whole) != 45 {
			c.t.Fatalf("%d hits", len(whole))
		}
		for _, limit := range []int{1, 7, 44, 45} {
			same(c.t, fmt.Sprint("pages of ", limit), c.walk(and(path, "limit", fmt.Sprint(limit)), limit), whole)
		}
		same(c.t, "by default", c.walk(path, 20), whole)
		same(c.t, "fewer fields", column(c.all(path+"&limit=7&fields=kind"), "/kind"), column(c.all(path), "/kind"))
	}, (*client).buildHits)
}

// Parties come first, then issues, then what has a date, newest first, then the
// rest; of one day, what was recorded last.
func TestSearchOrder(t *testing.T) {
	each(t, func(c *client) {
		var ranks, first []string
		for _, item := range c.all("/v1/search?q=belt") {
			hit := item.(object)
			rank := "without"
			if date, dated := hit["dated"].(string); dated {
				rank = date
			} else if hit["kind"] == "party" || hit["kind"] == "issue" {
				rank = "names"
				first = append(first, hit["title"].(string))
			}
			if len(ranks) == 0 || ranks[len(ranks)-1] != rank {
				ranks = append(ranks, rank)
			}
		}
		same(c.t, "ranks", ranks, []string{"names", "2026-01-22", "2026-01", "2025", "without"})
		same(c.t, "names", []string{first[0], first[1], first[8], first[9], first[17]}, []string{"Belt 8", "Belt 7", "Belt 0", "Belt 8?", "Belt 0?"})
	}, (*client).buildHits)
}

// What is written while pages are read moves nothing from one page to another.
func TestSearchPagesStandStill(t *testing.T) {
	each(t, func(c *client) {
		whole := column(c.all("/v1/search?q=belt"), "/id")
		var got []string
		for next := "/v1/search?q=belt&limit=10"; next != ""; {
			page := c.get(next).want(http.StatusOK)
			got = append(got, column(page.items(), "/id")...)
			next = linksOf(page)["next"]
			c.create("/v1/parties", object{"kind": "state", "name": "Belt again"})
			c.correct("/v1/articles/belt-8", object{"title": "A belt, corrected " + fmt.Sprint(len(got))})
		}
		same(c.t, "hits", got, whole)
		if again := column(c.all("/v1/search?q=belt"), "/id"); len(again) != len(whole)+5 || !slices.Contains(again[:5], again[0]) {
			c.t.Errorf("%d hits afterwards", len(again))
		}
	}, (*client).buildHits)
}

// A page goes on from what is no longer found.
func TestSearchPagesGoOnFromAMergedParty(t *testing.T) {
	each(t, func(c *client) {
		for _, slug := range []string{"a", "b", "c"} {
			c.create("/v1/parties", object{"slug": slug, "kind": "state", "name": "Belt"})
		}
		page := c.get("/v1/search?q=belt&limit=1").want(http.StatusOK).is(object{"/items/0/slug": "c"})
		c.post("/v1/parties/c/merge", object{"into": "a"}).want(http.StatusOK)
		c.get(linksOf(page)["next"]).want(http.StatusOK).is(object{"/items/0/slug": "b"})
	})
}

// A cursor tells nothing of how much others record: where two workspaces found the
// same, nothing but ids differs.
func TestSearchCursorsTellNothingOfOtherWorkspaces(t *testing.T) {
	each(t, func(c *client) {
		server := c.firstKey()
		keyIn := func(workspace string) string {
			c.create("/v1/workspaces", object{"slug": workspace}, server)
			o := c.create("/v1/keys", object{"name": workspace, "role": "coder"}, server, with("Parley-Workspace", workspace)).bearer()
			for range 3 {
				c.create("/v1/parties", object{"kind": "state", "name": "Belt"}, o)
			}
			cursor := c.get("/v1/search?q=belt&limit=1", o).want(http.StatusOK).at("/next_cursor").(string)
			plain, err := base64.RawURLEncoding.DecodeString(cursor)
			var decoded struct{ K object }
			if err != nil || json.Unmarshal(plain, &decoded) != nil || decoded.K["ID"] == "" {
				c.t.Fatalf("%q: %v", cursor, err)
			}
			delete(decoded.K, "ID")
			return fmt.Sprint(decoded.K)
		}
		if first, second := keyIn("one"), keyIn("other"); first != second {
			c.t.Errorf("cursors go on from %s and %s", first, second)
		}
	})
}
