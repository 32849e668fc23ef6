package api_test

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"
)

// dated are the questions that have the two clocks, one of each operation.
var dated = slices.Concat([]string{"/v1/positions?expand=party,issue,evidence,article", "/v1/history", "/v1/positions/it"}, datedViews, datedExports)

var datedViews = []string{
	"/v1/negotiations/talks/matrix", "/v1/negotiations/talks/timeline", "/v1/negotiations/talks/changes?from=0",
	"/v1/negotiations/talks/corroboration", "/v1/negotiations/talks/conflicts", "/v1/negotiations/talks/convergence",
	"/v1/negotiations/talks/network", "/v1/negotiations/talks/coverage",
	"/v1/negotiations/talks/matrix.svg", "/v1/negotiations/talks/timeline.svg",
}

var datedExports = []string{
	"/v1/exports/position-history.csv", "/v1/exports/position-history", "/v1/exports/matrix.csv?negotiation=talks", "/v1/exports/matrix?negotiation=talks",
	"/v1/exports/changes.csv?negotiation=talks&from=0", "/v1/exports/changes?negotiation=talks&from=0", "/v1/exports/network.csv?negotiation=talks",
	"/v1/exports/network?negotiation=talks", "/v1/exports/actor-concept.csv?negotiation=talks",
}

// recordedExports have the clock of the record only.
var recordedExports = []string{"/v1/exports/articles.csv?text=1", "/v1/exports/articles", "/v1/exports/passages.csv", "/v1/exports/passages",
	"/v1/exports/datapackage.zip", "/v1/exports/datapackage.zip?text=1"}

// undated are those that have known_at alone.
var undated = []string{"/v1/articles/wire/similar"}

// day is the day of the world the tests ask about: without it an answer would
// change at midnight.
const day = "2026-02-01"

// clocked is a question of a day, at a moment of the record.
func clocked(path, asOf, knownAt string) string {
	return and(and(path, "as_of", asOf), "known_at", knownAt)
}

// buildClocks records three positions, so that the ledger has numbers to go
// back to.
func (c *client) buildClocks() *client {
	c.t.Helper()
	c.build()
	c.state(object{"slug": "it", "stance": "supports", "scale": object{"value": 40}})
	c.state(object{"slug": "no", "party": "russia", "act": "reject", "stance": "opposes", "scale": object{"value": 90}})
	c.state(object{"slug": "vague", "stated": "2026-01", "act": "clarify"})
	return c
}

// Each operation with a clock is in the table, so no new one can go untested.
func TestEveryClockIsAsked(t *testing.T) {
	for id, route := range operations() {
		for _, p := range route.Operation.Parameters {
			asked := slices.ContainsFunc(slices.Concat(dated, recordedExports, undated), func(path string) bool {
				plain, _, _ := strings.Cut(path, "?")
				return operation(http.MethodGet, plain) == route
			})
			if p.Value.Name == "known_at" && !asked {
				t.Errorf("no test asks %s at its clocks", id)
			}
		}
	}
}

func TestTheNewestIsTheDefault(t *testing.T) {
	each(t, func(c *client) {
		head := fmt.Sprint(c.head())
		today := time.Now().UTC().Format(time.DateOnly)
		for _, path := range dated {
			plain, named := c.get(path).want(http.StatusOK), c.get(clocked(and(path, "match", "certain"), today, head)).want(http.StatusOK)
			same(c.t, path, []string{string(plain.body), plain.etag()}, []string{string(named.body), named.etag()})
			plain.says(today, "certain", head)
		}
	}, (*client).buildClocks)
}

// says checks what an answer says of its clocks: in the body, in headers where
// the body has no place for it, or in both.
func (a *answer) says(asOf, match, number string) {
	a.t.Helper()
	if h := a.header; h.Get("Parley-Known-At") != "" || !strings.Contains(string(a.body), `"known_at"`) {
		same(a.t, a.to, []string{h.Get("Parley-As-Of"), h.Get("Parley-Match"), h.Get("Parley-Known-At")}, []string{asOf, match, number})
		if when, err := time.Parse(time.RFC3339, h.Get("Parley-Known-At-Time")); err != nil {
			a.t.Errorf("%s: %v", a.to, err)
		} else if told, found := a.peek("/known_at/recorded_at"); found && told != when.Format(time.RFC3339Nano) {
			a.t.Errorf("%s: recorded at %v, and %s in the header", a.to, told, when)
		}
	}
	if _, found := a.peek("/known_at/number"); found {
		a.is(object{"/as_of": asOf, "/match": match})
		if got := asJSON(a.at("/known_at/number")); got != number {
			a.t.Errorf("%s: known_at %s, want %s", a.to, got, number)
		}
	}
}

// peek is find for answers that need not be JSON.
func (a *answer) peek(pointer string) (any, bool) {
	if value, err := decode(a.body); err == nil {
		return lookUp(value, pointer)
	}
	return nil, false
}

func TestClocksAreEchoed(t *testing.T) {
	each(t, func(c *client) {
		number := fmt.Sprint(c.head() - 1)
		for _, path := range dated {
			c.get(and(clocked(path, "2026-01-25", number), "match", "possible")).want(http.StatusOK).says("2026-01-25", "possible", number)
		}
	}, (*client).buildClocks)
}

