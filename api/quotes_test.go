package api_test

import (
	"net/http"
	"strings"
	"testing"
)

// codePoint is where a part of a text begins, in code points.
func codePoint(text, part string) int {
	before, _, _ := strings.Cut(text, part)
	return len([]rune(before))
}

func TestQuotesAreTheArticlesOwnCharacters(t *testing.T) {
	minister := "“We won’t leave alone — not one metre,” the minister told reporters."
	tests := []struct{ name, given, own string }{
		{"exact", minister, minister},
		{"straight quotes", `"We won't leave alone - not one metre," the minister told reporters.`, minister},
		{"white space", "“We won’t  leave\n alone — not one metre,”\tthe minister told reporters.", minister},
		{"decomposed", "the cafe\u0301 was full", "the café was full"},
		{"Cyrillic", "Ми готові до переговорів", "Ми готові до переговорів"},
		{"Arabic", "نحن مستعدون للحوار", "نحن مستعدون للحوار"},
		{"emoji", "cold 🥶 and", "cold 🥶 and"},
	}
	each(t, func(c *client) {
		for _, test := range tests {
			c.run(test.name, func(c *client) {
				start := codePoint(wire, test.own)
				a := c.create("/v1/positions", position(object{"evidence": []object{quote(test.given, nil)}}))
				a.is(object{
					"/evidence/0/selected/exact":        test.own,
					"/evidence/0/selected/start":        start,
					"/evidence/0/selected/end":          start + len([]rune(test.own)),
					"/evidence/0/selected/state":        "anchored",
					"/evidence/0/selected/revision":     1,
					"/evidence/0/selected/anchor/exact": test.own,
				})
				before, after := []rune(wire)[:start], []rune(wire)[start+len([]rune(test.own)):]
				if prefix := a.text("/evidence/0/selected/prefix"); prefix == "" || !strings.HasSuffix(string(before), prefix) {
					c.t.Errorf("prefix %q", prefix)
				}
				if suffix := a.text("/evidence/0/selected/suffix"); suffix == "" || !strings.HasPrefix(string(after), suffix) {
					c.t.Errorf("suffix %q", suffix)
				}
				c.get("/v1/passages/" + a.text("/evidence/0/passage")).want(http.StatusOK).is(object{"": a.at("/evidence/0/selected")})
			})
		}
	}, (*client).build)
}

func TestAmbiguousQuotes(t *testing.T) {
	door := "The door stays open."
	first, last := codePoint(wire, door), len([]rune(wire[:strings.LastIndex(wire, door)]))
	each(t, func(c *client) {
		c.unchanged(func() {
			a := c.post("/v1/positions", position(object{"evidence": []object{quote(door, nil)}}))
			a.refused(http.StatusUnprocessableEntity, "/evidence/0/quote quote-ambiguous")
			a.is(object{
				"/type":                        "urn:parley:problem:quote-ambiguous",
				"/faults/0/candidates/0/start": first,
				"/faults/0/candidates/1/start": last,
				"/faults/0/candidates/1/exact": door,
			})
			c.post("/v1/positions", position(object{"evidence": []object{quote(door, object{"prefix": "in Abu Dhabi"})}})).
				refused(http.StatusUnprocessableEntity, "/evidence/0/quote quote-context")
		})
		for name, at := range map[string]struct {
			context object
			start   int
		}{
			"prefix": {object{"prefix": "on the table. "}, last},
			"suffix": {object{"suffix": " A plan"}, first},
			"folded": {object{"prefix": "told  reporters.\n"}, first},
		} {
			c.run(name, func(c *client) {
				a := c.create("/v1/positions", position(object{"evidence": []object{quote(door, at.context)}}))
				a.is(object{"/evidence/0/selected/start": at.start, "/evidence/0/selected/exact": door})
			})
		}
	}, (*client).build)
}

func TestMissingQuotesNameTheNearest(t *testing.T) {
	each(t, func(c *client) {
		c.unchanged(func() {
			a := c.post("/v1/positions", position(object{"evidence": []object{quote("A zone free of taxes was proposed by a third party.", nil)}}))
			a.refused(http.StatusUnprocessableEntity, "/evidence/0/quote quote-not-found")
			a.is(object{"/faults/0/nearest/exact": zone, "/faults/0/nearest/start": codePoint(wire, zone)})
			if score := a.at("/faults/0/nearest/score").(float64); score <= 0.5 || score >= 1 {
				a.t.Errorf("score %v", score)
			}
			far := c.post("/v1/positions", position(object{"evidence": []object{quote("ЩЩЩ ЖЖЖ", nil)}}))
			far.refused(http.StatusUnprocessableEntity, "/evidence/0/quote quote-not-found")
			if _, found := far.find("/faults/0/nearest"); found {
				far.t.Errorf("something is near to nothing: %s", far.body)
			}
		})
	}, (*client).build)
}

