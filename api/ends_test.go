package api_test

import (
	"net/http"
	"slices"
	"strings"
	"testing"
)

func (c *client) ended(id string) any {
	c.t.Helper()
	return c.get("/v1/positions/" + id).want(http.StatusOK).at("/ended")
}

func (c *client) wantEnd(id string, want any) {
	c.t.Helper()
	got := c.ended(id)
	if days, ok := got.(map[string]any); ok && days["earliest"] != nil {
		delete(days, "earliest") // TestBoundsOfAnEnd looks at the days
		delete(days, "latest")
	}
	if !equal(got, want) {
		c.t.Errorf("ended is %s, want %s", asJSON(got), asJSON(want))
	}
}

func end(how, date string, by any) object { return object{"how": how, "date": date, "by": by} }

func TestSupersedingEndsAPosition(t *testing.T) {
	each(t, func(c *client) {
		earlier := c.state(nil)
		c.wantEnd(earlier, nil)
		later := c.state(object{"stated": "2026-02-01", "supersedes": []string{earlier}})
		c.wantEnd(earlier, end("superseded", "2026-02-01", later))
		c.run("and retracting reopens it", func(c *client) {
			c.retract("/v1/positions/" + later)
			c.wantEnd(earlier, nil)
		})
		c.run("a correction of the date moves it", func(c *client) {
			later := c.state(object{"stated": "2026-02-01", "supersedes": []string{earlier}})
			c.correct("/v1/positions/"+later, object{"stated": "2026-02-05"})
			c.wantEnd(earlier, end("superseded", "2026-02-05", later))
			c.correct("/v1/positions/"+later, object{"supersedes": nil})
			c.wantEnd(earlier, nil)
		})
		c.run("the earliest counts", func(c *client) {
			second := c.state(object{"stated": "2026-03", "supersedes": []string{earlier}})
			first := c.state(object{"stated": "2026-02-10", "supersedes": []string{earlier}})
			c.wantEnd(earlier, end("superseded", "2026-02-10", first))
			c.retract("/v1/positions/" + first)
			c.wantEnd(earlier, end("superseded", "2026-03", second))
		})
	}, (*client).build)
}

func TestOnlyAcceptedPositionsEndOthers(t *testing.T) {
	each(t, func(c *client) {
		earlier := c.state(nil)
		draft := c.state(object{"status": "proposed", "stated": "2026-02", "supersedes": []string{earlier}})
		c.wantEnd(earlier, nil)
		c.post("/v1/positions/"+draft+"/accept", nil).want(http.StatusOK)
		c.wantEnd(earlier, end("superseded", "2026-02", draft))
	}, (*client).build)
}

func TestWithdrawalsAndHeldUntil(t *testing.T) {
	each(t, func(c *client) {
		c.unchanged(func() {
			c.post("/v1/positions", position(object{"act": "withdraw"})).refused(http.StatusUnprocessableEntity, "/supersedes required")
			c.post("/v1/positions", position(object{"held_until": "2026-01-21"})).refused(http.StatusUnprocessableEntity, "/held_until order")
		})
		held := c.state(object{"held_until": "2026-03"})
		c.wantEnd(held, end("held_until", "2026-03", nil))
		withdrawal := c.state(object{"act": "withdraw", "stated": "2026-02-02", "supersedes": []string{held}})
		c.wantEnd(held, end("withdrawn", "2026-02-02", withdrawal))
		c.wantEnd(withdrawal, end("withdrawn", "2026-02-02", nil))
		c.correct("/v1/positions/"+held, object{"held_until": "2026-01-30"})
		c.wantEnd(held, end("held_until", "2026-01-30", nil))
	}, (*client).build)
}

func TestSupersedingIsRefused(t *testing.T) {
	each(t, func(c *client) {
		earlier := c.state(object{"slug": "first"})
		supersedes := []string{"first"}
		for name, test := range map[string]struct {
			changes object
			faults  []string
		}{
			"another party":             {object{"party": "russia"}, []string{"/supersedes/0 other-pair"}},
			"another issue":             {object{"issue": "depth"}, []string{"/supersedes/0 other-pair"}},
			"a later statement":         {object{"stated": "2026-01-21"}, []string{"/supersedes/0 order"}},
			"a statement surely later":  {object{"stated": "2025-12"}, []string{"/supersedes/0 order"}},
			"all of it":                 {object{"party": "usa", "stated": "2025"}, []string{"/supersedes/0 other-pair", "/supersedes/0 order"}},
			"something that is not one": {object{"supersedes": []string{"first", "nothing"}}, []string{"/supersedes/1 reference"}},
		} {
			c.run(name, func(c *client) {
				c.unchanged(func() {
					body := changed(position(object{"supersedes": supersedes}), test.changes)
					c.post("/v1/positions", body).refused(http.StatusUnprocessableEntity, test.faults...)
				})
			})
		}
		c.run("a circle", func(c *client) {
			second := c.state(object{"supersedes": supersedes})
			third := c.state(object{"supersedes": []string{second}})
			c.unchanged(func() {
				for _, last := range []string{earlier, second, third} {
					c.patch("/v1/positions/"+earlier, object{"supersedes": []string{last}}, ifMatch("*")).
						refused(http.StatusUnprocessableEntity, "/supersedes/0 cycle")
				}
			})
		})
	}, (*client).build, (*client).buildMore)
}

