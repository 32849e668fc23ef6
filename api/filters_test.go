package api_test

import (
	"encoding/csv"
	"encoding/json"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
)

// buildFilters records a position for everything that a filter can ask for.
func (c *client) buildFilters() *client {
	c.t.Helper()
	c.build().buildMore()
	c.create("/v1/parties", object{"slug": "envoy", "kind": "person", "name": "Envoy"})
	c.create("/v1/negotiations/talks/rounds", object{"slug": "geneva", "name": "Geneva"})
	c.create("/v1/proposals", object{"slug": "zone", "negotiation": "talks", "name": "Zone"})
	for slug, changes := range map[string]object{
		"plain":     {"stance": "supports"},
		"of-usa":    {"party": "usa", "stance": "opposes"},
		"of-russia": {"party": "russia", "act": "demand"},
		"on-depth":  {"issue": "depth"},
		"on-trade":  {"issue": "tariffs", "act": "reject"},
		"to-points": {"proposal": "points", "round": "abu-dhabi"},
		"to-zone":   {"proposal": "zone", "round": "geneva"},
		"spoken":    {"speaker": "minister", "on_behalf_of": "ukraine"},
		"told":      {"speaker": "envoy", "on_behalf_of": "usa"},
		"joint":     {"jointly_with": []string{"usa", "russia"}},
		"addressed": {"addressed_to": []string{"russia"}},
		"month":     {"stated": "2025-12"},
		"late":      {"stated": "2026-02-10", "held_until": "2026-02-12"},
		"echoed":    {"evidence": []object{quote(offer, nil), quote(plan, object{"article": "echo", "attribution": "anonymous"})}},
		"named":     {"evidence": []object{quote(offer, object{"attribution": "named"})}},
		"worded":    {"summary": "A 100% deal_with \\ backslash, Кожен Café."},
		"draft":     {"status": "proposed"},
	} {
		c.state(changed(changes, object{"slug": slug}))
	}
	c.post("/v1/positions/"+c.state(object{"slug": "rejected", "status": "proposed"})+"/reject", nil).want(http.StatusOK)
	c.retract("/v1/positions/" + c.state(object{"slug": "retracted"}))
	return c
}

var filters = []struct {
	query string
	want  string
}{
	{"negotiation=trade", "on-trade"},
	{"negotiation=trade,talks&act=reject,demand", "on-trade of-russia"},
	{"issue=depth", "on-depth"},
	{"issue=depth,tariffs", "on-depth on-trade"},
	{"issue=depth&subtree=true", "on-depth"},
	{"issue=withdrawal&subtree=true&party=ukraine&act=offer&stated_from=2026-01-22&stated_to=2026-01-22", "plain on-depth to-points to-zone spoken told joint addressed echoed named worded"},
	{"issue=withdrawal&subtree=false&party=usa,russia", "of-usa of-russia"},
	{"party=usa", "of-usa"},
	{"party=usa,russia", "of-usa of-russia"},
	{"party=usa&act=demand", ""},
	{"proposal=points", "to-points"},
	{"proposal=points,zone", "to-points to-zone"},
	{"act=demand", "of-russia"},
	{"act=demand,reject", "of-russia on-trade"},
	{"stance=opposes", "of-usa"},
	{"stance=opposes,supports", "of-usa plain"},
	{"status=proposed", "draft"},
	{"status=rejected,retracted", "rejected retracted"},
	{"status=proposed,accepted&stance=opposes", "of-usa"},
	{"status=any&party=ukraine&stated_to=2025-12-31", "month"},
	{"speaker=minister", "spoken"},
	{"speaker=minister,envoy", "spoken told"},
	{"on_behalf_of=usa", "told"},
	{"on_behalf_of=usa,ukraine", "told spoken"},
	{"jointly_with=russia", "joint"},
	{"jointly_with=russia,usa", "joint"},
	{"addressed_to=russia", "addressed"},
	{"addressed_to=usa", ""},
	{"round=geneva", "to-zone"},
	{"round=geneva,abu-dhabi", "to-zone to-points"},
	{"article=echo", "echoed"},
	{"article=echo,wire&act=demand", "of-russia"},
	{"publisher=The+Echo", "echoed"},
	{"publisher=the+echo", ""},
	{"passage={echoed}", "echoed"},
	{"passage={echoed}&article=wire&act=demand", ""},
	{"attribution=anonymous", "echoed"},
	{"attribution=anonymous,named", "echoed named"},
	{"stated_from=2026-02-10", "late"},
	{"stated_from=2026-02-11", ""},
	{"stated_to=2025-12-31", "month"},
	{"stated_to=2025-12-15", ""},
	{"stated_to=2025-12-15&match=possible", "month"},
	{"stated_from=2025-12-02&stated_to=2026-01-01", ""},
	{"stated_from=2025-12-31&stated_to=2026-01-01&match=possible", "month"},
	{"standing=true&as_of=2026-01-01", "month"},
	{"standing=true&as_of=2025-12-31", "month"},
	{"standing=true&as_of=2025-12-01&match=possible", "month"},
	{"standing=true&as_of=2026-02-12&stated_from=2026-02-01", "late"},
	{"standing=true&as_of=2026-02-13&stated_from=2026-02-01", ""},
	{"standing=false&as_of=2026-02-13&stated_from=2026-02-01", "late"},
	{"q=100%25", "worded"},
	{"q=100%25%20DEAL_", "worded"},
	{"q=%25", "worded"},
	{"q=_", "worded"},
	{"q=%5C", "worded"},
	{"q=%5C%5C", ""},
	{"q=l_w", "worded"},
	{"q=d_al", ""},
	{"q=кожен", "worded"},
	{"q=КОЖЕН+cafe", "worded"},
	{"q=cafe%CC%81", "worded"},
	{"q='+OR+1=1", ""},
	{"q=draft", ""},
	{"q=draft&status=any", "draft"},
}

