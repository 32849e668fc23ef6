package api_test

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
)

// another records one more of a resource, different where it has to be.
func (r resource) another(c *client, n int) *answer {
	c.t.Helper()
	body := changed(r.body, object{"slug": nil, "identifiers": nil})
	if r.name == "revision" {
		body["text"] = fmt.Sprint("Text ", n)
	}
	if r.name == "article" { // each of another address
		body["url"], body["canonical_url"] = fmt.Sprint("https://example.org/", n), nil
	}
	if r.name == "position" {
		body["stated"] = []string{"2026-01-22", "2026-01", "2026-02-01", "2026-01-22"}[n%4]
		body["evidence"] = []object{quote(offer, nil), quote(plan, nil), quote(zone, object{"relation": "context"}), quote(talks, nil)}[:1+n%4]
	}
	return c.create(r.path, body)
}

// buildPages records several of everything.
func (c *client) buildPages() *client {
	c.t.Helper()
	c.buildForAll()
	c.create("/v1/articles/echo/passages", object{"quote": zone})
	for n := range 4 {
		for _, r := range resources {
			r.another(c, n)
		}
		c.state(object{"status": "proposed", "evidence": nil, "stated": []string{"2026-01-22", "2026-01"}[n%2]})
		c.correct("/v1/positions/earlier", object{"note": fmt.Sprint("Note ", n)})
	}
	return c
}

// lists are all lists of the contract, as paths of what buildPages recorded;
// {passage} stands for the one in the article that is revised.
var lists = map[string]string{
	"listNegotiations":     "/v1/negotiations",
	"listParticipations":   "/v1/negotiations/talks/participations",
	"listRounds":           "/v1/negotiations/talks/rounds",
	"listParties":          "/v1/parties",
	"listMemberships":      "/v1/parties/minister/memberships",
	"listIssues":           "/v1/issues?negotiation=talks",
	"listProposals":        "/v1/proposals",
	"listProposalVersions": "/v1/proposals/points/versions",
	"listArticles":         "/v1/articles?q=post",
	"listRevisions":        "/v1/articles/echo/revisions",
	"listArticlePassages":  "/v1/articles/wire/passages?state=anchored",
	"listPassages":         "/v1/passages?q=plan",
	"listPassageAnchors":   "/v1/passages/{passage}/anchors",
	"listPositions":        "/v1/positions?status=any",
	"listEvidence":         "/v1/positions/earlier/evidence",
	"listPositionVersions": "/v1/positions/earlier/versions",
	"listSalience":         "/v1/salience?party=ukraine",
	"listTransactions":     "/v1/transactions?kind=position",
	"listHistory":          "/v1/history?status=any",
}

// unpaged are lists that are always whole.
const unpaged = "listKeys listWorkspaces listWebhooks"

// oneOrder are lists that have only one, walked by TestDeliveriesAreForgotten.
const oneOrder = "listDeliveries"

func TestListsAreComplete(t *testing.T) {
	for id := range operations() {
		if strings.HasPrefix(id, "list") && lists[id] == "" && !strings.Contains(unpaged+" "+oneOrder, id) {
			t.Errorf("no test walks %s", id)
		}
	}
}

// sorts are the orders the contract gives a list.
func sorts(id string) []string {
	var all []string
	for _, p := range operations()[id].Operation.Parameters {
		if p.Value.Name == "sort" {
			visitEnums(p.Value.Schema.Value, func(v any) { all = append(all, v.(string)) })
		}
	}
	return all
}

func visitEnums(s *openapi3.Schema, visit func(any)) {
	for _, v := range s.Enum {
		visit(v)
	}
	for _, part := range s.AllOf {
		visitEnums(part.Value, visit)
	}
}

func TestPages(t *testing.T) {
	each(t, func(c *client) {
		passage := c.get("/v1/passages?article=echo&limit=1").text("/items/0/id")
		for id, path := range lists {
			path = strings.Replace(path, "{passage}", passage, 1)
			whole := map[string][]string{}
			for _, sort := range sorts(id) {
				c.run(id+" by "+sort, func(c *client) { whole[sort] = c.walkAll(and(path, "sort", sort)) })
			}
			if len(whole) < 2 {
				t.Errorf("%s has the orders %v", id, sorts(id))
			}
			for _, sort := range []string{"recorded", "stated"} {
				backwards := slices.Clone(whole["-"+sort])
				slices.Reverse(backwards)
				same(c.t, id+" backwards by "+sort, backwards, whole[sort])
			}
		}
	}, (*client).buildPages)
}

// walkAll walks a list with pages of the sizes at which it could go wrong and
// checks that all show every row once and in the same order.
func (c *client) walkAll(path string) []string {
	c.t.Helper()
	page := c.get(and(path, "limit", "200")).want(http.StatusOK).is(object{"/next_cursor": nil})
	whole := written(page.items())
	if slices.Sort(whole); len(slices.Compact(whole)) != len(page.items()) || len(whole) < 4 {
		c.t.Errorf("%d rows, %d different ones", len(page.items()), len(slices.Compact(whole)))
	}
	whole = written(page.items())
	for _, limit := range []int{1, 3, len(whole)} {
		same(c.t, fmt.Sprintf("pages of %d", limit), c.walk(and(path, "limit", fmt.Sprint(limit)), limit), whole)
	}
	return whole
}

