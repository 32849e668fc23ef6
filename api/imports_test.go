package api_test

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"

	"parley/internal/material"
)

// bundleLines is a small coding bundle, in which words of people are Cyrillic.
const bundleLines = `{"negotiation": {"slug": "canal", "name": "Переговоры о канале"}}
{"party": {"slug": "upland", "kind": "state", "name": "Верховье"}}
{"issue": {"slug": "tolls", "negotiation": "canal", "question": "Who sets the tolls?"}}
{"article": {"slug": "gazette", "text": "«Пошлины — наши», сказал посол 🌊."}}
{"position": {"slug": "ours", "party": "upland", "issue": "tolls", "act": "demand", "summary": "Its own.", "stated": "2026-03", "evidence": [{"article": "gazette", "quote": "Пошлины — наши"}]}}
`

// faultyLines has two faults besides: on line 6 of a word, on line 7 of a quote.
const faultyLines = bundleLines + `{"party": {"slug": "lowland", "kind": "realm", "name": "L"}}
{"position": {"slug": "theirs", "party": "upland", "issue": "tolls", "act": "demand", "summary": "Theirs.", "stated": "2026-03", "evidence": [{"article": "gazette", "quote": "Пошлины — ваши"}]}}
{"party": {"slug": "midland", "kind": "state", "name": "M"}}
`

var ndjson = typed("application/x-ndjson")

// counts wants what a report says of items, recorded, known and refused.
func (a *answer) counts(want ...int) {
	a.t.Helper()
	var got []int
	for _, name := range []string{"items", "recorded", "known", "refused"} {
		got = append(got, int(a.at("/"+name).(float64)))
	}
	if fmt.Sprint(got) != fmt.Sprint(want) {
		a.t.Errorf("items, recorded, known, refused are %v, not %v\n%s", got, want, a.body)
	}
}

func TestImport(t *testing.T) {
	each(t, func(c *client) {
		c.unchanged(func() {
			c.post("/v1/imports?dry_run=true", bundleLines, ndjson).want(http.StatusOK).counts(5, 5, 0, 0)
		})
		c.post("/v1/imports", bundleLines, ndjson).want(http.StatusOK).counts(5, 5, 0, 0)
		if n := c.head(); n != 1 {
			c.t.Errorf("the ledger is at %d", n)
		}
		if reason := c.get("/v1/transactions/1").text("/reason"); reason != "import of a file" {
			c.t.Errorf("the reason is %q", reason)
		}
		if exact := c.get("/v1/positions/ours").text("/evidence/0/selected/exact"); exact != "Пошлины — наши" {
			c.t.Errorf("the passage is %q", exact)
		}
		c.unchanged(func() {
			c.post("/v1/imports", bundleLines, ndjson).want(http.StatusOK).counts(5, 0, 5, 0)
			c.post("/v1/imports?keep_going=true", bundleLines, ndjson).want(http.StatusOK).counts(5, 0, 5, 0)
			c.post("/v1/imports", `{"parties": [{"slug": "upland", "kind": "state", "name": "Верховье"}]}`).want(http.StatusOK).counts(1, 0, 1, 0)
			form, contentType := formOf(c.t, part{name: "file", file: "канал.ndjson", content: bundleLines})
			c.post("/v1/imports", form, contentType).want(http.StatusOK).counts(5, 0, 5, 0)
		})
		form, contentType := formOf(c.t, part{name: "file", file: "канал.ndjson", content: `{"party": {"slug": "x", "kind": "state", "name": "X"}}`})
		c.post("/v1/imports", form, contentType, with("Parley-Reason", "")).want(http.StatusOK).counts(1, 1, 0, 0)
		if reason := c.get("/v1/transactions/2").text("/reason"); reason != "import of канал.ndjson" {
			c.t.Errorf("the reason is %q", reason)
		}
	})
}

func TestImportFaults(t *testing.T) {
	each(t, func(c *client) {
		c.unchanged(func() {
			a := c.post("/v1/imports", faultyLines, ndjson).want(http.StatusUnprocessableEntity)
			a.faultsAt(6, "/kind", 7, "/evidence/0/quote")
			if a.text("/faults/1/code") != "quote-not-found" || a.text("/faults/1/nearest/exact") == "" {
				c.t.Errorf("%s", a.body)
			}
			c.post("/v1/imports?dry_run=true", faultyLines, ndjson).want(http.StatusOK).counts(8, 6, 0, 2)
		})
		a := c.post("/v1/imports?keep_going=true", faultyLines, ndjson).want(http.StatusOK)
		a.counts(8, 6, 0, 2)
		a.faultsAt(6, "/kind", 7, "/evidence/0/quote")
		c.get("/v1/parties/midland").want(http.StatusOK)
		c.get("/v1/parties/lowland").want(http.StatusNotFound)
		c.get("/v1/positions/theirs").want(http.StatusNotFound)
	})
}