func TestFilters(t *testing.T) {
	each(t, func(c *client) {
		echoed := c.get("/v1/articles/echo/passages").text("/items/0/id")
		for _, f := range filters {
			f.query = strings.Replace(f.query, "{echoed}", echoed, 1)
			c.run(f.query, func(c *client) {
				want := strings.Fields(f.want)
				alike(c.t, "positions", column(c.all("/v1/positions?"+f.query), "/slug"), want)
				rows := c.all("/v1/history?" + f.query)
				alike(c.t, "history", slices.Compact(column(rows, "/position")), want)
				same(c.t, "csv", c.exported("csv", f.query), column(rows, "/position"))
				same(c.t, "ndjson", c.exported("ndjson", f.query), column(rows, "/position"))
			})
		}
	}, (*client).buildFilters)
}

// exported gives the positions of an export, row by row.
func (c *client) exported(format, query string) []string {
	c.t.Helper()
	a := c.get("/v1/exports/position-history." + format + "?" + query).want(http.StatusOK)
	list := []string{}
	if format == "ndjson" {
		for _, line := range a.lines() {
			var row struct{ Position string }
			if err := json.Unmarshal([]byte(line), &row); err != nil {
				c.t.Fatal(err)
			}
			list = append(list, row.Position)
		}
		return list
	}
	records, err := csv.NewReader(strings.NewReader(string(a.body))).ReadAll()
	if err != nil {
		c.t.Fatal(err)
	}
	for _, record := range records[1:] {
		list = append(list, record[slices.Index(records[0], "position")])
	}
	return list
}

// Every filter that the contract has stands in the table, alone at least once.
func TestFiltersAreComplete(t *testing.T) {
	apart := []string{"fields", "expand", "limit", "cursor", "sort", "known_at", "include_later", "rows", "guard", "bom", "manifest"}
	for _, id := range []string{"listPositions", "listHistory", "exportPositionHistory", "exportPositionHistoryByAccept"} {
		for _, p := range operations()[id].Operation.Parameters {
			used := slices.ContainsFunc(filters, func(f struct{ query, want string }) bool {
				query, err := url.ParseQuery(f.query)
				return err == nil && query.Has(p.Value.Name)
			})
			if p.Value.In == "query" && !used && !slices.Contains(apart, p.Value.Name) {
				t.Errorf("no filter uses %s of %s", p.Value.Name, id)
			}
		}
	}
}

