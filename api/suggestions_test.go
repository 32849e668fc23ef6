package api_test

import (
	"net/http"
	"slices"
	"strings"
	"testing"
)

// report is an article with one statement of each kind, written for the tests.
const report = `Talks in Davos

“We will not leave alone,” President Zelenskiy said on Wednesday. “Not one metre.”

Kiev offered on Tuesday to withdraw its troops if Moscow did the same. He said more would follow.

The draft is nearly done, people familiar with the matter said, Bloomberg reports. Minister Ivanova rejected it.

Ми готові до переговорів, заявив Зеленський у четвер. 他说：“我们愿意谈判，马上开始。” It was 🥶 cold.`

// newsroom records who speaks in report.
func (c *client) newsroom() *client {
	c.build()
	c.correct("/v1/parties/ukraine", object{"name": "Ukraine", "aliases": []object{{"name": "Kyiv"}}})
	c.correct("/v1/parties/russia", object{"name": "Russia", "aliases": []object{{"name": "Moscow"}}})
	c.create("/v1/parties", object{"slug": "zelensky", "kind": "person", "name": "Volodymyr Zelensky", "aliases": []object{{"name": "Володимир Зеленський"}}})
	c.create("/v1/parties/zelensky/memberships", object{"group": "ukraine", "role": "president", "from": "2019-05-20"})
	c.create("/v1/parties/zelensky/memberships", object{"group": "usa", "until": "2018"})
	for _, slug := range []string{"anna", "maria"} {
		c.create("/v1/parties", object{"slug": slug, "kind": "person", "name": slug + " Ivanova"})
	}
	c.create("/v1/articles", object{"slug": "report", "publisher": "UNN", "published": "2026-01-22", "text": report})
	return c
}

func (c *client) suggest(article string, body any) *answer {
	c.t.Helper()
	return c.post("/v1/articles/"+article+"/suggestions", body)
}

// suggestions gives those of the rules, by the beginning of their passages.
func (c *client) suggestions(article string) map[string]object {
	c.t.Helper()
	found := map[string]object{}
	for _, s := range c.suggest(article, nil).want(http.StatusOK).at("/suggestions").([]any) {
		exact, _ := lookUp(s, "/passage/exact")
		words := strings.Fields(exact.(string))
		found[strings.Join(words[:min(2, len(words))], " ")] = s.(object)
	}
	return found
}

func TestSuggestionsOfTheRules(t *testing.T) {
	each(t, func(c *client) {
		found := c.suggestions("report")
		alike(c.t, "suggestions", sortedKeys(found), []string{"We will", "Not one", "Kiev offered", "He said", "The draft", "Minister Ivanova", "Ми готові", "我们愿意谈判，马上开始。"})
		for name, want := range map[string]object{
			"We will": {"/quotation": "direct", "/source/kind": "name", "/source/candidates/0/rule": "transliteration", "/source/chosen/slug": "zelensky",
				"/party/chosen/slug": "ukraine", "/party/candidates/0/role": "president", "/stated/edtf": "2026-01-21", "/attribution": "named", "/cue/act": nil},
			"Not one": {"/rules": []string{"continued_quotation"}, "/source/chosen/slug": "zelensky", "/cue": nil},
			"Kiev offered": {"/quotation": "indirect", "/source/candidates/0/rule": "place", "/party/chosen/slug": "ukraine", "/cue/act": "offer",
				"/issues/0/issue/slug": "withdrawal", "/issues/0/words": []string{"withdraw"}, "/stated/edtf": "2026-01-20", "/attribution": "unattributed"},
			"He said":          {"/source/kind": "pronoun", "/source/candidates": []any{}, "/party/chosen": nil, "/attribution": nil, "/stated/rule": "by_publication"},
			"The draft":        {"/source/kind": "anonymous", "/attribution": "anonymous", "/left_open": []string{"/party", "/issue", "/act"}},
			"Minister Ivanova": {"/source/chosen": nil, "/party/chosen": nil, "/cue/act": "reject"},
			"Ми готові":        {"/source/chosen/slug": "zelensky", "/stated/edtf": "2026-01-22"},
		} {
			for pointer, value := range want {
				if got, _ := lookUp(found[name], pointer); !equal(got, value) {
					c.t.Errorf("%s: %s is %s, want %s", name, pointer, asJSON(got), asJSON(value))
				}
			}
		}
		if list := found["Minister Ivanova"]["source"].(object)["candidates"].([]any); len(list) != 2 {
			c.t.Errorf("candidates %s", asJSON(list))
		}
	}, (*client).newsroom)
}