// What of an item cannot be read is told as of the body of a request: all of it, each
// at its pointer, in the same words.
func TestImportFaultsAreThoseOfRequests(t *testing.T) {
	each(t, func(c *client) {
		const wrong = `{"slug": "p", "party": 5, "act": "offer", "summary": 5, "stated": "2026-13-40", "held_until": "2026-99", "nmae": 1,
 "scale": {"value": "x"}, "supersedes": "a", "conditions": [7], "jointly_with": ["upland", {}], "evidence": [{"quote": true, "reported_date": "gestern", "start": 1.5}, 5]}`
		told := c.post("/v1/positions", wrong).want(http.StatusUnprocessableEntity).list("/faults")
		report := c.post("/v1/imports?dry_run=true", "\n"+`{"position": `+strings.ReplaceAll(wrong, "\n", "")+"}", ndjson).want(http.StatusOK).list("/faults")
		var lines []float64
		for _, f := range report {
			lines = append(lines, f.(object)["line"].(float64))
			delete(f.(object), "line")
		}
		slices.SortFunc(report, func(a, b any) int {
			return strings.Compare(a.(object)["pointer"].(string), b.(object)["pointer"].(string))
		})
		told = slices.DeleteFunc(told, func(f any) bool { return f.(object)["code"] == "required" }) // the core tells that
		if got, want := asJSON(report), asJSON(told); got != want {
			c.t.Errorf("an import tells %s, a request %s", got, want)
		}
		if len(lines) != 13 || slices.Min(lines) != 2 || slices.Max(lines) != 2 {
			c.t.Errorf("lines %v", lines)
		}
	})
}

// faultsAt wants faults at lines with pointers, in turns.
func (a *answer) faultsAt(want ...any) {
	a.t.Helper()
	for i := 0; i < len(want); i += 2 {
		at := fmt.Sprintf("/faults/%d", i/2)
		if line := int(a.at(at + "/line").(float64)); line != want[i] || a.text(at+"/pointer") != want[i+1] {
			a.t.Errorf("fault %d is on line %d at %s, not %v", i/2, line, a.text(at+"/pointer"), want[i:i+2])
		}
	}
	if n := len(a.at("/faults").([]any)); n != len(want)/2 {
		a.t.Errorf("%d faults\n%s", n, a.body)
	}
}

// What is not a file to import is refused, and changes nothing; an item cannot name a
// file of the server.
func TestImportRefuses(t *testing.T) {
	each(t, func(c *client) {
		two, twoType := formOf(c.t, part{name: "file", content: bundleLines}, part{name: "file", content: bundleLines})
		other, otherType := formOf(c.t, part{name: "path", content: "/etc/passwd"})
		none, noneType := formOf(c.t)
		c.unchanged(func() {
			for _, text := range []string{"/etc/passwd", "file", "../file", "imports_test.go"} {
				line := fmt.Sprintf(`{"article": {"slug": "a", "text_file": %q}}`, text)
				a := c.post("/v1/imports", line, ndjson).want(http.StatusUnprocessableEntity)
				if !strings.Contains(a.text("/faults/0/detail"), "give the text itself") {
					c.t.Errorf("%s", a.body)
				}
			}
			c.post("/v1/imports", two, twoType).want(http.StatusUnprocessableEntity)
			c.post("/v1/imports", other, otherType).want(http.StatusUnprocessableEntity)
			c.post("/v1/imports", none, noneType).want(http.StatusUnprocessableEntity)
			c.post("/v1/imports", "--x", typed("multipart/form-data")).want(http.StatusBadRequest)
			c.post("/v1/imports", "--x", typed("multipart/form-data; boundary=x")).want(http.StatusUnprocessableEntity)
			c.post("/v1/imports", "--x\r\nContent-Disposition: form-data; name=file\r\n\r\ncut", typed("multipart/form-data; boundary=x")).want(http.StatusBadRequest)
			c.post("/v1/imports", bundleLines, typed("text/csv")).want(http.StatusUnsupportedMediaType)
			c.post("/v1/imports", bundleLines, typed("application/vnd.sqlite3")).want(http.StatusUnprocessableEntity)
			c.post("/v1/imports", "SQLite format 3\x00 and no more", ndjson).want(http.StatusUnprocessableEntity)
			c.post("/v1/imports", "SQLite format 3\x00 and no more", typed("application/vnd.sqlite3")).want(http.StatusUnprocessableEntity)
			c.post("/v1/imports?negotiation=canal", bundleLines, ndjson).want(http.StatusUnprocessableEntity)
			c.post("/v1/imports?kept=1", bundleLines, ndjson).want(http.StatusBadRequest)
			c.post("/v1/imports", bundleLines, ndjson, with("Content-Encoding", "gzip")).want(http.StatusUnsupportedMediaType)
		})
	})
}

