package api_test

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
)

// labels are the hits of a search as kind and slug; of a passage, its article's.
func (c *client) labels(query string) []string {
	c.t.Helper()
	list := []string{}
	for _, item := range c.all("/v1/search?" + query) {
		hit := item.(object)
		if hit["kind"] == "passage" {
			hit = object{"kind": "passage", "slug": hit["article"].(object)["slug"]}
		}
		list = append(list, hit["kind"].(string)+":"+hit["slug"].(string))
	}
	return list
}

var searchFilters = []struct{ query, want string }{
	{"q=zone", "issue:donbas passage:zone article:zone position:usa-zone"},
	{"q=zone&kind=article", "article:zone"},
	{"q=zone&kind=position,issue", "issue:donbas position:usa-zone"},
	{"q=zone&kind=party", ""},
	{"q=zone&negotiation=talks", "issue:donbas passage:zone article:zone position:usa-zone"},
	{"q=zone&negotiation=grain", ""},
	{"q=corridor&negotiation=grain,talks", "issue:corridor position:joint-corridor"},
	{"q=kyiv&negotiation=talks", "party:ukraine issue:donbas passage:zona article:zone position:ukraine-no"},
	{"q=trump&negotiation=talks", ""},
	{"q=trump&negotiation=grain", "passage:names article:names"},
	{"q=kyiv&issue=donbas-troops", "passage:zona position:ukraine-no"},
	{"q=kyiv&issue=donbas", "issue:donbas article:zone"},
	{"q=kyiv&issue=donbas&subtree=true", "issue:donbas passage:zona article:zone position:ukraine-no"},
	{"q=kyiv&issue=donbas&subtree=false", "issue:donbas article:zone"},
	{"q=zo*&party=ukraine&kind=party", ""},
	{"q=україна&party=ukraine", "party:ukraine position:joint-corridor passage:names passage:zona position:ukraine-no"},
	{"q=trump&party=ukraine", "passage:names article:names"},
	{"q=trump&party=usa", "passage:names article:names"},
	{"q=trump&party=zelensky", ""},
	{"q=гарантія&party=zelensky", "passage:zona article:zona"},
	{"q=гарантія&party=zelensky,usa&issue=donbas-troops", "passage:zona article:zona"},
	{"q=гарантія&party=zelensky&issue=corridor", ""},
	{"q=zone&publisher=The+Wire", "passage:zone article:zone position:usa-zone"},
	{"q=zone&publisher=the+wire", ""},
	{"q=zone&publisher=%D0%A5%D0%B2%D0%B8%D0%BB%D1%8F", ""},
	{"q=reporter&publisher=%D0%A5%D0%B2%D0%B8%D0%BB%D1%8F&publisher=The+Wire&kind=article", "article:names article:signs article:qu article:mintaqa article:zona article:zone"},
	{"q=reporter&publisher=%D0%A5%D0%B2%D0%B8%D0%BB%D1%8F", "article:names article:qu article:zona"},
	{"q=reporter&language=uk", "article:zona"},
	{"q=reporter&language=uk,ar", "article:mintaqa article:zona"},
	{"q=перемиря&language=UK", ""},
	{"q=reporter&from=2026-01-14", "article:names article:signs"},
	{"q=reporter&to=2026-01-10", "article:zone"},
	{"q=reporter&from=2026-01-11&to=2026-01-12", "article:mintaqa article:zona"},
	{"q=kyiv&from=2026-01-01&to=2026-01-31&kind=position", "position:joint-corridor position:ukraine-no"},
	{"q=kyiv&from=2026-01-02&kind=position", "position:joint-corridor"},
	{"q=kyiv&from=2026-01-02&match=possible&kind=position", "position:joint-corridor position:ukraine-no"},
	{"q=kyiv&to=2026-01-30&kind=position", "position:joint-corridor"},
	{"q=kyiv&to=2026-01-01&match=possible&kind=position", "position:ukraine-no"},
	{"q=kyiv&from=2026-02-01&match=possible", ""},
	{"q=draft", ""},
	{"q=draft&status=proposed", "position:draft"},
	{"q=corridor&status=any", "issue:corridor position:draft position:joint-corridor"},
	{"q=corridor&status=proposed,accepted&kind=position", "position:draft position:joint-corridor"},
	{"q=corridor&retracted=include", "issue:corridor position:joint-corridor"},
	{"q=corridor&retracted=only", ""},
}

func TestSearchFilters(t *testing.T) {
	each(t, func(c *client) {
		for _, f := range searchFilters {
			c.run(f.query, func(c *client) { same(c.t, "hits", c.labels(f.query), strings.Fields(f.want)) })
		}
	}, (*client).buildSearch)
}

// Every filter that the contract has stands in the table.
func TestSearchFiltersAreComplete(t *testing.T) {
	for _, p := range operations()["search"].Operation.Parameters {
		used := slices.ContainsFunc(searchFilters, func(f struct{ query, want string }) bool {
			query, err := url.ParseQuery(f.query)
			return err == nil && query.Has(p.Value.Name)
		})
		if !used && !slices.Contains([]string{"fields", "limit", "cursor"}, p.Value.Name) {
			t.Errorf("no search uses %s", p.Value.Name)
		}
	}
}