// Every stretch of the text that an answer has stands where it says.
func TestSuggestionsReadBack(t *testing.T) {
	each(t, func(c *client) {
		text := []rune(c.get("/v1/articles/report/revisions/1").want(http.StatusOK).text("/text"))
		seen := 0
		var walk func(any)
		walk = func(v any) {
			switch v := v.(type) {
			case []any:
				for _, e := range v {
					walk(e)
				}
			case object:
				exact, isPiece := v["exact"]
				if quoted, isEvidence := v["quote"]; isEvidence {
					exact, isPiece = quoted, true
				}
				if start, end := v["start"], v["end"]; isPiece && start != nil && end != nil {
					seen++
					if got := string(text[int(start.(float64)):int(end.(float64))]); got != exact {
						c.t.Errorf("%q stands where %q should", got, exact)
					}
				}
				for _, e := range v {
					walk(e)
				}
			}
		}
		walk(c.suggest("report", nil).want(http.StatusOK).at("/suggestions"))
		if seen < 30 {
			c.t.Errorf("%d pieces only", seen)
		}
	}, (*client).newsroom)
}

// A suggestion becomes a proposed position by one request, and an accepted one by
// the operation there is for it.
func TestSuggestionBecomesAPosition(t *testing.T) {
	each(t, func(c *client) {
		var found map[string]object
		c.unchanged(func() { found = c.suggestions("report") })
		body := found["Kiev offered"]["position"].(object)
		alike(c.t, "left open", texts(found["Kiev offered"]["left_open"]), []string{"/issue"})
		body["issue"] = "withdrawal"
		p := c.create("/v1/positions", body)
		p.is(object{"/status": "proposed", "/act": "offer", "/stated": "2026-01-20", "/evidence/0/selected/state": "anchored",
			"/evidence/0/reported_date": "2026-01-20", "/evidence/0/attribution": "unattributed", "/evidence/0/attributed_to": nil, "/evidence/0/selected/exact": body["summary"]})
		if note := p.text("/note"); !strings.Contains(note, "narrated_act") || !strings.Contains(note, "place") {
			c.t.Errorf("the note says %q", note)
		}
		c.post("/v1/positions/"+p.id()+"/accept", nil).want(http.StatusOK).is(object{"/status": "accepted"})
		for _, s := range found {
			for _, pointer := range texts(s["left_open"]) {
				s["position"].(object)[pointer[1:]] = object{"/issue": "withdrawal", "/party": "russia", "/act": "clarify"}[pointer]
			}
			c.create("/v1/positions", s["position"]).is(object{"/status": "proposed"})
		}
	}, (*client).newsroom)
}

func texts(list any) []string {
	var out []string
	for _, v := range list.([]any) {
		out = append(out, v.(string))
	}
	return out
}