func TestPassagesByOffsets(t *testing.T) {
	start := codePoint(wire, zone)
	end := start + len([]rune(zone))
	tests := []struct {
		name     string
		evidence object
		fault    string
	}{
		{"a span", object{"start": start, "end": end}, ""},
		{"a span and its quote", object{"start": start, "end": end, "quote": zone}, ""},
		{"another quote there", object{"start": start, "end": end, "quote": plan}, "/evidence/0/quote quote-elsewhere"},
		{"backwards", object{"start": end, "end": start}, "/evidence/0/start range"},
		{"empty", object{"start": start, "end": start}, "/evidence/0/start range"},
		{"behind the end", object{"start": start, "end": end + 1}, "/evidence/0/start range"},
		{"no such revision", object{"start": start, "end": end, "revision": 2}, "/evidence/0/revision revision"},
		{"only a start", object{"start": start}, "/evidence/0/quote required"},
	}
	each(t, func(c *client) {
		for _, test := range tests {
			c.run(test.name, func(c *client) {
				a := c.post("/v1/positions", position(object{"evidence": []object{
					changed(object{"article": "wire", "relation": "supports"}, test.evidence)}}))
				if test.fault != "" {
					a.refused(http.StatusUnprocessableEntity, test.fault)
					return
				}
				a.want(http.StatusCreated).is(object{"/evidence/0/selected/exact": zone})
			})
		}
	}, (*client).build)
}

func TestLongestPassage(t *testing.T) {
	each(t, func(c *client) {
		at := c.create("/v1/articles", object{"text": strings.Repeat("Мир є. ", 3000)}).header.Get("Location") + "/passages"
		c.unchanged(func() {
			c.post(at, object{"start": 0, "end": 20_001}).refused(http.StatusUnprocessableEntity, "/end length")
		})
		c.create(at, object{"start": 0, "end": 20_000})
	})
}

func TestEvidenceOnAPassageThatExists(t *testing.T) {
	each(t, func(c *client) {
		passage := c.create("/v1/articles/wire/passages", object{"quote": plan})
		a := c.create("/v1/positions", position(object{"evidence": []object{{"passage": passage.id(), "relation": "supports"}}}))
		a.is(object{"/evidence/0/passage": passage.id(), "/evidence/0/selected": passage.at("")})
		if n := len(c.all("/v1/passages")); n != 1 {
			c.t.Errorf("%d passages", n)
		}
		c.unchanged(func() {
			c.post("/v1/passages/"+passage.id()+"/retract", object{"reason": "x"}).refused(http.StatusConflict)
			both := quote(plan, object{"passage": passage.id()})
			neither := object{"relation": "supports"}
			c.post("/v1/positions", position(object{"evidence": []object{both, neither}})).
				refused(http.StatusUnprocessableEntity, "/evidence/0 choice", "/evidence/1 choice")
		})
	}, (*client).build)
}

// A caller learns of everything that is wrong at once, and nothing was written.
func TestAllFaultsAtOnce(t *testing.T) {
	each(t, func(c *client) {
		c.unchanged(func() {
			c.post("/v1/positions", position(object{
				"summary": " ", "held_until": "2025", "scale": object{"value": 99, "low": 5},
				"terms":    []object{{"name": "depth", "comparison": "between", "value": 1}, {"name": "depth", "comparison": "=", "value": 1, "high": 2}},
				"evidence": []object{quote("no such words", nil), quote(plan, nil), quote("The door stays open.", nil)},
			})).refused(http.StatusUnprocessableEntity, "/summary required", "/held_until order", "/scale range",
				"/terms/0/high between", "/terms/1/high between", "/evidence/0/quote quote-not-found", "/evidence/2/quote quote-ambiguous")
		})
		if n := len(c.all("/v1/passages")) + len(c.all("/v1/positions?status=any")); n != 0 {
			c.t.Errorf("%d things were recorded", n)
		}
	}, (*client).build)
}
