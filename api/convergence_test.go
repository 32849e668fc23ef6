package api_test

import (
	"bytes"
	"fmt"
	"math"
	"net/http"
	"testing"
)

func TestConvergence(t *testing.T) {
	each(t, func(c *client) {
		columns := []string{"issue", "rule", "party_a", "party_b", "from", "to", "distance", "overlap_low", "overlap_high"}
		same(c.t, "on the scale", c.rows("convergence?issue=withdrawal", columns...), []string{
			"withdrawal scale russia ukraine 2026-01-22 2026-01-28 0.8 null null",
			"withdrawal scale russia ukraine 2026-01-29 2026-02-01 0.5 40 40"})
		same(c.t, "by stance", c.rows("convergence?issue=zone,ceasefire", columns...), []string{
			"ceasefire stance usa russia 2026-01-08 2026-01-09 0 null null",
			"zone stance usa ukraine 2026-01-25 2026-02-01 0.75 null null",
			"zone stance usa russia 2026-01-26 2026-02-01 0 null null",
			"zone stance russia ukraine 2026-01-26 2026-02-01 0.75 null null"})
		same(c.t, "as may be", c.rows("convergence?issue=withdrawal&match=possible", columns...), []string{
			"withdrawal scale russia ukraine 2026-01-22 2026-02-01 0.5 40 40"})
		same(c.t, "a window", c.rows("convergence?issue=withdrawal&from=2026-01-27&to=2026-01-30", columns...), []string{
			"withdrawal scale russia ukraine 2026-01-27 2026-01-28 0.8 null null",
			"withdrawal scale russia ukraine 2026-01-29 2026-01-30 0.5 40 40"})
		c.get("/v1/negotiations/talks/convergence?from=2026-02-02&to=2026-02-01").refused(400, "?from order")
	}, (*client).tell)
}

// The parties to compare are named by party, as in all views, or by parties.
func TestConvergenceOfParties(t *testing.T) {
	each(t, func(c *client) {
		const path = "/v1/negotiations/talks/convergence?as_of=2026-02-01"
		for _, form := range []string{"json", "flat", "csv"} {
			is := c.get(path + "&issue=zone&parties=russia,ukraine&format=" + form).want(http.StatusOK).body
			want := c.get(path + "&issue=zone&party=russia,ukraine&format=" + form).want(http.StatusOK).body
			if !bytes.Equal(is, want) {
				c.t.Errorf("%s by parties:\n%s\nby party:\n%s", form, is, want)
			}
		}
		same(c.t, "not all", c.rows("convergence?issue=zone&parties=russia,ukraine", "party_a", "party_b"), []string{"russia ukraine"})
		c.get(path+"&parties=russia,ukraine&party=usa").refused(400, "?parties twice")
		c.get(path+"&parties=").refused(400, "?parties format")
		c.get(path+"&parties=russia,nowhere").refused(400, "?parties reference")
		c.get("/v1/negotiations/talks/matrix?parties=russia").refused(400, "?parties unknown")
	}, (*client).tell)
}

// Weighted by salience an issue counts as much as both sides care about it.
func TestConvergenceByWeight(t *testing.T) {
	each(t, func(c *client) {
		plain := c.told("convergence?party=russia,ukraine").is(object{"/weighted": false, "/overall/0/distance": (0.5 + 0.75) / 2})
		same(c.t, "weights", c.rows("convergence?party=russia,ukraine", "weight"), []string{"null", "null", "null"})
		weighted := c.told("convergence?party=russia,ukraine&weight=salience").is(object{"/weighted": true})
		want := (0.8*0.5 + 0.3*0.75) / (0.8 + 0.3)
		if got := weighted.at("/overall/0/distance").(float64); math.Abs(got-want) > 1e-9 {
			c.t.Errorf("overall %v, want %v; without weights %v", got, want, plain.at("/overall/0/distance"))
		}
		same(c.t, "weights", c.rows("convergence?issue=withdrawal&weight=salience&from=2026-01-30", "from", "to", "distance", "weight"),
			[]string{"2026-01-30 2026-01-30 0.5 null", "2026-01-31 2026-02-01 0.5 0.8"})
	}, (*client).tell)
}

func TestNetwork(t *testing.T) {
	each(t, func(c *client) {
		same(c.t, "network", c.rows("network", "party_a", "party_b", "kind", "weight"), []string{
			"usa russia agreement 2", "usa ukraine agreement 1", "usa ukraine conflict 2", "russia ukraine conflict 2"})
		same(c.t, "nodes", column(c.told("network").list("/nodes"), "/statements"), []string{"0", "5", "3", "9"})
		same(c.t, "a window", c.rows("network?from=2026-01-26&to=2026-01-26", "party_a"), []string{})
	}, (*client).tell)
}

// Two parties say the same seven times, so a link weighs what counts once.
func TestNetworkCountsRepetitionOnce(t *testing.T) {
	said := []struct{ stated, article, text string }{
		{"2025-01-01", "blog", wire[:30]}, {"2025-12-29", "wire", offer}, {"2025-12-29", "wire", plan}, {"2025-12-31", "echo", plan},
		{"2026-01-01", "wire", talks}, {"2026-01-31", "echo", talks}, {"2026-02-01", "wire", zone},
	}
	each(t, func(c *client) {
		c.create("/v1/articles", object{"slug": "blog", "text": wire})
		for _, party := range []string{"ukraine", "usa"} {
			for _, s := range said {
				c.state(object{"party": party, "stance": "supports", "stated": s.stated, "evidence": []object{quote(s.text, object{"article": s.article})}})
			}
		}
		for duplicates, want := range map[string]int{"none": 7, "article": 3, "day": 6, "week": 3, "month": 4, "range": 1} {
			same(c.t, duplicates, c.rows("network?duplicates="+duplicates, "kind", "weight"), []string{fmt.Sprint("agreement ", want)})
		}
		c.get("/v1/negotiations/talks/network?duplicates=year").refused(400, "?duplicates enum")
	}, (*client).build, (*client).buildMore)
}
