package api_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
)

// belief is a change of the record, and a question that is answered otherwise
// before it and after it.
type belief struct {
	name          string
	change        func(*client)
	path, pointer string
	before, after any
}

func patching(path string, body object) func(*client) {
	return func(c *client) { c.t.Helper(); c.correct(path, body) }
}

func retracting(path string) func(*client) {
	return func(c *client) { c.t.Helper(); c.retract(path) }
}

// beliefs follow each other in one record: what one leaves, the next finds.
var beliefs = []belief{
	{"a date was wrong", patching("/v1/positions/it", object{"stated": "2026-01-20"}), "/v1/positions/it", "/stated", "2026-01-22", "2026-01-20"},
	{"a date was wrong, in the matrix", patching("/v1/positions/no", object{"stated": "2026-01-23"}), "/v1/negotiations/talks/matrix", "/cells/0/positions/0/stated", "2026-01-22", "2026-01-23"},
	{"the act was another", patching("/v1/positions/no", object{"act": "demand"}), "/v1/history?party=russia", "/items/0/act", "reject", "demand"},
	{"it moved on the scale", patching("/v1/positions/it", object{"scale": object{"value": 60}}), "/v1/negotiations/talks/convergence", "/issues/0/pairs/0/distance", 0.5, 0.3},
	{"another speaker", patching("/v1/positions/it", object{"speaker": "minister"}), "/v1/history?issue=withdrawal&sort=stated&party=ukraine&act=offer", "/items/0/speaker", "", "minister"},
	{"the party was renamed", patching("/v1/parties/ukraine", object{"name": "Україна"}), "/v1/positions/it?expand=party", "/party/name", "ukraine", "Україна"},
	{"the party was renamed, in the history", patching("/v1/parties/russia", object{"name": "Росія"}), "/v1/history?act=demand", "/items/0/party_name", "russia", "Росія"},
	{"the party was renamed, in the matrix", patching("/v1/parties/russia", object{"name": "РФ"}), "/v1/negotiations/talks/matrix", "/parties/0/name", "Росія", "РФ"},
	{"the question was put otherwise", patching("/v1/issues/withdrawal", object{"question": "Who goes?"}), "/v1/negotiations/talks/timeline", "/entries/0/issue/name", "Who withdraws?", "Who goes?"},
	{"the negotiation was renamed", patching("/v1/negotiations/talks", object{"name": "Переговори"}), "/v1/negotiations/talks/coverage", "/negotiation/name", "Peace talks", "Переговори"},
	{"the title was corrected", patching("/v1/articles/wire", object{"title": "Talks ended"}), "/v1/positions/it?expand=article", "/evidence/0/article/title", "Talks go on", "Talks ended"},
	{"the publisher was corrected", patching("/v1/articles/wire", object{"publisher": "Reuters"}), "/v1/negotiations/talks/corroboration", "/positions/0/corroboration/groups/0/articles/0/publisher", "The Wire", "Reuters"},
	{"the article is dated otherwise", patching("/v1/articles/wire", object{"published": "2026-01-30"}), "/v1/negotiations/talks/matrix", "/cells/0/positions/0/last_seen", "2026-01-23", "2026-01-30"},
	{"evidence came", func(c *client) { c.create("/v1/positions/it/evidence", quote(plan, object{"slug": nil})) }, "/v1/negotiations/talks/coverage?party=ukraine", "/rows/0/passages", 2, 3},
	{"evidence was coded otherwise", func(c *client) { c.correct(c.lastEvidence(), object{"attribution": "anonymous"}) }, "/v1/positions/it", "/evidence/1/attribution", nil, "anonymous"},
	{"evidence was retracted", func(c *client) { c.retract(c.lastEvidence()) }, "/v1/negotiations/talks/matrix?party=ukraine&format=flat", "/0/passages", 2, 1},
	{"a passage moved", rewriting("It rained. " + wire), "/v1/positions/it", "/evidence/0/selected/state", "anchored", "moved"},
	{"a passage was lost", rewriting("Nothing of it."), "/v1/positions/it", "/evidence/0/selected/state", "moved", "orphaned"},
	{"a passage was found again", rewriting(wire), "/v1/negotiations/talks/conflicts?kind=orphaned", "/conflicts/0/kind", "orphaned", nil},
	{"a draft was accepted", func(c *client) {
		c.state(object{"slug": "draft", "status": "proposed", "party": "usa", "stance": "supports"})
		c.post("/v1/positions/draft/accept", nil).want(http.StatusOK)
	}, "/v1/positions?party=usa", "/items/0/status", nil, "accepted"},
	{"it was superseded", func(c *client) {
		c.state(object{"slug": "newer", "stated": "2026-01-30", "supersedes": []string{"it"}})
	}, "/v1/positions/it", "/standing", true, false},
	{"the superseding one was retracted", retracting("/v1/positions/newer"), "/v1/positions/it", "/ended/how", "superseded", nil},
	{"it was retracted", retracting("/v1/positions/draft"), "/v1/positions?party=usa", "/items/0/slug", "draft", nil},
	{"somebody takes part", func(c *client) {
		c.create("/v1/negotiations/talks/participations", object{"party": "usa", "role": "party"})
	}, "/v1/negotiations/talks/matrix", "/parties/0/slug", "russia", "usa"},
	{"salience came", func(c *client) {
		c.create("/v1/salience", object{"party": "ukraine", "issue": "withdrawal", "value": 90, "dated": "2026-01"})
	}, "/v1/negotiations/talks/convergence?party=ukraine", "/issues/0/series/1/salience", nil, 90},
	{"an issue came below", func(c *client) {
		c.create("/v1/issues", object{"slug": "depth", "negotiation": "talks", "parent": "withdrawal", "question": "How deep?"})
	}, "/v1/negotiations/talks/matrix", "/issues/1/name", nil, "How deep?"},
	{"an issue moved up", patching("/v1/issues/depth", object{"parent": nil}), "/v1/negotiations/talks/matrix", "/issues/1/depth", 1, 0},
	{"an issue was retracted", retracting("/v1/issues/depth"), "/v1/negotiations/talks/matrix", "/issues/1/name", "How deep?", nil},
	{"parties were merged", func(c *client) { c.post("/v1/parties/usa/merge", object{"into": "russia"}).want(http.StatusOK) }, "/v1/negotiations/talks/matrix", "/parties/0/slug", "usa", "russia"},
	{"the slug was changed", patching("/v1/positions/it", object{"slug": "that"}), "/v1/positions?party=ukraine", "/items/0/slug", "it", "that"},
}

