package api_test

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
)

// changed gives the changes after a number and up to another, each as its kind,
// its position and the fields it is about.
func (c *client) changesIn(from, to int64) []string {
	c.t.Helper()
	a := c.view(fmt.Sprintf("changes?as_of=%s&from=%d&to=%d", day, from, to)).is(object{"/from": fmt.Sprint(from), "/to": fmt.Sprint(to), "/clock": "recorded"})
	list := []string{}
	for _, change := range a.list("/changes") {
		fields := strings.Join(column(change.(object)["differences"].([]any), "/field"), ",")
		evidence := len(change.(object)["evidence"].([]any))
		slug, _ := lookUp(change, "/position/slug")
		list = append(list, strings.TrimRight(fmt.Sprintf("%v %v %s %d", change.(object)["kind"], slug, fields, evidence), " 0"))
		if number, ok := change.(object)["number"].(float64); !ok || int64(number) <= from || int64(number) > to {
			c.t.Errorf("after %d and up to %d: the number of the change is %v\n%s", from, to, change.(object)["number"], asJSON(change))
		}
	}
	return list
}

// chapters are what happens to the record, and what is told of it since then.
var chapters = []struct {
	name   string
	change func(*client)
	want   []string
}{
	{"two are stated", func(c *client) {
		c.state(object{"slug": "a"})
		c.state(object{"slug": "b", "party": "russia"})
	}, []string{"stated a", "stated b"}},
	{"nothing happens", func(*client) {}, []string{}},
	{"a draft is no change", func(c *client) { c.state(object{"slug": "d", "status": "proposed"}) }, []string{}},
	{"until it is accepted", func(c *client) { c.post("/v1/positions/d/accept", nil).want(http.StatusOK) }, []string{"stated d"}},
	{"fields are corrected", patching("/v1/positions/a", object{"stated": "2026-01-20", "note": "Dated anew."}), []string{"corrected a stated,note"}},
	{"corrected there and back", func(c *client) {
		c.correct("/v1/positions/a", object{"act": "demand"})
		c.correct("/v1/positions/a", object{"act": "offer"})
	}, []string{}},
	{"evidence comes", func(c *client) { c.create("/v1/positions/a/evidence", quote(plan, nil)) }, []string{"corrected a  1"}},
	{"evidence goes", func(c *client) { c.retract(c.evidenceOf("a", 1)) }, []string{"corrected a  1"}},
	{"names are no change", patching("/v1/parties/ukraine", object{"name": "Україна"}), []string{}},
	{"one will run out, which is no end yet", patching("/v1/positions/a", object{"held_until": "2027-12-31"}), []string{"corrected a held_until"}},
	{"one is superseded", func(c *client) { c.state(object{"slug": "e", "stated": "2026-01-25", "supersedes": []string{"a"}}) }, []string{"ended a", "stated e"}},
	{"the later one is retracted", retracting("/v1/positions/e"), []string{"corrected a ended", "retracted e"}},
	{"one is retracted", retracting("/v1/positions/b"), []string{"retracted b"}},
	{"one comes and goes", func(c *client) { c.retract("/v1/positions/" + c.state(object{"slug": "f"})) }, []string{}},
	{"passages are lost", rewriting("Nothing of it."), []string{"corrected a  1", "corrected d  1"}},
	{"one moves to another party", patching("/v1/positions/d", object{"party": "usa"}), []string{"corrected d party"}},
	{"parties are merged", func(c *client) { c.post("/v1/parties/usa/merge", object{"into": "russia"}).want(http.StatusOK) }, []string{"corrected d party"}},
}

// evidenceOf is where the n-th evidence of a position is.
func (c *client) evidenceOf(position string, n int) string {
	c.t.Helper()
	at := "/v1/positions/" + position + "/evidence"
	return at + "/" + c.all(at)[n].(object)["id"].(string)
}

// Asking from the number of the last answer gives exactly what is new since, and
// each change says the number it was recorded under, between the two.
func TestChangesSinceILastLooked(t *testing.T) {
	each(t, func(c *client) {
		seen := c.head()
		start := seen
		for _, chapter := range chapters {
			c.run(chapter.name, func(c *client) {
				chapter.change(c)
				same(c.t, chapter.name, c.changesIn(seen, c.head()), chapter.want)
				seen = c.head()
			})
		}
		c.run("all of it", func(c *client) {
			alike(c.t, "what is left", c.changesIn(start, seen), []string{"stated a", "stated d"})
			same(c.t, "nothing since", c.changesIn(seen, seen), []string{})
		})
	}, (*client).build)
}

// While nothing but statements comes, the steps add up to the whole.
func TestChangesAddUp(t *testing.T) {
	each(t, func(c *client) {
		var steps []string
		last := c.head()
		whole := []string{}
		for number := int64(0); number < last; number += 5 {
			to := min(number+5, last)
			for _, change := range c.changesIn(number, to) {
				if kind, _, _ := strings.Cut(change, " "); kind == "stated" {
					steps = append(steps, change)
				}
			}
		}
		for _, change := range c.changesIn(0, last) {
			if strings.HasPrefix(change, "stated") {
				whole = append(whole, change)
			}
		}
		alike(c.t, "steps", steps, whole)
		if len(whole) != 15 {
			c.t.Errorf("%d statements", len(whole))
		}
	}, (*client).tell)
}

// By the clock of the world: what was said, what that did, and what ended.
func TestChangesOfAWeek(t *testing.T) {
	each(t, func(c *client) {
		columns := []string{"kind", "date", "position", "effect", "ended_how"}
		same(c.t, "a week", c.rows("changes?clock=stated&from=2026-01-19&to=2026-01-25&issue=guarantees,ceasefire", columns...), []string{
			"ended 2026-01-20 ceasefire-plan null withdrawn", "stated 2026-01-20 ceasefire-over withdrawn null",
			"ended 2026-01-24 guarantees-troops null superseded", "stated 2026-01-24 guarantees-several softened null", "changed 2026-01-24 guarantees-several softened null"})
		same(c.t, "not for certain", c.rows("changes?clock=stated&from=2026-01-21&to=2026-01-25&party=russia", columns...), []string{})
		same(c.t, "possibly", c.rows("changes?clock=stated&from=2026-01-21&to=2026-01-25&party=russia&match=possible", "kind", "position"),
			[]string{"stated mutual-open", "changed mutual-open"})
	}, (*client).tell)
}

func TestChangesAreRefused(t *testing.T) {
	tests := []struct{ query, parameter string }{
		{"", "from"}, {"from=99999", "from"}, {"from=-1", "from"}, {"from=2999-01-01T00:00:00Z", "from"}, {"from=2026-01-01", "from"},
		{"from=5&to=4", "from"}, {"from=0&to=99999", "to"}, {"from=0&to=2026-01-01", "to"}, {"from=0&to=5&known_at=4", "to"},
		{"clock=stated&from=5", "from"}, {"clock=stated&from=2026-01-02&to=2026-01-01", "from"}, {"clock=stated&from=2026-01-02&to=7", "to"},
		{"clock=stated&from=2026-02-30", "from"}, {"clock=told&from=1", "clock"},
	}
	each(t, func(c *client) {
		for _, test := range tests {
			a := c.get("/v1/negotiations/talks/changes?" + test.query).want(http.StatusBadRequest)
			other := func(fault string) bool { return !strings.HasPrefix(fault, "?"+test.parameter+" ") }
			if faults := a.faults(); len(faults) == 0 || slices.ContainsFunc(faults, other) {
				c.t.Errorf("%s: %q", test.query, faults)
			}
		}
	}, (*client).buildClocks)
}
