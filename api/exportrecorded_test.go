package api_test

import (
	"fmt"
	"strings"
	"testing"
)

// buildShelf records articles and passages for every filter, of which some are
// changed or taken back afterwards.
func (c *client) buildShelf() *client {
	c.t.Helper()
	c.build()
	c.create("/v1/articles", object{"slug": "blog", "publisher": "Blog, Inc.", "title": "50% off: “Київ”", "language": "uk", "url": "https://example.org/x",
		"canonical_url": "https://example.org/y", "published": "2026-01", "byline": "=A. Writer", "retrieved_at": "2026-01-05T10:00:00+02:00", "relays": object{"article": "wire"}})
	c.create("/v1/articles", object{"slug": "told", "publisher": "The Wire", "language": "en", "relays": object{"outlet": "Agency"}, "text": "One. Two, نحن. Three."})
	c.create("/v1/articles", object{"slug": "pulped", "title": "Pulped"})
	c.retract("/v1/articles/pulped")
	c.create("/v1/articles/told/passages", object{"quote": "Two, نحن.", "note": "Both."})
	c.create("/v1/articles/told/passages", object{"quote": "Three."})
	gone := c.create("/v1/articles/told/passages", object{"quote": "One."}).id()
	c.retract("/v1/passages/" + gone)
	c.create("/v1/articles/told/revisions", object{"text": "One. Two, نحن. Four."})
	return c
}

func TestExportsOfArticlesAndPassages(t *testing.T) {
	each(t, func(c *client) {
		golden(c.t, "articles.csv", stable(string(c.get("/v1/exports/articles.csv?retracted=include&text=1").check().body)))
		golden(c.t, "passages.ndjson", stable(string(c.get("/v1/exports/passages.ndjson?retracted=include").check().body)))
	}, (*client).buildShelf)
}

// shelf are filters of the two lists, which their exports answer alike.
var shelf = map[string][]string{
	"articles": {"", "publisher=Blog,+Inc.", "publisher=The+Wire&publisher=Nobody", "language=uk", "language=uk,en", "url=https://example.org/x", "url=https://example.org/y",
		"relays=wire", "outlet=Agency", "published_from=2026-01-20", "published_to=2026-01-20", "published_from=2026-01-31&published_to=2026-01-31", "q=київ", "q=50%25", "q=_",
		"q=wire", "retracted=only", "retracted=include", "retracted=exclude", "publisher=Nobody"},
	"passages": {"", "article=told", "article=told,wire", "state=anchored", "state=orphaned,ambiguous", "q=نحن", "q=three", "article=told&state=anchored&q=two", "retracted=only",
		"retracted=include"},
}

func TestExportsTakeTheFiltersOfLists(t *testing.T) {
	each(t, func(c *client) {
		for list, queries := range shelf {
			for _, query := range queries {
				want := column(c.all("/v1/"+list+"?"+query), "/id")
				same(c.t, list+" "+query, c.ids("/v1/exports/"+list+".csv?"+query), want)
				if full := query == "" || strings.HasPrefix(query, "retracted"); full && len(want) == 0 {
					c.t.Errorf("no %s with %q", list, query)
				}
			}
		}
	}, (*client).buildShelf)
}

// ids are those of the first column.
func (c *client) ids(path string) []string {
	c.t.Helper()
	list := []string{}
	for _, record := range c.get(path).check().records()[1:] {
		list = append(list, record[0])
	}
	return list
}

// An old number gives articles and passages as they were: names, text and place.
func TestExportsOfTheirTime(t *testing.T) {
	each(t, func(c *client) {
		then := fmt.Sprint(c.head())
		before := map[string][]string{}
		for list, queries := range shelf {
			for _, query := range queries {
				before[list+".csv?known_at="+then+"&"+query] = c.ids("/v1/exports/" + list + ".csv?" + query)
			}
		}
		file := "/v1/exports/articles.ndjson?text=1&known_at=" + then
		once := c.get(file).check()
		c.correct("/v1/articles/blog", object{"publisher": "The Wire", "language": "en", "title": "Off", "url": nil, "canonical_url": nil, "relays": nil, "published": "2020"})
		c.correct("/v1/articles/told", object{"publisher": "Blog, Inc.", "language": "uk", "relays": object{"article": "wire", "outlet": nil}, "slug": "retold"})
		c.create("/v1/articles/retold/revisions", object{"text": "Two, نحن. Three. One."})
		c.create("/v1/articles", object{"slug": "new", "publisher": "The Wire"})
		c.create("/v1/articles/new/revisions", object{"text": "Three."})
		c.create("/v1/articles/new/passages", object{"quote": "Three."})
		c.retract("/v1/articles/wire")
		for path, want := range before {
			same(c.t, path, c.ids("/v1/exports/"+path), want)
		}
		same(c.t, file, []string{string(c.get(file).check().body)}, []string{string(once.body)})
		now := string(c.get("/v1/exports/articles.ndjson?text=1&retracted=include").check().body)
		for _, want := range []string{`"article":"retold"`, `"text":"Two, نحن. Three. One."`, `"revision":3`, `"article":"new"`} {
			if !strings.Contains(now, want) || strings.Contains(string(once.body), want) {
				c.t.Errorf("%s is not new", want)
			}
		}
	}, (*client).buildShelf)
}