func rewriting(text string) func(*client) {
	return func(c *client) { c.t.Helper(); c.create("/v1/articles/wire/revisions", object{"text": text}) }
}

// lastEvidence is where the newest evidence of the position is.
func (c *client) lastEvidence() string {
	c.t.Helper()
	items := c.all("/v1/positions/it/evidence?retracted=include")
	return "/v1/positions/it/evidence/" + items[len(items)-1].(object)["id"].(string)
}

// remembered are answers by their questions.
type remembered map[string]string

// remember asks every question of a day, as the record is now, at its number.
func (c *client) remember(number int64) remembered {
	c.t.Helper()
	answers := remembered{}
	for _, path := range dated {
		asked := clocked(path, day, fmt.Sprint(number))
		answers[asked] = c.bytes(asked)
	}
	for _, path := range recordedExports {
		asked := and(path, "known_at", fmt.Sprint(number))
		answers[asked] = c.bytes(asked)
	}
	return answers
}

// recall asks again and wants the same bytes.
func (c *client) recall(answers remembered) {
	c.t.Helper()
	for asked, before := range answers {
		if now := c.bytes(asked); now != before {
			c.t.Errorf("%s\nonce %s\nnow  %s", asked, before, now)
		}
	}
}

// The old number gives the old belief, the new one the new, and what was once
// answered is answered with the same bytes after all that follows.
func TestBeliefs(t *testing.T) {
	each(t, func(c *client) {
		var all []remembered
		for _, b := range beliefs {
			c.run(b.name, func(c *client) {
				number := c.head()
				answers := c.remember(number)
				b.change(c)
				c.recall(answers)
				all = append(all, answers)
				c.believes(b.path, fmt.Sprint(number), b.pointer, b.before)
				c.believes(b.path, fmt.Sprint(c.head()), b.pointer, b.after)
			})
		}
		for _, answers := range all {
			c.recall(answers)
		}
	}, (*client).buildClocks)
}

