package api_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"parley/db/dbtest"
)

func TestLocate(t *testing.T) {
	door := "The door stays open."
	first, last := codePoint(wire, door), len([]rune(wire[:strings.LastIndex(wire, door)]))
	tests := []struct {
		name string
		ask  object
		want object
	}{
		{"found", object{"quote": zone}, object{"/verdict": "found", "/total": 1, "/revision": 1, "/nearest": nil,
			"/candidates/0/exact": zone, "/candidates/0/start": codePoint(wire, zone), "/candidates/0/kind": "exact",
			"/candidates/0/fits": true, "/candidates/0/score": 1, "/candidates/0/margin": nil}},
		{"folded", object{"quote": `"We won't leave alone`}, object{"/verdict": "found", "/total": 1,
			"/candidates/0/exact": "“We won’t leave alone", "/candidates/0/kind": "folded"}},
		{"ambiguous", object{"quote": door}, object{"/verdict": "ambiguous", "/total": 2, "/candidates/0/start": first,
			"/candidates/1/start": last, "/candidates/0/margin": 0, "/candidates/1/margin": 0}},
		{"told apart", object{"quote": door, "prefix": "on the table. "}, object{"/verdict": "found", "/total": 2,
			"/candidates/0/start": last, "/candidates/0/fits": true, "/candidates/1/start": first, "/candidates/1/fits": false}},
		{"context contradicts", object{"quote": door, "suffix": "And then"}, object{"/verdict": "context_contradicts", "/total": 2,
			"/candidates/0/fits": false, "/candidates/1/fits": false}},
		{"not found", object{"quote": "A zone free of taxes was proposed by a third party."}, object{"/verdict": "not_found", "/total": 1,
			"/candidates/0/exact": zone, "/candidates/0/kind": "approximate", "/nearest/exact": zone}},
		{"nothing alike", object{"quote": "ЩЩЩ ЖЖЖ"}, object{"/verdict": "not_found", "/total": 0, "/candidates": []any{}, "/nearest": nil}},
		{"more than are shown", object{"quote": "e"}, object{"/verdict": "ambiguous", "/total": strings.Count(wire, "e")}},
		{"an older revision", object{"quote": "Rain.", "revision": 2}, object{"/verdict": "found", "/revision": 2}},
		{"not in the newest", object{"quote": "Rain."}, object{"/verdict": "not_found", "/revision": 3}},
	}
	each(t, func(c *client) {
		c.create("/v1/articles/wire/revisions", object{"text": "Rain."})
		c.create("/v1/articles/wire/revisions", object{"text": wire})
		c.unchanged(func() {
			for _, test := range tests {
				c.run(test.name, func(c *client) {
					if _, named := test.ask["revision"]; !named && test.want["/revision"] == 1 {
						test.want["/revision"] = 3
					}
					a := c.post("/v1/articles/wire/locate", test.ask).want(http.StatusOK).is(test.want)
					if n := len(a.at("/candidates").([]any)); n > 20 {
						c.t.Errorf("%d candidates", n)
					}
				})
			}
		})
	}, (*client).build)
}

func TestLocateRefusals(t *testing.T) {
	each(t, func(c *client) {
		c.create("/v1/articles", object{"slug": "bare", "title": "No text"})
		c.unchanged(func() {
			at := "/v1/articles/wire/locate"
			c.post("/v1/articles/nowhere/locate", object{"quote": "x"}).want(http.StatusNotFound)
			c.post("/v1/articles/bare/locate", object{"quote": "x"}).refused(http.StatusUnprocessableEntity, "/revision revision")
			c.post(at, object{"quote": "x", "revision": 2}).refused(http.StatusUnprocessableEntity, "/revision revision")
			c.post(at, object{}).refused(http.StatusUnprocessableEntity, "/quote required")
			c.post(at, object{"quote": " \n"}).refused(http.StatusUnprocessableEntity, "/quote quote")
			c.post(at, object{"quote": "x", "start": 1}).refused(http.StatusUnprocessableEntity, "/start unknown")
			c.post(at, object{"quote": strings.Repeat("x", 20_001)}).refused(http.StatusUnprocessableEntity, "/quote maxLength")
			c.post(at, object{"quote": "x", "prefix": strings.Repeat("x", 1001)}).refused(http.StatusUnprocessableEntity, "/prefix maxLength")
			c.post(at, "{").want(http.StatusBadRequest)
		})
	}, (*client).build)
}

// TestSelectionDoesWhatLocateSays: whatever is quoted, a passage is selected
// exactly where locate says found, and is its first candidate; else the refusal
// is the verdict.
func TestSelectionDoesWhatLocateSays(t *testing.T) {
	few(t, 40)
	dbtest.Each(t, func(t *testing.T, url string) {
		c := serve(t, url).build()
		rapid.Check(t, func(r *rapid.T) {
			ask := drawQuote(r)
			found := c.post("/v1/articles/wire/locate", ask).want(http.StatusOK)
			selected := c.post("/v1/articles/wire/passages", ask)
			verdict := found.text("/verdict")
			if selected.status == http.StatusCreated {
				for _, name := range []string{"exact", "prefix", "suffix", "start", "end"} {
					if !equal(selected.at("/"+name), found.at("/candidates/0/"+name)) {
						r.Fatalf("%v: selected %s, located %s", ask, selected.body, found.body)
					}
				}
			}
			outcome := map[string]string{"ambiguous": "quote-ambiguous", "context_contradicts": "quote-context", "not_found": "quote-not-found"}[verdict]
			refused := strings.TrimPrefix(fmt.Sprint(selected.faults()), "[/quote ")
			if (verdict == "found") != (selected.status == http.StatusCreated) || verdict != "found" && refused != outcome+"]" {
				r.Fatalf("%v: located %s, selected %d %s", ask, found.body, selected.status, selected.body)
			}
		})
	})
}

// drawQuote takes a stretch of the wire, retyped or reworded now and then, with
// what stands around it, or does not.
func drawQuote(r *rapid.T) object {
	text := []rune(wire)
	start := rapid.IntRange(0, len(text)-2).Draw(r, "start")
	end := min(len(text), start+rapid.IntRange(1, 60).Draw(r, "length"))
	around := rapid.IntRange(0, 12)
	before, after := around.Draw(r, "before"), around.Draw(r, "after")
	change := rapid.SampledFrom([][]string{nil, {"“", `"`, "”", `"`, "’", "'", "—", "-"}, {" ", "\u00A0"}, {"é", "e\u0301"}, {"open", "shut"}, {"T", "t"}})
	ask := object{"quote": strings.NewReplacer(change.Draw(r, "change")...).Replace(string(text[start:end]))}
	if strings.TrimSpace(ask["quote"].(string)) == "" {
		r.Skip("nothing is quoted")
	}
	if before > 0 {
		ask["prefix"] = string(text[max(0, start-before):start])
	}
	if after > 0 {
		ask["suffix"] = rapid.SampledFrom([]string{string(text[end:min(len(text), end+after)]), "x"}).Draw(r, "suffix")
	}
	return ask
}