// The positions that something supersedes must stay of its party and issue,
// also when they are corrected later.
func TestCorrectionsKeepThePairTogether(t *testing.T) {
	each(t, func(c *client) {
		earlier := c.state(nil)
		c.state(object{"supersedes": []string{earlier}, "stated": "2026-02"})
		c.unchanged(func() {
			for _, change := range []object{{"party": "russia"}, {"issue": "depth"}, {"stated": "2026-05"}} {
				a := c.patch("/v1/positions/"+earlier, change, ifMatch("*"))
				if a.status != http.StatusUnprocessableEntity && a.status != http.StatusConflict {
					c.t.Errorf("%s: status %d", asJSON(change), a.status)
				}
			}
		})
	}, (*client).build, (*client).buildMore)
}

// Standing asks for a day; imprecise dates answer certainly or possibly.
func TestStanding(t *testing.T) {
	each(t, func(c *client) {
		c.state(object{"slug": "exact", "stated": "2026-01-22"})
		c.state(object{"slug": "month", "stated": "2026-01"})
		c.state(object{"slug": "held", "stated": "2026-01-10", "held_until": "2026-01-20/2026-01-24"})
		c.state(object{"slug": "gone", "stated": "2026-01-05"})
		c.state(object{"slug": "withdrawal", "act": "withdraw", "stated": "2026-01-23", "supersedes": []string{"gone"}})
		c.state(object{"slug": "old", "stated": "2025"})
		c.state(object{"slug": "new", "stated": "2026-01-2X", "supersedes": []string{"old"}})
		c.state(object{"slug": "draft", "stated": "2025", "status": "proposed"})
		all := column(c.all("/v1/positions"), "/slug")
		for _, test := range []struct {
			day, match string
			want       []string
		}{
			{"2025-12-30", "certain", nil},
			{"2025-12-31", "certain", []string{"old"}},
			{"2025-01-01", "possible", []string{"old"}},
			{"2026-01-10", "certain", []string{"old", "held", "gone"}},
			{"2026-01-10", "possible", []string{"old", "held", "gone", "month"}},
			{"2026-01-19", "certain", []string{"old", "held", "gone"}},
			{"2026-01-20", "certain", []string{"held", "gone"}},
			{"2026-01-20", "possible", []string{"old", "new", "held", "gone", "month"}},
			{"2026-01-21", "certain", []string{"gone"}},
			{"2026-01-22", "certain", []string{"gone", "exact"}},
			{"2026-01-23", "certain", []string{"exact"}},
			{"2026-01-24", "possible", []string{"old", "new", "held", "month", "exact"}},
			{"2026-01-25", "possible", []string{"old", "new", "month", "exact"}},
			{"2026-01-31", "certain", []string{"new", "month", "exact"}},
		} {
			c.run(test.day+" "+test.match, func(c *client) {
				at := "&as_of=" + test.day + "&match=" + test.match
				alike(c.t, "standing", column(c.all("/v1/positions?standing=true"+at), "/slug"), test.want)
				others := slices.DeleteFunc(slices.Clone(all), func(s string) bool { return slices.Contains(test.want, s) })
				alike(c.t, "not standing", column(c.all("/v1/positions?standing=false"+at), "/slug"), others)
			})
		}
		c.run("today", func(c *client) {
			alike(c.t, "standing", column(c.all("/v1/positions?standing=true"), "/slug"), []string{"new", "month", "exact"})
		})
	}, (*client).build)
}

// Each end bounds the position: the days shown are the smallest of all.
func TestBoundsOfAnEnd(t *testing.T) {
	each(t, func(c *client) {
		held := c.state(object{"stated": "2026-01-01", "held_until": "2026"})
		c.wantDays(held, "2026-01-02", "2027-01-01")
		c.state(object{"stated": "2026-06-01", "supersedes": []string{held}})
		c.wantDays(held, "2026-01-02", "2026-06-01")
		for day, match := range map[string]string{"2026-05-31": "possible", "2026-01-01": "certain"} {
			c.get("/v1/positions/" + held).want(http.StatusOK)
			list := c.get("/v1/positions?standing=true&as_of=" + day + "&match=" + match).want(http.StatusOK)
			if list.at("/items/0/id") != held {
				c.t.Errorf("on %s it does not stand (%s): %s", day, match, list.body)
			}
		}
		list := c.get("/v1/positions?standing=true&as_of=2026-08-01&match=possible&fields=id").want(http.StatusOK)
		if strings.Contains(string(list.body), held) {
			c.t.Error("it was superseded in June and possibly stands in August")
		}
	}, (*client).build)
}

// A position holds on the day it was stated, however imprecise its end, and is superseded
// no earlier.
func TestNoEndIsBeforeTheStatement(t *testing.T) {
	each(t, func(c *client) {
		held := c.state(object{"stated": "2026-01-22", "held_until": "2026-01"})
		c.wantDays(held, "2026-01-23", "2026-02-01")
		list := c.get("/v1/positions?standing=true&as_of=2026-01-22").want(http.StatusOK)
		if list.at("/items/0/id") != held {
			c.t.Errorf("it does not stand on its day: %s", list.body)
		}
		c.correct("/v1/positions/"+held, object{"stated": "2026-01-30"})
		c.wantDays(held, "2026-01-31", "2026-02-01")
		earlier := c.state(object{"stated": "2026-03-20"})
		c.state(object{"stated": "2026-03", "supersedes": []string{earlier}})
		c.wantDays(earlier, "2026-03-20", "2026-03-31")
	}, (*client).build)
}

func (c *client) wantDays(id, earliest, latest string) {
	c.t.Helper()
	days, _ := c.ended(id).(map[string]any)
	if days["earliest"] != earliest || days["latest"] != latest {
		c.t.Errorf("ended between %v and %v, want %s and %s", days["earliest"], days["latest"], earliest, latest)
	}
}
