package api_test

import (
	"net/http"
	"strings"
	"testing"
)

// told gives a view of the story on the tests' day.
func (c *client) told(view string) *answer {
	c.t.Helper()
	return c.get(and("/v1/negotiations/talks/"+view, "as_of", day)).want(http.StatusOK)
}

// rows gives chosen columns of a view's flat rows, each row as one text.
func (c *client) rows(view string, columns ...string) []string {
	c.t.Helper()
	list := []string{}
	for _, row := range c.told(and(view, "format", "flat")).list("") {
		var cells []string
		for _, name := range columns {
			cells = append(cells, strings.Trim(asJSON(row.(object)[name]), `"`))
		}
		list = append(list, strings.Join(cells, " "))
	}
	return list
}

// A party may hold two positions at once: it refuses to go alone and offers to
// go together (rule 3). That is no contradiction.
func TestPositionsStandSideBySide(t *testing.T) {
	each(t, func(c *client) {
		same(c.t, "Ukraine on the withdrawal", c.rows("matrix?issue=withdrawal&party=ukraine", "position", "act", "stance", "passages", "origins"),
			[]string{"mutual-40 offer supports_conditionally 3 1", "not-alone reject opposes 1 1"})
		same(c.t, "contradictions", c.rows("conflicts?kind=stances&party=ukraine", "sentence"), []string{})
	}, (*client).tell)
}

// No evidence is not a neutral stance, and neither is having let go of one.
func TestCellsSayWhyTheyAreEmpty(t *testing.T) {
	each(t, func(c *client) {
		for pair, want := range map[string]string{
			"issue=zone&party=eu": "no_evidence", "issue=zone&party=usa": "standing", "issue=ceasefire&party=usa": "none_standing",
			"issue=ceasefire&party=russia": "none_standing", "issue=ceasefire&party=ukraine": "no_evidence",
		} {
			c.told("matrix?" + pair).is(object{"/cells/0/state": want})
		}
		c.get("/v1/negotiations/talks/matrix?issue=zone&party=usa&as_of=2026-01-23").is(object{"/cells/0/state": "no_evidence"})
		c.get("/v1/negotiations/talks/matrix?issue=ceasefire&party=russia&as_of=2026-01-09").is(object{"/cells/0/state": "standing"})
		c.get("/v1/negotiations/talks/matrix?issue=ceasefire&party=russia&as_of=2026-01-10").is(object{"/cells/0/state": "none_standing"})
		same(c.t, "columns", column(c.told("matrix").list("/parties"), "/slug"), []string{"eu", "usa", "russia", "ukraine"})
		same(c.t, "rows", column(c.told("matrix").list("/issues"), "/slug"), []string{"withdrawal", "depth", "zone", "guarantees", "ceasefire"})
		same(c.t, "subtree", column(c.told("matrix?issue=withdrawal&subtree=true").list("/issues"), "/slug"), []string{"withdrawal", "depth"})
	}, (*client).tell)
}

// A lapse is asked for, shown, and never there by default.
func TestLapse(t *testing.T) {
	tests := []struct{ after, stand string }{
		{"", "mutual-open demand-all"}, {"P22D", "mutual-open demand-all"}, {"P21D", "mutual-open"}, {"P3W", "mutual-open"}, {"P2D", "mutual-open"},
		{"P1D", ""}, {"P1M", "mutual-open demand-all"}, {"P1Y2M3W4D", "mutual-open demand-all"},
	}
	each(t, func(c *client) {
		for _, test := range tests {
			path := "matrix?issue=withdrawal&party=russia"
			if test.after != "" {
				path = and(path, "lapse_after", test.after)
			}
			same(c.t, path, c.rows(path, "position"), strings.Fields(test.stand))
		}
		c.told("matrix").is(object{"/lapse_after": nil})
		c.told("matrix?lapse_after=P21D").is(object{"/lapse_after": "P21D"})
		same(c.t, "timeline", c.rows("timeline?issue=withdrawal&party=russia&lapse_after=P21D", "date", "position", "effect", "effect_rule"),
			[]string{"2026-01-10 demand-all first_stated no-earlier-position", "2026-01-2X mutual-open softened scale-distance-from-middle", "2026-02-01 demand-all lapsed lapse-after"})
		for _, wrong := range []string{"P0D", "P", "30", "7D", "P-1D", "PT1H", "P1.5D", "forever"} {
			for _, view := range []string{"matrix", "timeline", "matrix.svg", "timeline.svg"} {
				a := c.get(and("/v1/negotiations/talks/"+view, "lapse_after", wrong)).want(http.StatusBadRequest)
				if detail := a.text("/faults/0/detail"); strings.ContainsAny(detail, "^$\\") || !strings.Contains(detail, "P90D") {
					c.t.Errorf("lapse_after=%q: %s", wrong, detail)
				}
				if faults := a.faults(); len(faults) == 0 || !strings.HasPrefix(faults[0], "?lapse_after ") {
					c.t.Errorf("lapse_after=%q: %q", wrong, faults)
				}
			}
		}
	}, (*client).tell)
}

// What a position did is coded by the analyst, or derived by a rule with a name.
func TestEffects(t *testing.T) {
	each(t, func(c *client) {
		same(c.t, "timeline", c.rows("timeline", "date", "position", "effect", "effect_source", "effect_rule", "standing"), []string{
			"2026-01-02 ceasefire-offer first_stated derived no-earlier-position false",
			"2026-01-05 guarantees-troops first_stated derived no-earlier-position false",
			"2026-01-08 ceasefire-plan first_stated derived no-earlier-position false",
			"2026-01-10 demand-all first_stated derived no-earlier-position true",
			"2026-01-10 ceasefire-offer lapsed derived held-until false",
			"2026-01-20 ceasefire-over withdrawn derived act-withdraw false",
			"2026-01-2X mutual-open softened derived scale-distance-from-middle true",
			"2026-01-22 not-alone first_stated derived no-earlier-position true",
			"2026-01-22 mutual-40 null null null true",
			"2026-01-24 zone-plan first_stated derived no-earlier-position true",
			"2026-01-24 guarantees-several softened coded null true",
			"2026-01-25 zone-no first_stated derived no-earlier-position true",
			"2026-01-26 zone-yes first_stated derived no-earlier-position true",
			"2026-01-27 guarantees-yes first_stated derived no-earlier-position true",
			"2026-01-28 depth-line first_stated derived no-earlier-position true",
			"2026-01-29 guarantees-no reversed derived stance-order true",
		})
		several := c.told("timeline?issue=guarantees&party=ukraine").at("/entries/1").(object)
		if got := several["effect"].(object)["earlier"]; !equal(got, []string{c.get("/v1/positions/guarantees-troops").id()}) {
			c.t.Errorf("the softened one names %v", got)
		}
	}, (*client).tell)
}