// believes compares what stands at a pointer, where nil also means nothing.
func (c *client) believes(path, number, pointer string, want any) {
	c.t.Helper()
	a := c.get(clocked(path, day, number)).want(http.StatusOK)
	if got, _ := a.find(pointer); !equal(got, want) {
		c.t.Errorf("%s: %s is %s, want %s\n%s", a.to, pointer, asJSON(got), asJSON(want), a.body)
	}
}

// A path leads to what had its name at the moment asked about.
func TestSlugsOfTheirTime(t *testing.T) {
	each(t, func(c *client) {
		first, second, then := c.get("/v1/positions/it").id(), c.get("/v1/positions/no").id(), fmt.Sprint(c.head())
		c.correct("/v1/positions/it", object{"slug": "that"})
		c.correct("/v1/positions/no", object{"slug": "it"})
		c.correct("/v1/negotiations/talks", object{"slug": "peace"})
		c.get("/v1/positions/that").want(http.StatusOK).is(object{"/id": first})
		c.get("/v1/positions/it").want(http.StatusOK).is(object{"/id": second})
		c.get(and("/v1/positions/it", "known_at", then)).want(http.StatusOK).is(object{"/id": first, "/slug": "it"})
		c.get(and("/v1/positions/"+first, "known_at", then)).want(http.StatusOK).is(object{"/slug": "it"})
		c.get(and("/v1/positions/that", "known_at", then)).refused(http.StatusNotFound)
		c.get(and("/v1/negotiations/talks/matrix", "known_at", then)).want(http.StatusOK)
		c.get("/v1/negotiations/talks/matrix").refused(http.StatusNotFound)
		c.get("/v1/negotiations/peace/matrix").want(http.StatusOK)
		c.get(and("/v1/negotiations/peace/matrix", "known_at", then)).refused(http.StatusNotFound)
	}, (*client).buildClocks)
}

// A merged party answers for itself before the merge, and for the other after it.
func TestMergedPartiesOfTheirTime(t *testing.T) {
	each(t, func(c *client) {
		c.create("/v1/parties", object{"slug": "kyiv", "kind": "state", "name": "Kyiv"})
		c.state(object{"slug": "of-kyiv", "party": "kyiv", "speaker": "kyiv", "jointly_with": []string{"usa"}})
		then := fmt.Sprint(c.head())
		c.post("/v1/parties/kyiv/merge", object{"into": "ukraine"}).want(http.StatusOK)
		for query, want := range map[string][2]string{
			"party=kyiv":    {"of-kyiv", "of-kyiv it vague"},
			"party=ukraine": {"it vague", "of-kyiv it vague"},
			"speaker=kyiv":  {"of-kyiv", "of-kyiv"},
		} {
			alike(c.t, query+" then", column(c.all(and("/v1/positions?"+query, "known_at", then)), "/slug"), strings.Fields(want[0]))
			alike(c.t, query+" now", column(c.all("/v1/positions?"+query), "/slug"), strings.Fields(want[1]))
		}
		same(c.t, "columns then", column(c.view("matrix?known_at="+then).list("/parties"), "/name"), []string{"Kyiv", "russia", "ukraine"})
		same(c.t, "columns now", column(c.view("matrix").list("/parties"), "/name"), []string{"russia", "ukraine"})
	}, (*client).buildClocks)
}
