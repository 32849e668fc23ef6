package api_test

import (
	"strings"
	"testing"
)

// Each kind of conflict is found where it is and nowhere else.
func TestConflicts(t *testing.T) {
	const alone = "ceasefire-offer guarantees-troops ceasefire-plan demand-all ceasefire-over mutual-open not-alone mutual-40 zone-plan zone-no zone-yes guarantees-yes guarantees-no"
	tests := []struct{ kind, rule, positions string }{
		{"dates", "reported-dates-disjoint", "guarantees-several"},
		{"dates", "stated-not-as-reported", ""},
		{"dates", "stated-after-publication", "guarantees-yes guarantees-no"},
		{"stances", "opposite-stances-standing", "guarantees-yes+guarantees-no"},
		{"disputed", "evidence-disputes", "zone-yes"},
		{"unsupported", "no-passage-left", "depth-line"},
		{"anonymous_only", "all-support-anonymous", "ceasefire-over zone-plan zone-yes"},
		{"second_hand", "told-by-another-party", "zone-no"},
		{"orphaned", "passage-lost", "depth-line"},
		{"ambiguous", "passage-lost", ""},
		{"single_origin", "one-independent-origin", alone},
	}
	each(t, func(c *client) {
		all := 0
		for _, test := range tests {
			var found []string
			for _, item := range c.told("conflicts?kind=" + test.kind).list("/conflicts") {
				if item.(object)["kind"] != test.kind || item.(object)["sentence"] == "" {
					c.t.Errorf("%s: %s", test.kind, asJSON(item))
				}
				if item.(object)["rule"] == test.rule {
					positions, _ := lookUp(item, "/positions")
					found = append(found, strings.Join(column(positions.([]any), "/slug"), "+"))
				}
			}
			all += len(found)
			alike(c.t, test.kind+" by "+test.rule, found, strings.Fields(test.positions))
		}
		if n := len(c.told("conflicts").list("/conflicts")); n != all {
			c.t.Errorf("%d conflicts, %d rule by rule", n, all)
		}
	}, (*client).tell)
}

// Where articles date a statement differently, each date has its article, and
// the chosen one says why.
func TestDateConflictsNameTheirArticles(t *testing.T) {
	each(t, func(c *client) {
		dates := c.told("conflicts?kind=dates").list("/conflicts/0/dates")
		same(c.t, "dates", column(dates, "/date"), []string{"2026-01-24", "2026-01-25"})
		same(c.t, "articles", column(dates, "/articles/0/slug"), []string{"morning", "evening"})
		same(c.t, "chosen", column(dates, "/chosen"), []string{"true", "false"})
		if why := column(dates, "/why"); !strings.Contains(why[0], "The morning paper was in the room.") || why[1] != "<nil>" {
			c.t.Errorf("why: %q", why)
		}
	}, (*client).tell)
}

// Articles that tell one report count once, and each join says by which rule.
func TestCorroborationCountsOrigins(t *testing.T) {
	tests := []struct {
		position, rules string
		origins         int
		lowest, highest float64
	}{
		{"mutual-40", "relays_outlet relays_article relays_outlet", 1, 1, 1},
		{"mutual-open", "near_identical_text", 1, 0.2, 0.99},
		{"zone-plan", "same_source", 1, 1, 1},
		{"guarantees-several", "", 2, 1, 1},
		{"not-alone", "", 1, 1, 1},
		{"depth-line", "", 0, 1, 1},
	}
	each(t, func(c *client) {
		listed := map[string]any{}
		for _, item := range c.all("/v1/positions?sort=recorded&limit=5") {
			listed[item.(object)["id"].(string)] = item.(object)["corroboration"]
		}
		for _, test := range tests {
			whole := c.get("/v1/positions/" + test.position)
			found := whole.at("/corroboration").(object)
			if listed[whole.id()] == nil || !equal(listed[whole.id()], found) {
				c.t.Errorf("the list says %s, the position %s", asJSON(listed[whole.id()]), asJSON(found))
			}
			for _, p := range c.told("corroboration").list("/positions") {
				if p.(object)["slug"] == test.position && !equal(p.(object)["corroboration"], found) {
					c.t.Errorf("the view says %s, the position %s", asJSON(p), asJSON(found))
				}
			}
			var joins []any
			for _, group := range found["groups"].([]any) {
				joins = append(joins, group.(object)["joins"].([]any)...)
			}
			same(c.t, test.position, column(joins, "/rule"), strings.Fields(test.rules))
			for _, j := range joins {
				if score := j.(object)["score"].(float64); score < test.lowest || score > test.highest {
					c.t.Errorf("%s: score %v", test.position, score)
				}
			}
			if n := len(found["groups"].([]any)); !equal(found["origins"], test.origins) || n != test.origins {
				c.t.Errorf("%s: %v origins in %d groups, want %d", test.position, found["origins"], n, test.origins)
			}
		}
	}, (*client).tell)
}

func TestCoverage(t *testing.T) {
	each(t, func(c *client) {
		same(c.t, "coverage", c.rows("coverage?party=ukraine,eu&issue=withdrawal,depth,guarantees", "issue", "party", "positions", "standing", "passages", "articles", "origins", "first", "last"), []string{
			"withdrawal eu 0 0 0 0 0 null null", "withdrawal ukraine 2 2 4 3 1 2026-01-22 2026-01-22",
			"depth eu 0 0 0 0 0 null null", "depth ukraine 1 1 0 0 0 2026-01-28 2026-01-28",
			"guarantees eu 0 0 0 0 0 null null", "guarantees ukraine 2 1 3 2 2 2026-01-05 2026-01-24"})
		if n := len(c.rows("coverage", "issue")); n != 5*4 {
			c.t.Errorf("%d rows for 5 issues and 4 parties", n)
		}
	}, (*client).tell)
}