// walk follows the Link headers, which say the same as the cursors.
func (c *client) walk(path string, limit int) []string {
	c.t.Helper()
	var rows []string
	for next := path; next != ""; {
		page := c.get(next).want(http.StatusOK)
		items := page.items()
		rows = append(rows, written(items)...)
		cursor, more := page.at("/next_cursor").(string)
		links := linksOf(page)
		if more != (links["next"] != "") || links["first"] == "" || (more && len(items) != limit) || (!more && len(rows) > 0 && len(items) == 0) {
			c.t.Fatalf("%d rows, next_cursor %q, Link %q", len(items), cursor, page.header.Get("Link"))
		}
		next = links["next"]
	}
	return rows
}

func linksOf(a *answer) map[string]string {
	links := map[string]string{}
	for link := range strings.SplitSeq(a.header.Get("Link"), ", ") {
		target, rel, _ := strings.Cut(link, `>; rel="`)
		links[strings.TrimSuffix(rel, `"`)] = strings.TrimPrefix(target, "<")
	}
	return links
}

func written(items []any) []string {
	rows := make([]string, len(items))
	for i, item := range items {
		rows[i] = asJSON(item)
	}
	return rows
}

// The order is what it says it is.
func TestOrder(t *testing.T) {
	each(t, func(c *client) {
		for _, stated := range []string{"2026-01", "2026-01-22", "2025-12-31", "2026-01-22", "2026-01-2X"} {
			c.state(object{"stated": stated})
		}
		for sort, want := range map[string][]string{
			"":          {"2026-01-22", "2026-01-22", "2026-01-2X", "2026-01", "2025-12-31"},
			"stated":    {"2025-12-31", "2026-01", "2026-01-2X", "2026-01-22", "2026-01-22"},
			"recorded":  {"2026-01", "2026-01-22", "2025-12-31", "2026-01-22", "2026-01-2X"},
			"-recorded": {"2026-01-2X", "2026-01-22", "2025-12-31", "2026-01-22", "2026-01"},
		} {
			path := "/v1/positions"
			if sort != "" {
				path += "?sort=" + sort
			}
			same(c.t, path, column(c.all(path), "/stated"), want)
		}
		same(c.t, "history", column(c.all("/v1/history"), "/stated"), []string{"2025-12-31", "2026-01", "2026-01-2X", "2026-01-22", "2026-01-22"})
	}, (*client).build)
}

// A cursor goes on where it was, whatever was written since.
func TestPagesWhileWriting(t *testing.T) {
	each(t, func(c *client) {
		for _, path := range []string{"/v1/positions?limit=2", "/v1/positions?sort=stated&limit=2", "/v1/positions?sort=recorded&limit=2",
			"/v1/history?limit=2", "/v1/history?sort=-recorded&limit=3"} {
			c.run(path, func(c *client) {
				for n := range 5 {
					c.state(object{"stated": "2026-01-0" + fmt.Sprint(1+n/2), "evidence": []object{quote(offer, nil), quote(plan, nil)}})
				}
				before := identities(c.all(path))
				first := c.get(path).want(http.StatusOK)
				for _, stated := range []string{"2025", "2026-01-01", "2026-01-02", "2027"} {
					c.state(object{"stated": stated})
				}
				seen := append(identities(first.items()), identities(c.all(linksOf(first)["next"]))...)
				if len(slices.Compact(slices.Sorted(slices.Values(seen)))) != len(seen) {
					c.t.Errorf("a row came twice: %q", seen)
				}
				for _, id := range before {
					if !slices.Contains(seen, id) {
						c.t.Errorf("%s was lost", id)
					}
				}
			})
		}
	}, (*client).build)
}

// identities tell the rows of a list apart.
func identities(items []any) []string {
	ids := make([]string, len(items))
	for i, item := range items {
		row := item.(object)
		ids[i] = fmt.Sprint(row["id"], row["position_id"], row["evidence_id"])
	}
	return ids
}

func TestCursorsAreBoundToTheirQuestion(t *testing.T) {
	each(t, func(c *client) {
		for range 3 {
			c.state(nil)
		}
		cursor := c.get("/v1/positions?limit=1&party=ukraine").text("/next_cursor")
		c.get("/v1/positions?limit=2&party=ukraine&cursor=" + cursor).want(http.StatusOK)
		for _, path := range []string{
			"/v1/positions?limit=1", "/v1/positions?party=ukraine,russia", "/v1/positions?party=ukraine&sort=stated",
			"/v1/positions?party=ukraine&status=any", "/v1/history?party=ukraine", "/v1/parties", "/v1/transactions",
		} {
			c.get(and(path, "cursor", cursor)).refused(http.StatusBadRequest, "?cursor cursor-filter")
		}
		for _, broken := range []string{cursor[:len(cursor)-3], cursor + "A", "A" + cursor, strings.ToUpper(cursor), "null", "e30", "WzFd"} {
			a := c.get(and("/v1/positions?party=ukraine", "cursor", broken))
			if a.want(http.StatusBadRequest); len(a.faults()) != 1 || !strings.HasPrefix(a.faults()[0], "?cursor ") {
				c.t.Errorf("cursor %q: %q", broken, a.faults())
			}
		}
	}, (*client).build)
}

// The order of parameters and of the values they have by default is no question.
func TestCursorsSurviveAnotherSpelling(t *testing.T) {
	each(t, func(c *client) {
		c.state(object{"slug": "a"})
		c.state(object{"slug": "b", "party": "russia"})
		cursor := c.get("/v1/positions?party=ukraine,russia&act=offer&limit=1&sort=stated").text("/next_cursor")
		a := c.get("/v1/positions?sort=stated&cursor=" + cursor + "&act=offer&party=ukraine%2Crussia").want(http.StatusOK)
		same(c.t, "second page", column(a.items(), "/slug"), []string{"b"})
	}, (*client).build)
}
