package bundle_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"parley/db"
	"parley/db/dbtest"
	"parley/internal/bundle"
)

func execute(t *testing.T, url, statement string) {
	t.Helper()
	d, err := db.Open(t.Context(), db.Options{URL: url})
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	if _, err := d.Write.Exec(statement); err != nil {
		t.Fatal(err)
	}
}

// wrong are lines with one fault each and words of what is said about it.
var wrong = []struct{ line, says string }{
	{`{"party": {"slug": "a",}}`, "invalid character"},
	{`{"party": {"slug": "a"`, "unexpected end"},
	{`not JSON`, "invalid character"},
	{`[]`, "one member"},
	{`5`, "one member"},
	{`{}`, "one member"},
	{`{"party": {"slug": "a", "kind": "state", "name": "A"}, "issue": {}}`, "one member"},
	{`{"party": {"slug": "a", "kind": "state", "name": "A"}, "party": {}}`, "one member"},
	{`{"realm": {"slug": "a"}}`, `no kind "realm"`},
	{`{"parties": {"slug": "a"}}`, `no kind "parties"`},
	{`{"party": null}`, "an object is expected"},
	{`{"party": ["a"]}`, "an object is expected"},
	{`{"party": {"slug": "a", "kind": "state", "name": "A", "nmae": "A"}}`, `/nmae: there is no such member here; it takes aliases, `},
	{`{"party": {"slug": "a", "kind": "state", "name": 7}}`, "/name: value must be a string"},
	{`{"party": {"slug": "a", "kind": "state", "name": "A", "name": "B"}}`, "/name: stands in its object twice"},
	{`{"party": {"slug": "a", "kind": "state", "name": "A", "aliases": [{"name": "B", "Name": "C"}]}}`, "/aliases/0/Name: stands in its object twice"},
	{`{"party": {"slug": "a", "kind": "state", "name": "A\u0000"}}`, "NUL"},
	{`{"party": {"slug": "a", "kind": "state", "name": "A\ud83d"}}`, `\ud83d is one half`},
	{`{"party": {"kind": "state", "name": "A"}}`, "/slug: a slug is needed"},
	{`{"party": {"slug": "Not a slug", "kind": "state", "name": "A"}}`, "/slug: "},
	{`{"party": {"slug": "a", "kind": "moon", "name": "A"}}`, `/kind: "moon" is not one of state`},
	{`{"party": {"slug": "upland", "kind": "state", "name": "Another"}}`, `/slug: line 2 has another party with the slug "upland"`},
	{`{"round": {"negotiation": "lake", "slug": "second", "name": "S"}}`, `/negotiation: there is no negotiation "lake"`},
	{`{"round": {"negotiation": "river", "slug": "second", "name": "S", "held": "2026-05-05/2026-05-01"}}`, "2026-05-05/2026-05-01"},
	{`{"membership": {"member": "nobody", "group": "upland"}}`, `member: there is no party "nobody"`},
	{`{"membership": {"member": "minister", "group": "nobody"}}`, `group: there is no party "nobody"`},
	{`{"participation": {"negotiation": "river", "party": "minister", "role": "cook"}}`, `/role: "cook"`},
	{`{"issue": {"slug": "b", "negotiation": "river", "parent": "sea", "question": "B?"}}`, `/parent: there is no issue "sea"`},
	{`{"proposal": {"slug": "b", "negotiation": "river", "name": "B", "issues": ["sea"]}}`, `/issues/0: there is no issue "sea"`},
	{`{"proposal_version": {"proposal": "none", "summary": "B"}}`, `/proposal: there is no proposal "none"`},
	{`{"article": {"slug": "b", "text_file": "texts/none.txt"}}`, `text_file "texts/none.txt"`},
	{`{"article": {"slug": "b", "text_file": "../secret.txt"}}`, "does not lie below"},
	{`{"article": {"slug": "b", "text_file": "texts/../../secret.txt"}}`, "does not lie below"},
	{`{"article": {"slug": "b", "text_file": "/secret.txt"}}`, "does not lie below"},
	{`{"article": {"slug": "b", "text_file": "texts"}}`, `text_file "texts"`},
	{`{"article": {"slug": "b", "text": "B", "text_file": "texts/gazette.txt"}}`, "either text or text_file"},
	{`{"article": {"slug": "b", "text": "  "}}`, "/text: "},
	{`{"article": {"slug": "b", "url": "ftp://b"}}`, "/url: "},
	{`{"revision": {"article": "none", "text": "B"}}`, `/article: there is no article "none"`},
	{`{"revision": {"article": "wire"}}`, "/text: give text or text_file"},
	{position(`"party": "upland"`, `"party": "nobody"`), `/party: there is no party "nobody"`},
	{position(`"act": "offer"`, `"act": "shout"`), `/act: "shout"`},
	{position(`"stated": "2026"`, `"stated": "2026-13"`), `/stated: write a date such as 2026-01-22, 2026-01, 2026-01-22~ or 2026-01-21/2026-01-23 ("2026-13", character 6: no month 13`},
	{position(`"stated": "2026"`, `"stated": "May 2026"`), "May 2026"},
	{position(`"stated": "2026"`, `"stated": ""`), "/stated: "},
	{position(`, "stated": "2026"`, ``), "/stated: "},
	{position(`{"article": "wire", "quote": "agreed"}`, ``), "/evidence: "},
	{position(`"quote": "agreed"`, `"quote": "He has disagreed."`), `/evidence/0/quote: the article does not contain this quote`},
	{position(`"quote": "agreed"`, `"quote": "He has disagreed."`), `alike): "He has not agreed."`},
	{position(`"quote": "agreed"`, `"revision": 1, "quote": "e"`), `at 1: "He`},
	{position(`"quote": "agreed"`, `"start": 5`), "/evidence/0/quote: "},
	{position(`"article": "wire"`, `"article": "none"`), `/evidence/0/article: there is no article "none"`},
	{position(`"quote": "agreed"`, `"quote": "agreed", "relation": "proves"`), `/evidence/0/relation: "proves"`},
	{position(`"party": "upland"`, `"party": "upland", "scale": {"value": 101}`), "/scale/value: "},
	{position(`"party": "upland"`, `"party": "upland", "supersedes": ["none"]`), `/supersedes/0: there is no position "none"`},
	{position(`"party": "upland"`, `"party": 5`), "/party: value must be a string"},
	{`{"salience": {"party": "upland", "issue": "dam", "value": 101, "dated": "2026"}}`, "/value: "},
	{`{"salience": {"party": "nobody", "issue": "dam", "value": 1, "dated": "2026"}}`, `party: there is no party "nobody"`},
	{`{"retraction": {"position": "none", "reason": "r"}}`, `/position: there is no position "none"`},
	{`{"retraction": {"position": "opens"}}`, "/reason: a reason is needed"},
}