func TestFiltersOfOtherLists(t *testing.T) {
	each(t, func(c *client) {
		c.create("/v1/parties", object{"slug": "kyiv", "kind": "organization", "name": "Kyiv Group", "aliases": []object{{"name": "Київ"}},
			"identifiers": []object{{"scheme": "wikidata", "value": "Q1:2"}}})
		c.create("/v1/parties/minister/memberships", object{"group": "ukraine"})
		c.create("/v1/parties/kyiv/memberships", object{"group": "usa"})
		c.create("/v1/negotiations/talks/participations", object{"party": "usa", "role": "mediator"})
		c.create("/v1/negotiations/talks/participations", object{"party": "russia", "role": "party"})
		c.create("/v1/salience", object{"party": "usa", "issue": "withdrawal", "value": 1, "dated": "2026"})
		c.create("/v1/articles", object{"slug": "blog", "title": "50% off", "language": "uk", "url": "https://example.org/x", "canonical_url": "https://example.org/y",
			"published": "2025-12", "relays": object{"outlet": "Bloomberg"}})
		passage := c.create("/v1/articles/echo/passages", object{"quote": plan}).id()
		c.create("/v1/articles/wire/passages", object{"quote": zone})
		for _, test := range []struct{ path, member, want string }{
			{"/v1/negotiations?q=TRADE", "/slug", "trade"},
			{"/v1/parties?kind=person,organization", "/slug", "minister kyiv"},
			{"/v1/parties?name=київ", "/slug", "kyiv"},
			{"/v1/parties?name=Ky", "/slug", ""},
			{"/v1/parties?identifier=wikidata:Q1:2", "/slug", "kyiv"},
			{"/v1/parties?q=ИЇВ", "/slug", "kyiv"},
			{"/v1/issues?negotiation=trade", "/slug", "tariffs"},
			{"/v1/issues?parent=none", "/slug", "withdrawal tariffs"},
			{"/v1/issues?parent=withdrawal", "/slug", "depth"},
			{"/v1/issues?parent=withdrawal,none&negotiation=talks", "/slug", "withdrawal depth"},
			{"/v1/issues?q=how", "/slug", "depth tariffs"},
			{"/v1/proposals?author=usa", "/slug", "points"},
			{"/v1/proposals?author=russia", "/slug", ""},
			{"/v1/proposals?issue=withdrawal", "/slug", "points"},
			{"/v1/proposals?issue=depth", "/slug", ""},
			{"/v1/proposals?negotiation=talks&q=POINTS", "/slug", "points"},
			{"/v1/articles?publisher=The+Echo&publisher=The+Wire", "/slug", "wire echo"},
			{"/v1/articles?language=uk", "/slug", "blog"},
			{"/v1/articles?url=https://example.org/x", "/slug", "blog"},
			{"/v1/articles?url=https://example.org/y", "/slug", "blog"},
			{"/v1/articles?relays=wire", "/slug", "echo"},
			{"/v1/articles?outlet=Bloomberg", "/slug", "blog"},
			{"/v1/articles?published_from=2026-01-22", "/slug", "wire"},
			{"/v1/articles?published_from=2025-12-31&published_to=2026-01-01", "/slug", "blog"},
			{"/v1/articles?published_to=2025-11-30", "/slug", ""},
			{"/v1/articles?q=50%25", "/slug", "blog"},
			{"/v1/passages?article=echo", "/id", passage},
			{"/v1/passages?state=orphaned", "/id", ""},
			{"/v1/passages?article=echo&reviewed=false", "/id", passage},
			{"/v1/articles/echo/passages?reviewed=true", "/id", ""},
			{"/v1/passages?q=PLAN", "/id", passage},
			{"/v1/articles/echo/passages?q=plan&state=anchored", "/id", passage},
			{"/v1/articles/echo/passages?q=zone", "/id", ""},
			{"/v1/negotiations/talks/participations?role=mediator,host", "/role", "mediator"},
			{"/v1/negotiations/talks/participations?party=russia", "/role", "party"},
			{"/v1/salience?party=usa&issue=withdrawal", "/value", "1"},
			{"/v1/salience?party=russia", "/value", ""},
		} {
			alike(c.t, test.path, column(c.all(test.path), test.member), strings.Fields(test.want))
		}
		for path, want := range map[string]int{
			"/v1/parties/ukraine/memberships":                      0,
			"/v1/parties/ukraine/memberships?direction=members":    1,
			"/v1/parties/minister/memberships?direction=groups":    1,
			"/v1/parties/minister/memberships?direction=members":   0,
			"/v1/transactions?kind=salience":                       1,
			"/v1/transactions?kind=salience,membership":            3,
			"/v1/transactions?actor=tester&kind=membership":        2,
			"/v1/transactions?actor=nobody":                        0,
			"/v1/transactions?resource=" + passage:                 1,
			"/v1/transactions?resource=" + passage + "&kind=party": 0,
		} {
			if got := len(c.all(path)); got != want {
				c.t.Errorf("%s: %d items, want %d", path, got, want)
			}
		}
	}, (*client).build, (*client).buildMore)
}

func TestListEvidenceByRelation(t *testing.T) {
	each(t, func(c *client) {
		at := "/v1/positions/" + c.state(object{"evidence": []object{quote(offer, nil), quote(plan, object{"relation": "disputes"})}}) + "/evidence"
		same(c.t, "disputes", column(c.all(at+"?relation=disputes"), "/selected/exact"), []string{plan})
		same(c.t, "both", column(c.all(at+"?relation=disputes,supports"), "/selected/exact"), []string{offer, plan})
		same(c.t, "context", column(c.all(at+"?relation=context"), "/id"), []string{})
	}, (*client).build)
}
