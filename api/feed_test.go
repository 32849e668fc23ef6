package api_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// TestFollowerRebuildsTheRecord: whoever follows the feed from 0 has every
// resource in the bytes that GET shows, after any story, and nothing else.
func TestFollowerRebuildsTheRecord(t *testing.T) {
	eachStory(t, 3, func(t *testing.T, r *rapid.T, v traveller, _ string) {
		v.tellOfAllKinds()
		for range 40 {
			v.step(r, v.client)
		}
		limit := rapid.IntRange(1, 60).Draw(r, "limit")
		events, next := v.poll("", "0", limit)
		if next != fmt.Sprint(v.head()) {
			t.Errorf("polled up to %s, head %d", next, v.head())
		}
		v.checkOrder(events)
		v.checkRebuilt(rebuild(events))
		v.checkStream(events)
		if t.Failed() {
			r.Fatal(strings.Join(v.steps, "\n"))
		}
	})
}

// tellOfAllKinds records, changes and takes back what the storyteller leaves alone.
func (c *client) tellOfAllKinds() {
	c.t.Helper()
	round := c.create("/v1/negotiations/talks/rounds", object{"slug": "late", "name": "Друга зустріч 👩‍👩‍👧 <b>&</b> \u2028"}).header.Get("Location")
	c.correct(round, object{"place": "الرياض"})
	c.retract(round)
	c.create("/v1/proposals/points/versions", object{"summary": "Twenty points.", "text": "1. …", "dated": "2026-01"})
	c.create("/v1/proposals/points/versions", object{"summary": "Nineteen.", "text": "一、…"})
	salience := c.create("/v1/salience", object{"party": "usa", "issue": "withdrawal", "value": 5, "dated": "2026-01", "evidence": []object{quote(talks, nil)}})
	c.retract(salience.header.Get("Location"))
	c.retract("/v1/passages/" + c.create("/v1/articles/wire/passages", object{"quote": zone}).id())
	membership := c.create("/v1/parties/russia/memberships", object{"group": "usa"}).header.Get("Location")
	c.correct(membership, object{"role": "guest"})
	c.retract(membership)
}

// rebuild is all that a follower does.
func rebuild(events []fed) map[string]fed {
	record := map[string]fed{}
	for _, e := range events {
		record[e.key()] = e
	}
	return record
}

// checkOrder wants every change there is, once, in the order of the ledger.
func (c *client) checkOrder(events []fed) {
	c.t.Helper()
	number, ordinal, changes := int64(0), int64(0), int64(1)
	for _, e := range events {
		if ordinal++; ordinal >= changes {
			number, ordinal, changes = number+1, 0, e.Changes
		}
		if e.Number != number || e.Ordinal != ordinal || e.Changes != changes || e.ID != fmt.Sprintf("%d-%d", number, ordinal) {
			c.t.Fatalf("%+v stands where %d-%d of %d belongs", e.short(), number, ordinal, changes)
		}
	}
	if number != c.head() || ordinal != changes-1 {
		c.t.Errorf("the feed ends at %d-%d, the ledger at %d", number, ordinal, c.head())
	}
}

func (c *client) checkRebuilt(record map[string]fed) {
	c.t.Helper()
	kinds := map[string]int{}
	for key, e := range record {
		kinds[e.Kind]++
		if strings.Contains(string(e.Resource), `"merged_into":"`) {
			continue // GET of it leads to the other; lists show it
		}
		c.checkResource(key, e)
	}
	if len(kinds) != len(contract().Components.Schemas["ResourceKind"].Value.Enum) {
		c.t.Errorf("the story has only %v", kinds)
	}
	for _, path := range []string{"negotiations", "parties", "issues", "proposals", "articles", "passages", "salience"} {
		c.checkList(record, "/v1/"+path+"?limit=200&retracted=include")
	}
	c.checkList(record, "/v1/positions?limit=200&status=any")
}