func position(old, replacement string) string {
	const right = `{"position": {"slug": "b", "party": "upland", "issue": "dam", "act": "offer", "summary": "B.", "stated": "2026", "evidence": [{"article": "wire", "quote": "agreed"}]}}`
	return strings.Replace(right, old, replacement, 1)
}

// All faults of a bundle are told at once, at their lines, and what is right
// beside them neither hides nor gets recorded. One transaction tries all of it,
// so on PostgreSQL no fault may spoil the transaction for the rest.
func TestEveryFault(t *testing.T) {
	text := lines
	for i, w := range wrong {
		// A slug of its own keeps one line from being the repetition of another.
		text += strings.Replace(w.line, `"slug": "b"`, fmt.Sprintf(`"slug": "b%d"`, i), 1) + "\n"
	}
	begin := strings.Count(lines, "\n") + 1
	dbtest.Each(t, func(t *testing.T, url string) {
		r := open(t, url)
		report := load(t, r, files(text), "coding/bundle")
		said := map[int][]string{}
		for _, f := range report.Faults {
			said[f.Line] = append(said[f.Line], f.Error())
		}
		for i, w := range wrong {
			line := begin + i
			all := strings.Join(said[line], "\n")
			if !strings.Contains(all, w.says) || !strings.HasPrefix(all, fmt.Sprintf("coding/bundle:%d: ", line)) {
				t.Errorf("line %d %s: %q, want %q", line, w.line, all, w.says)
			}
			delete(said, line)
		}
		if len(said) > 0 {
			t.Errorf("faults that are none: %v", said)
		}
		if report.Recorded != items || head(t, r) != 0 {
			t.Errorf("%d items are right; the ledger is at %d", report.Recorded, head(t, r))
		}
	})
}