func sortedKeys(m map[string]object) []string {
	var keys []string
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

// item is a suggestion from outside.
func item(quote string, changes object) object {
	return changed(object{"party": "ukraine", "issue": "withdrawal", "act": "offer", "summary": "A mutual withdrawal.", "stated": "2026-01-20",
		"evidence": []object{{"quote": quote}}}, changes)
}

// Of suggestions from outside each is judged by itself: a quote that is not in the
// text refuses its own item only.
func TestSuggestionsFromOutside(t *testing.T) {
	each(t, func(c *client) {
		before := c.head()
		a := c.suggest("report", object{"suggester": "quote-finder 2.1", "items": []object{
			item("Kiev offered on Tuesday to withdraw its troops", object{"note": "score 0.9"}),
			item("Kiev offered on Tuesday to withdraw all its tanks", nil),
			item("We will not leave alone", object{"party": "atlantis"}),
			item(talks, object{"evidence": []object{{"article": "wire", "quote": talks}}}),
			item("It was 🥶 cold.", object{"status": "accepted"}),
			item("\"We will not leave alone,\"", object{"slug": "one", "status": "proposed"}),
			item("Not one metre", object{"slug": "one"}),
			item("Ми готові до переговорів", nil),
			item("said", nil),
		}}).want(http.StatusCreated)
		a.is(object{"/recorded": 3, "/refused": 6, "/suggester": "quote-finder 2.1", "/number": before + 1,
			"/items/0/position/status": "proposed", "/items/0/position/note": "Suggested by quote-finder 2.1: score 0.9",
			"/items/1/faults/0/pointer": "/items/1/evidence/0/quote", "/items/1/faults/0/code": "quote-not-found",
			"/items/1/faults/0/nearest/exact": "Kiev offered on Tuesday to withdraw its troops if Moscow did the same.",
			"/items/2/faults/0/pointer":       "/items/2/party", "/items/2/faults/0/code": "reference",
			"/items/3/faults/0/pointer":                   "/items/3/evidence/0/article",
			"/items/4/faults/0/pointer":                   "/items/4/status",
			"/items/5/position/evidence/0/selected/exact": "“We will not leave alone,”",
			"/items/6/faults/0/pointer":                   "/items/6/slug",
			"/items/7/position/evidence/0/selected/exact": "Ми готові до переговорів",
			"/items/8/faults/0/code":                      "quote-ambiguous",
		})
		if _, found := a.find("/items/1/position"); found {
			c.t.Error("a refused item shows a position")
		}
		if after := c.head(); after != before+1 {
			c.t.Errorf("the ledger went from %d to %d", before, after)
		}
		c.get("/v1/transactions?sort=-recorded&limit=1").is(object{"/items/0/reason": "Suggested by quote-finder 2.1"})
		if got := len(c.all("/v1/positions?status=proposed")); got != 3 {
			c.t.Errorf("%d proposed positions", got)
		}
	}, (*client).newsroom)
}

// When no item can be recorded the request fails as a whole, with the faults of all.
func TestSuggestionsAllRefused(t *testing.T) {
	each(t, func(c *client) {
		c.unchanged(func() {
			c.suggest("report", object{"suggester": "x", "items": []object{item("no such words here", nil)}}).
				refused(http.StatusUnprocessableEntity, "/items/0/evidence/0/quote quote-not-found").is(object{"/type": "urn:parley:problem:quote-not-found"})
			c.suggest("report", object{"suggester": "x", "items": []object{item("no such words here", nil), item("", object{"evidence": []object{}})}}).
				refused(http.StatusUnprocessableEntity, "/items/0/evidence/0/quote quote-not-found", "/items/1/evidence required")
			c.suggest("report", object{"items": []object{item("cold", nil)}, "limit": 3}).
				refused(http.StatusUnprocessableEntity, "/suggester required", "/limit choice")
			c.suggest("report", object{"suggester": "x"}).refused(http.StatusUnprocessableEntity, "/suggester choice")
			c.suggest("report", object{"suggester": " ", "items": []object{}}).refused(http.StatusUnprocessableEntity, "/suggester pattern", "/items minItems")
			c.suggest("report", object{"suggester": "x", "items": []object{item("cold", object{"act": "shout"}), {}}}).
				refused(http.StatusUnprocessableEntity, "/items/0/act enum", "/items/1/party required", "/items/1/issue required", "/items/1/act required",
					"/items/1/summary required", "/items/1/stated required")
			c.suggest("report", object{"negotiation": "nowhere"}).refused(http.StatusUnprocessableEntity, "/negotiation reference")
			c.suggest("report", object{"from": -1, "limit": 501, "who": 1}).refused(http.StatusUnprocessableEntity, "/from minimum", "/limit maximum", "/who unknown")
			c.suggest("nowhere", nil).refused(http.StatusNotFound)
			c.suggest("nowhere", object{"suggester": "x", "items": []object{item("cold", nil)}}).refused(http.StatusNotFound)
		})
		c.create("/v1/articles", object{"slug": "empty", "title": "No text"})
		c.suggest("empty", nil).refused(http.StatusConflict)
	}, (*client).newsroom)
}

// A repeated request with its key gets the first answer and records nothing more.
func TestSuggestionsOnce(t *testing.T) {
	each(t, func(c *client) {
		body := object{"suggester": "x", "items": []object{item("Not one metre", nil), item("not there at all", nil)}}
		first := c.post("/v1/articles/report/suggestions", body, key("once")).want(http.StatusCreated)
		c.unchanged(func() {
			again := c.post("/v1/articles/report/suggestions", body, key("once")).want(http.StatusCreated)
			if string(again.body) != string(first.body) {
				c.t.Errorf("%s\nthen %s", first.body, again.body)
			}
			read := c.post("/v1/articles/report/suggestions", nil, key("reading")).want(http.StatusOK)
			c.post("/v1/articles/report/suggestions", object{"limit": 1}, key("reading")).refused(http.StatusUnprocessableEntity)
			if again := c.post("/v1/articles/report/suggestions", nil, key("reading")).want(http.StatusOK); string(again.body) != string(read.body) {
				c.t.Errorf("%s\nthen %s", read.body, again.body)
			}
		})
	}, (*client).newsroom)
}

// Pages of suggestions follow each other without a gap.
func TestSuggestionsInPages(t *testing.T) {
	each(t, func(c *client) {
		whole := column(c.suggest("report", nil).at("/suggestions").([]any), "/passage/start")
		var pieces []string
		for from := any(0); from != nil; {
			a := c.suggest("report", object{"from": from, "limit": 3}).want(http.StatusOK)
			pieces = append(pieces, column(a.at("/suggestions").([]any), "/passage/start")...)
			from = a.at("/next_from")
		}
		same(c.t, "suggestions", pieces, whole)
	}, (*client).newsroom)
}

// An outlet that a text names as its origin is suggested until a person decides.
func TestSuggestedRelays(t *testing.T) {
	each(t, func(c *client) {
		c.create("/v1/articles", object{"slug": "near", "publisher": "Bloomberg", "published": "2026-01-21", "title": "Near"})
		c.create("/v1/articles", object{"slug": "nearer", "publisher": "Bloomberg", "published": "2026-01-22", "title": "Nearer"})
		c.create("/v1/articles", object{"slug": "far", "publisher": "Bloomberg", "published": "2025-01-21", "title": "Far"})
		a := c.get("/v1/articles/report").want(http.StatusOK)
		a.is(object{"/suggested_relays/0/outlet": "Bloomberg", "/suggested_relays/0/rule": "outlet_reports", "/relays": nil,
			"/suggested_relays/0/passage/exact":   "The draft is nearly done, people familiar with the matter said, Bloomberg reports.",
			"/suggested_relays/0/articles/0/slug": "nearer", "/suggested_relays/0/articles/1/slug": "near"})
		if list := a.at("/suggested_relays/0/articles").([]any); len(list) != 2 {
			c.t.Errorf("articles %s", asJSON(list))
		}
		c.get("/v1/articles/report?fields=suggested_relays").want(http.StatusOK).is(object{"/suggested_relays/0/outlet": "Bloomberg"})
		if _, found := c.get("/v1/articles/report?fields=slug").find("/suggested_relays"); found {
			c.t.Error("shown though not asked for")
		}
		if _, found := c.get("/v1/articles").find("/items/0/suggested_relays"); found {
			c.t.Error("a list has them")
		}
		c.get("/v1/articles/wire").is(object{"/suggested_relays": []any{}})
		c.patch("/v1/articles/report", object{"relays": object{"article": "nearer"}}, ifMatch(a.etag())).want(http.StatusOK)
		c.get("/v1/articles/report").is(object{"/suggested_relays": []any{}})
	}, (*client).newsroom)
}