// beside is what only single resources show beside what lists and events do.
var beside = []string{"suggested_relays", "evidence", "selected", "standing", "corroboration", "text"}

func (c *client) checkResource(key string, e fed) {
	c.t.Helper()
	whole := c.get(e.Links.Self).want(http.StatusOK).body
	if e.Kind == "evidence" && strings.HasPrefix(e.Links.Self, "/v1/salience/") {
		return // the salience shows it, unless it was retracted
	}
	single, told := members(c.t, whole), members(c.t, e.Resource)
	for name, value := range single {
		if slices.Contains(beside, name) && told[name] == "" {
			continue
		}
		if told[name] != value {
			c.t.Errorf("%s, %s: %s is told as %s and shown as %s", key, e.short(), name, told[name], value)
		}
	}
	if len(told) > len(single) {
		c.t.Errorf("%s: told %s, shown %s", key, e.Resource, whole)
	}
	if e.Kind == "revision" {
		c.checkText(e)
	}
}

// checkText follows the link to the text, which has the hash that was told.
func (c *client) checkText(e fed) {
	c.t.Helper()
	sum := sha256.Sum256([]byte(c.get(e.Links.Text).text("/text")))
	var told struct{ SHA256 string }
	if err := json.Unmarshal(e.Resource, &told); err != nil || told.SHA256 != hex.EncodeToString(sum[:]) {
		c.t.Errorf("%s: %v, the text has the hash %x", e.Resource, err, sum)
	}
}

// checkList wants each entry of a list in the very bytes that were told.
func (c *client) checkList(record map[string]fed, path string) {
	c.t.Helper()
	kind := map[string]string{"negotiations": "negotiation", "parties": "party", "issues": "issue", "proposals": "proposal", "articles": "article",
		"passages": "passage", "salience": "salience", "positions": "position"}[strings.Split(strings.Split(path, "?")[0], "/")[2]]
	want := 0
	for _, e := range record {
		if e.Kind == kind {
			want++
		}
	}
	seen := 0
	for next := path; next != ""; {
		page := c.get(next).want(http.StatusOK)
		var list struct{ Items []json.RawMessage }
		if err := json.Unmarshal(page.body, &list); err != nil {
			c.t.Fatal(err)
		}
		for _, item := range list.Items {
			seen++
			var is struct{ ID string }
			json.Unmarshal(item, &is)
			told := record[kind+" "+is.ID+" 0"]
			if kind == "position" { // whether it stands today is not of the record
				item, _, _ = bytes.Cut(item, []byte(`,"standing":`))
				item = append(item, '}')
			}
			if !bytes.Equal(told.Resource, item) {
				c.t.Errorf("%s\ntold  %s\nlists %s", told.short(), told.Resource, item)
			}
		}
		next = linksOf(page)["next"]
	}
	if seen != want || seen == 0 {
		c.t.Errorf("%s has %d, told were %d", path, seen, want)
	}
}

// members reads a JSON object without touching the bytes of its values.
func members(t *testing.T, object []byte) map[string]string {
	t.Helper()
	var raw map[string]json.RawMessage
	if err := json.Unmarshal(object, &raw); err != nil {
		t.Fatalf("%v: %s", err, object)
	}
	list := map[string]string{}
	for name, value := range raw {
		list[name] = string(value)
	}
	return list
}

// checkStream wants the same events from the stream, cut off and resumed.
func (c *client) checkStream(want []fed) {
	c.t.Helper()
	var got []fed
	for last := ""; len(got) < len(want); {
		f := c.follow("/v1/feed/stream?after=0", last)
		for range 1 + len(want)/3 {
			e, err := f.event()
			if err != nil {
				c.t.Fatal(err)
			}
			if got = append(got, e); len(got) == len(want) {
				break
			}
		}
		last = f.id
		f.close()
	}
	if asJSON(got) != asJSON(want) {
		c.t.Errorf("the stream tells otherwise than the pages: %d and %d events", len(got), len(want))
	}
}