// Several faults of one item are told one by one.
func TestSeveralFaultsOfOneItem(t *testing.T) {
	r := open(t, dbtest.SQLite(t))
	report := load(t, r, files(lines+`{"position": {"slug": "b", "party": "x", "issue": "y", "act": "z", "summary": "", "stated": "2026"}}`), "coding/bundle")
	if len(report.Faults) < 5 {
		t.Errorf("%v", report.Faults)
	}
}

// A JSON bundle tells the line too: of the item, or of where the syntax breaks.
func TestFaultsInJSON(t *testing.T) {
	r := open(t, dbtest.SQLite(t))
	for _, c := range []struct {
		text, says string
		line       int
	}{
		{"{\n\"parties\": [\n{\"slug\": \"a\", \"kind\": \"state\", \"name\": \"A\"},\n{\"slug\": \"b\",\n\"kind\": \"moon\", \"name\": \"B\"}]}", "moon", 4},
		{"{\n\"parties\": [\n  \n  5\n]}", "an object is expected", 4},
		{"{\n\"parties\": [\n{\"slug\": \"a\"\n\"kind\": \"state\"}]}", "invalid character", 4},
		{"{\n\"parties\": [\n{\"slug\": \"a\"}", "unexpected end", 3},
		{"{\n\"parties\": []\n}\n{\"issues\": []}", "after top-level value", 4},
		{"{\n\"parties\": [],\n\n\"partys\": []}", `no list "partys"`, 4},
		{"{\n\"partys\": []}", `no list "partys"`, 2},
		{"{\n\"parties\": {}}", "must be a list", 2},
		{"{\n\"parties\": \"none\"}", "must be a list", 2},
		{"[\n{\"party\": {}}]", "an object with a list", 1},
		{"{\"parties\": [{\"slug\": \"a\", \"kind\": \"state\", \"name\": \"A\"}],\n\"parties\": [{\"slug\": \"b\", \"kind\": \"moon\", \"name\": \"B\"}]}", "moon", 2},
		{"\ufeff{\"parties\":\r\n [\r\n{\"slug\": \"b\"}]}", "/kind", 3},
	} {
		report := load(t, r, files(c.text), "coding/bundle")
		if !told(report, c.line, c.says) {
			t.Errorf("%s\n%v, want line %d and %q", c.text, report.Faults, c.line, c.says)
		}
	}
	report := load(t, r, files("{\"issues\": [{}],\n\"parties\": [{}],\n\"negotiations\": [{}]}"), "coding/bundle")
	if !slices.IsSortedFunc(report.Faults, func(a, b bundle.Fault) int { return a.Line - b.Line }) {
		t.Errorf("faults out of order: %v", report.Faults)
	}
	if n := head(t, r); n != 0 {
		t.Errorf("the ledger is at %d", n)
	}
}

func told(report bundle.Report, line int, says string) bool {
	for _, f := range report.Faults {
		if f.Line == line && strings.Contains(f.Error(), says) {
			return true
		}
	}
	return false
}

// The same item twice, as when two bundles are put into one file, is no fault.
func TestRepeatedItem(t *testing.T) {
	r := open(t, dbtest.SQLite(t))
	report := load(t, r, files(lines+lines), "coding/bundle")
	if len(report.Faults) > 0 || report.Recorded != items || report.Known != items {
		t.Errorf("%+v", report)
	}
}