// A search right after a write finds what was written, and no longer what was
// written over.
func TestSearchFollowsEveryWrite(t *testing.T) {
	each(t, func(c *client) {
		check := func(what, query, want string) {
			c.t.Helper()
			same(c.t, what, c.labels(query), strings.Fields(want))
		}
		c.post("/v1/articles/zone/revisions", object{"text": "A demilitarised belt instead. Washington put a free economic zone on the table."}).want(http.StatusCreated)
		check("new revision", "q=belt", "article:zone")
		check("text replaced", "q=wish", "")
		check("passage stays", "q=table&kind=passage", "passage:zone")
		c.correct("/v1/articles/zone", object{"title": "Belt and zone", "published": "2027-01-01", "publisher": "The Wire II"})
		check("date and publisher of an article are its passages' too", "q=zone&from=2027-01-01", "passage:zone article:zone")
		check("and its positions have the publisher", "q=zone&publisher=The+Wire+II", "passage:zone article:zone position:usa-zone")
		check("none has the old one", "q=zone&publisher=The+Wire", "")
		c.correct("/v1/positions/usa-zone", object{"summary": "A belt.", "party": "ukraine", "stated": "2026-03-01"})
		check("corrected position", "q=belt", "article:zone position:usa-zone")
		check("its passage is the other party's", "q=table&party=usa", "")
		check("now", "q=table&party=ukraine", "passage:zone article:zone")
		same(c.t, "by party", c.how("kiev table"), []string{"passage <nil> | kiev by party of ukraine | table by words"})
		c.correct("/v1/issues/donbas", object{"question": "Who has the land?"})
		check("renamed issue", "q=land", "issue:donbas")

		passage := c.create("/v1/articles/names/passages", object{"quote": "The envoy of U.S. origin stayed with us."}).id()
		check("new passage", "q=envoy&party=usa", "article:names")
		evidence := c.create("/v1/positions/joint-corridor/evidence", object{"passage": passage}).id()
		check("evidence makes it the party's", "q=envoy&party=usa&kind=passage", "passage:names")
		c.retract("/v1/positions/joint-corridor/evidence/" + evidence)
		check("until it is retracted", "q=envoy&party=usa&kind=passage", "")
		c.retract("/v1/passages/" + passage)
		check("retracted passage", "q=envoy", "article:names")
		check("asked for", "q=envoy&retracted=include", "passage:names article:names")
		check("alone", "q=envoy&retracted=only", "passage:names")

		c.post("/v1/positions/draft/accept", nil).want(http.StatusConflict)
		c.post("/v1/positions/draft/reject", nil).want(http.StatusOK)
		check("rejected", "q=draft&status=proposed", "")
		check("rejected, asked for", "q=draft&status=rejected", "position:draft")
		c.retract("/v1/positions/joint-corridor")
		check("retracted position", "q=guarded", "")
		check("retracted position, asked for", "q=guarded&retracted=include", "position:joint-corridor")
		check("what was evidence for it is nobody's", "q=trump&party=usa", "")
		c.retract("/v1/articles/signs")
		check("retracted article", "q=cafe", "")
		check("retracted article, asked for", "q=cafe&retracted=include", "article:signs")
	}, (*client).buildSearch)
}

func TestSearchRefusals(t *testing.T) {
	each(t, func(c *client) {
		for query, fault := range map[string]string{
			"":                                  "?q required",
			"q=":                                "?q minLength",
			"q=%20":                             "?q query",
			"q=%22free":                         "?q query",
			"q=-free":                           "?q query",
			"q=f*":                              "?q query",
			"q=fr*ee":                           "?q query",
			"q=" + strings.Repeat("a+", 65):     "?q query",
			"q=" + strings.Repeat("a", 501):     "?q maxLength",
			"q=x&kind=planet":                   "?kind enum",
			"q=x&party=atlantis":                "?party reference",
			"q=x&issue=atlantis":                "?issue reference",
			"q=x&negotiation=atlantis":          "?negotiation reference",
			"q=x&subtree=true":                  "?subtree needs-issue",
			"q=x&from=2026-02-01&to=2026-01-01": "?from order",
			"q=x&from=yesterday":                "?from format",
			"q=x&limit=51":                      "?limit maximum",
			"q=x&known_at=1":                    "?known_at unknown",
			"q=x&cursor=e30":                    "?cursor cursor-filter",
		} {
			c.run(query, func(c *client) { c.get("/v1/search?"+query).refused(http.StatusBadRequest, fault) })
		}
	}, (*client).build)
}

// What means something to FTS5 or tsquery is punctuation here.
func TestSearchTakesNoOperators(t *testing.T) {
	each(t, func(c *client) {
		for _, q := range []string{`zone AND free`, `zone & free`, `zone | x`, `!zone`, `NEAR(zone free)`, `words:zone`, `^zone`, `zone:*`, `'zone'`, `\zone`, `zone <-> free`,
			`1:zone`, `1=kindarticle`, `{zone}`, `(zone`, `zone)`, `zone"`, "zone\x00", `zone' OR 1=1 --`, "zone;", "|", "zone + free", "a:b=c|d", `"zone" "`, "%", "_"} {
			a := c.get("/v1/search?q=" + url.QueryEscape(q))
			if a.status != http.StatusOK && a.status != http.StatusBadRequest {
				c.t.Errorf("%q: %d %s", q, a.status, a.body)
			}
		}
		same(c.t, "AND is a word", c.labels("q=zone+AND+free"), []string{})
		same(c.t, "tags are not words", c.labels("q="+url.QueryEscape("kindarticle")), []string{})
		same(c.t, "brackets", c.labels("q="+url.QueryEscape("(zone) & {free}!")), []string{"passage:zone", "article:zone", "position:usa-zone"})
	}, (*client).buildSearch)
}