// A time means the last number recorded at or before it, to the microsecond and
// in any zone.
func TestATimeIsResolvedToANumber(t *testing.T) {
	each(t, func(c *client) {
		for _, item := range c.all("/v1/transactions") {
			number := int64(item.(object)["number"].(float64))
			recorded, err := time.Parse(time.RFC3339Nano, item.(object)["recorded_at"].(string))
			if err != nil {
				c.t.Fatal(err)
			}
			kyiv := time.FixedZone("", 2*60*60)
			for asked, want := range map[time.Time]int64{
				recorded: number, recorded.In(kyiv): number, recorded.Add(999 * time.Nanosecond): number,
				recorded.Add(-time.Microsecond): number - 1, recorded.Add(-time.Nanosecond): number - 1,
			} {
				a := c.get(and("/v1/positions", "known_at", asked.Format(time.RFC3339Nano))).want(http.StatusOK)
				if got := int64(a.at("/known_at/number").(float64)); got != want {
					c.t.Errorf("%s is number %d, want %d (recorded %s)", asked.Format(time.RFC3339Nano), got, want, recorded)
				}
			}
		}
	}, (*client).buildClocks)
}

// Before the first number there is nothing, and a path to nothing is not found.
func TestNumberZeroIsEmpty(t *testing.T) {
	each(t, func(c *client) {
		for _, knownAt := range []string{"0", "1999-01-01T00:00:00Z"} {
			for _, path := range []string{"/v1/positions", "/v1/history"} {
				c.get(and(path, "known_at", knownAt)).want(http.StatusOK).is(object{"/items": []any{}, "/next_cursor": nil,
					"/known_at": object{"number": 0, "recorded_at": nil}})
			}
			for _, format := range []string{"csv", "ndjson"} {
				if a := c.get(and("/v1/exports/position-history."+format, "known_at", knownAt)).check(); a.rows() != 0 {
					c.t.Errorf("rows before anything was recorded:\n%s", a.body)
				}
			}
			for _, path := range slices.Concat(datedViews, undated, []string{"/v1/positions/it"}) {
				c.get(and(path, "known_at", knownAt)).refused(http.StatusNotFound)
			}
			for _, path := range datedExports[2:] {
				c.get(and(path, "known_at", knownAt)).refused(http.StatusBadRequest, "?negotiation reference")
			}
			for _, path := range recordedExports {
				if strings.Contains(path, "datapackage") {
					c.packEmpty(and(path, "known_at", knownAt))
				} else if a := c.get(and(path, "known_at", knownAt)).check(); a.rows() != 0 {
					c.t.Errorf("rows before anything was recorded:\n%s", a.body)
				}
			}
		}
	}, (*client).buildClocks)
}

func TestClocksAreRefused(t *testing.T) {
	tests := []struct{ parameter, value string }{
		{"known_at", "99999"}, {"known_at", "2999-01-01T00:00:00Z"}, {"known_at", "yesterday"}, {"known_at", "-1"},
		{"known_at", "1.5"}, {"known_at", "007"}, {"known_at", "999999999999999999"}, {"known_at", "9999999999999999999"},
		{"known_at", "2026-02-30T00:00:00Z"}, {"known_at", "2026-02-01T25:00:00Z"}, {"known_at", "2026-02-01"},
		{"known_at", "2026-02-01T10:00:00 02:00"}, // a + that was not escaped
		{"as_of", "2026-13-01"}, {"as_of", "2026-02-30"}, {"as_of", "2026-01"}, {"as_of", "today"}, {"as_of", "57"},
		{"match", "maybe"}, {"match", "Possible"},
	}
	each(t, func(c *client) {
		for _, test := range tests {
			for _, path := range dated {
				a := c.get(and(path, test.parameter, test.value)).want(http.StatusBadRequest)
				other := func(fault string) bool { return !strings.HasPrefix(fault, "?"+test.parameter+" ") }
				if faults := a.faults(); len(faults) == 0 || slices.ContainsFunc(faults, other) {
					c.t.Errorf("%s with %s=%q: faults %q", path, test.parameter, test.value, faults)
				}
			}
		}
	}, (*client).buildClocks)
}

// What was stated later than the day asked about is not in the answer, nor is
// what may have been, unless that is asked for.
func TestAsOfAndMatch(t *testing.T) {
	tests := []struct{ query, positions, standing string }{
		{"as_of=2026-01-21", "", ""},
		{"as_of=2026-01-22", "it no", "it no"},
		{"as_of=2026-01-30", "it no", "it no"},
		{"as_of=2026-01-31", "it no vague", "it no vague"},
		{"as_of=2025-12-31&match=possible", "", ""},
		{"as_of=2026-01-01&match=possible", "vague", "vague"},
		{"as_of=2026-01-22&match=possible", "it no vague", "it no vague"},
	}
	each(t, func(c *client) {
		for _, test := range tests {
			alike(c.t, test.query, column(c.all("/v1/positions?"+test.query), "/slug"), strings.Fields(test.positions))
			alike(c.t, test.query, column(c.all("/v1/history?"+test.query), "/position"), strings.Fields(test.positions))
			alike(c.t, test.query, c.exported("csv", test.query), strings.Fields(test.positions))
			alike(c.t, test.query, column(c.view("matrix?format=flat&"+test.query).list(""), "/position"), strings.Fields(test.standing))
			alike(c.t, test.query, column(c.view("timeline?"+test.query).list("/entries"), "/position/slug"), strings.Fields(test.positions))
			alike(c.t, test.query, column(c.view("corroboration?"+test.query).list("/positions"), "/slug"), strings.Fields(test.positions))
		}
		c.get("/v1/positions/it?as_of=2026-01-21").want(http.StatusOK).is(object{"/standing": false})
		c.get("/v1/positions/it?as_of=2026-01-22").want(http.StatusOK).is(object{"/standing": true})
	}, (*client).buildClocks)
}

// view asks for a view of the talks.
func (c *client) view(path string) *answer {
	c.t.Helper()
	return c.get("/v1/negotiations/talks/" + path).want(http.StatusOK)
}

func (a *answer) list(pointer string) []any {
	a.t.Helper()
	return a.at(pointer).([]any)
}