// The first answer comes again for a key, also when the boundary of a form is
// another, and nothing is done twice; the key is not for another file.
func TestImportRepeated(t *testing.T) {
	each(t, func(c *client) {
		send := func(content string) *answer {
			form, contentType := formOf(c.t, part{name: "file", content: content})
			return c.post("/v1/imports", form, contentType, key("k"))
		}
		first := send(bundleLines)
		first.want(http.StatusOK).counts(5, 5, 0, 0)
		c.unchanged(func() {
			c.sameAnswer(send(bundleLines), first)
			send(faultyLines).want(http.StatusUnprocessableEntity)
			if again := send(bundleLines + "\n"); again.text("/type") != "urn:parley:problem:idempotency-key-reused" {
				c.t.Errorf("%s", again.body)
			}
		})
	})
}

func TestImportDNA(t *testing.T) {
	sample := material.Read(t, "data/sample.dna")
	each(t, func(c *client) {
		a := c.post("/v1/imports?negotiation=clear-skies", sample, typed("application/vnd.sqlite3")).want(http.StatusOK)
		a.counts(75, 75, 0, 0)
		if a.text("/kind") != "dna" || !strings.Contains(string(a.body), "7 sections of documents") {
			c.t.Errorf("%s", a.body)
		}
		if reason := c.get("/v1/transactions/1").text("/reason"); reason != "import of a file; coded by Coder 1" {
			c.t.Errorf("the reason is %q", reason)
		}
		form, contentType := formOf(c.t, part{name: "file", file: "sample.dna", content: string(sample)})
		c.post("/v1/imports?negotiation=clear-skies", form, contentType).want(http.StatusOK).counts(75, 0, 75, 0)
		if n := len(c.all("/v1/positions?negotiation=clear-skies")); n != 40 {
			c.t.Errorf("%d positions", n)
		}
	})
}

const tableMapping = `{"mapping": 1, "items": [
  {"negotiation": {"slug": "canal", "name": "Canal"}},
  {"party": {"slug": "{Кто}", "kind": "state", "name": "{Кто}"}},
  {"issue": {"slug": "tolls", "negotiation": "canal", "question": "Who sets the tolls?"}},
  {"article": {"slug": "{Link}", "url": "{Link}", "text": "{Text}"}},
  {"position": {"slug": "s-{Nr}", "party": "{Кто}", "issue": "tolls", "act": "demand", "summary": "{Quote}", "stated": "{Date}",
    "evidence": [{"article": "{Link}", "quote": "{Quote}"}]}}]}`

const tableRows = "Nr;Кто;Date;Quote;Link;Text;Notes\n1;Верховье;2026-03-05;Пошлины — наши;https://a.example/1;«Пошлины — наши», сказал посол 🌊.;x\n"

func TestImportTable(t *testing.T) {
	each(t, func(c *client) {
		send := func(table, mapping string, options ...option) *answer {
			form, contentType := formOf(c.t, part{name: "mapping", content: mapping}, part{name: "file", file: "t.csv", content: table})
			return c.post("/v1/imports", form, append(options, contentType)...)
		}
		c.unchanged(func() {
			a := send(strings.ReplaceAll(tableRows, "2026-03-05", "5 March"), tableMapping).want(http.StatusUnprocessableEntity)
			a.faultsAt(2, "/stated")
			if a.text("/faults/0/column") != "Date" || a.text("/faults/0/code") != "date" {
				c.t.Errorf("%s", a.body)
			}
			a = send(tableRows, strings.Replace(tableMapping, `"kind"`, `"kidn"`, 1)).want(http.StatusUnprocessableEntity)
			if a.text("/type") != "urn:parley:problem:mapping-faults" || a.text("/faults/0/pointer") != "/mapping/items/1/party/kidn" {
				c.t.Errorf("%s", a.body)
			}
			a = send(tableRows, strings.Repeat(" ", 300<<10)+tableMapping).want(http.StatusUnprocessableEntity)
			if a.text("/faults/0/pointer") != "/mapping" {
				c.t.Errorf("%s", a.body)
			}
			send(tableRows, "").want(http.StatusUnprocessableEntity)
			send(bundleLines, tableMapping).want(http.StatusUnprocessableEntity)
			form, contentType := formOf(c.t, part{name: "file", file: "t.csv", content: tableRows})
			if a := c.post("/v1/imports", form, contentType).want(http.StatusUnprocessableEntity); !strings.Contains(a.text("/detail"), "read by a mapping") {
				c.t.Errorf("%s", a.body)
			}
		})
		a := send(tableRows, tableMapping, key("k")).want(http.StatusOK)
		a.counts(5, 5, 0, 0)
		if a.text("/kind") != "csv" || a.text("/left_out/0") != `1 cells of the column "Notes"` {
			c.t.Errorf("%s", a.body)
		}
		c.unchanged(func() {
			c.sameAnswer(send(tableRows, tableMapping, key("k")), a)
			send(tableRows, tableMapping).want(http.StatusOK).counts(5, 0, 5, 0)
			if again := send(tableRows, tableMapping+"\n", key("k")); again.text("/type") != "urn:parley:problem:idempotency-key-reused" {
				c.t.Errorf("%s", again.body)
			}
		})
	})
}
