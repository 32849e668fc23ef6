package api_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
)

// buildNetwork lets three parties speak for and against two concepts.
func (c *client) buildNetwork() *client {
	c.t.Helper()
	c.build().buildMore()
	for i, said := range []object{
		{"party": "ukraine", "stance": "supports"}, {"party": "ukraine", "stance": "opposes", "stated": "2026-01-23"}, {"party": "russia", "stance": "supports_conditionally"},
		{"party": "usa", "stance": "red_line"}, {"party": "ukraine", "stance": "supports", "proposal": "points"}, {"party": "usa", "stance": "supports", "proposal": "points"},
	} {
		said["slug"] = fmt.Sprint("said-", i)
		c.state(said)
	}
	return c
}

func TestNetworkExports(t *testing.T) {
	each(t, func(c *client) {
		golden(c.t, "network.graphml", stable(string(c.get("/v1/exports/network.graphml?negotiation=talks&as_of="+day).want(http.StatusOK).body)))
		golden(c.t, "actor-concept.csv", stable(string(c.get("/v1/exports/actor-concept.csv?negotiation=talks&as_of="+day).check().body)))
		for kind, want := range map[string]int{"agreement": 2, "conflict": 3, "agreement,conflict": 5, "": 5} {
			path := "/v1/exports/network.csv?negotiation=talks"
			if kind != "" {
				path += "&kind=" + kind
			}
			if got := c.get(path).check().rows(); got != want {
				c.t.Errorf("%d links of kind %q, want %d", got, kind, want)
			}
			graph := c.get(strings.Replace(path, ".csv", ".graphml", 1)).want(http.StatusOK)
			if got := strings.Count(string(graph.body), "<edge "); got != want || graph.trailer.Get("Parley-Row-Count") != fmt.Sprint(want) {
				c.t.Errorf("%d edges of kind %q, want %d", got, kind, want)
			}
		}
		c.get("/v1/exports/network.csv?negotiation=talks&kind=love").refused(http.StatusBadRequest, "?kind enum")
		c.get("/v1/exports/network.csv").refused(http.StatusBadRequest, "?negotiation required")
		c.get("/v1/exports/network.graphml?negotiation=nowhere").refused(http.StatusBadRequest, "?negotiation reference")
		c.get("/v1/exports/actor-concept.csv?negotiation=talks&count=all").refused(http.StatusBadRequest, "?count enum")
		c.get("/v1/exports/actor-concept.csv?negotiation=talks&from=2026-02-02&to=2026-02-01").refused(http.StatusBadRequest, "?from order")
		c.get("/v1/exports/matrix.csv?negotiation=talks,more").refused(http.StatusBadRequest, "?negotiation reference")
	}, (*client).buildNetwork)
}

// The rows of exported views are the flat rows of the views.
func TestExportsAreTheViews(t *testing.T) {
	each(t, func(c *client) {
		for view, query := range map[string]string{"matrix": "lapse_after=P1Y", "changes": "from=0", "network": "duplicates=week"} {
			query += "&as_of=" + day
			flat := c.get("/v1/negotiations/talks/" + view + "?format=csv&" + query).want(http.StatusOK)
			same(c.t, view, []string{string(c.get("/v1/exports/" + view + ".csv?negotiation=talks&" + query).check().body)}, []string{string(flat.body)})
			c.get("/v1/exports/"+view+".csv?negotiation=talks&party=nobody&"+query).refused(http.StatusBadRequest, "?party reference")
			c.get("/v1/exports/"+view+".csv?negotiation=talks&subtree=true&"+query).refused(http.StatusBadRequest, "?subtree needs-issue")
		}
	}, (*client).buildNetwork)
}
