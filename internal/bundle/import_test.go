package bundle_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"parley/db/dbtest"
	"parley/internal/bundle"
	"parley/internal/ledger"
)

// lines is a bundle with an item of every kind, in Cyrillic where people write freely.
const lines = `{"negotiation": {"slug": "river", "name": "Переговоры о реке"}}
{"party": {"slug": "upland", "kind": "state", "name": "Верхів’я", "aliases": [{"name": "Горная страна", "language": "ru"}]}}
{"party": {"slug": "minister", "kind": "person", "name": "Ö. Министр"}}

{"membership": {"member": "minister", "group": "upland", "role": "minister", "from": "2025"}}
{"participation": {"negotiation": "river", "party": "upland", "role": "party"}}
{"round": {"negotiation": "river", "slug": "first", "name": "First", "held": "2026-05-03/2026-05-04"}}
{"issue": {"slug": "dam", "negotiation": "river", "question": "Кто откроет плотину?", "scale": {"low": "nobody", "high": "Upland"}}}
{"proposal": {"slug": "plan", "negotiation": "river", "name": "Plan", "author": "upland", "issues": ["dam"]}}
{"proposal_version": {"proposal": "plan", "label": "1", "summary": "Open it."}}
{"article": {"slug": "gazette", "publisher": "Газета", "text_file": "texts/gazette.txt"}}
{"article": {"slug": "wire", "text": "He agreed.", "relays": {"article": "gazette"}}}
{"position": {"slug": "opens", "party": "upland", "issue": "dam", "proposal": "plan", "act": "offer", "summary": "Откроет.", "stated": "2026-05", "speaker": "minister", "evidence": [{"article": "gazette", "quote": "\"Мы откроем плотину\"", "attributed_to": "minister"}]}}
{"position": {"slug": "wrong", "party": "upland", "issue": "dam", "act": "reject", "summary": "A slip.", "stated": "2026-05", "evidence": [{"article": "wire", "quote": "He agreed"}]}}
{"salience": {"party": "upland", "issue": "dam", "value": 80, "dated": "2026-05", "evidence": [{"article": "wire", "quote": "agreed"}]}}
{"revision": {"article": "wire", "text": "He has not agreed."}}
{"revision": {"article": "wire", "text": "He has not agreed. So she said."}}
{"retraction": {"position": "wrong", "reason": "misread"}}
`

const items = 17

const gazette = "\ufeffВчера. «Мы откроем плотину», сказал министр.\r\nКонец."

// whole turns NDJSON into the other form of a bundle, an item on each line, and
// mixes the order of the kinds.
func whole(ndjson string) string {
	plurals := map[string]string{"party": "parties"}
	lists := map[string][]string{}
	var order []string
	for line := range strings.Lines(ndjson) {
		name, rest, found := strings.Cut(strings.TrimPrefix(strings.TrimSpace(line), `{"`), `": `)
		if !found {
			continue
		}
		if plurals[name] == "" {
			plurals[name] = name + "s"
		}
		if lists[plurals[name]] == nil {
			order = append(order, plurals[name])
		}
		lists[plurals[name]] = append(lists[plurals[name]], strings.TrimSuffix(rest, "}"))
	}
	slices.Reverse(order)
	var b strings.Builder
	b.WriteString("{\n")
	for i, plural := range order {
		fmt.Fprintf(&b, "%q: [\n%s\n]", plural, strings.Join(lists[plural], ",\n"))
		if i < len(order)-1 {
			b.WriteString(",\n")
		}
	}
	return b.String() + "\n}"
}

func files(bundle string) fstest.MapFS {
	return fstest.MapFS{
		"coding/bundle":            {Data: []byte(bundle)},
		"coding/texts/gazette.txt": {Data: []byte(gazette)},
		"secret.txt":               {Data: []byte("He agreed.")},
	}
}

func TestForms(t *testing.T) {
	forms := map[string]string{
		"NDJSON": lines, "JSON": whole(lines),
		"NDJSON with CRLF and BOM": "\ufeff" + strings.ReplaceAll(lines, "\n", "\r\n"),
		"JSON with CRLF and BOM":   "\ufeff" + strings.ReplaceAll(whole(lines), "\n", "\r\n"),
		"JSON on one line":         strings.ReplaceAll(whole(lines), "\n", " "),
	}
	dbtest.Each(t, func(t *testing.T, url string) {
		r := open(t, url)
		recorded := false
		for name, form := range forms {
			report := load(t, r, files(form), "coding/bundle")
			if len(report.Faults) > 0 || report.Items != items || (report.Recorded == items) == recorded || (report.Known == items) != recorded {
				t.Errorf("%s: %+v", name, report)
			}
			recorded = true
			// The same content in another form changes nothing.
			if n := head(t, r); n != 1 {
				t.Fatalf("%s: the ledger is at %d", name, n)
			}
		}
		wantRecorded(t, r)
	})
}

func wantRecorded(t *testing.T, r record) {
	t.Helper()
	p := list[shown](t, r, "/v1/positions?status=any&expand=evidence,article&q="+"откроет")
	if len(p) != 1 || p[0].Slug != "opens" {
		t.Fatalf("%+v", p)
	}
	s := p[0].Evidence[0].Selected
	if s.Exact != "«Мы откроем плотину»" || s.Start != 7 || s.End != 27 {
		t.Errorf("passage %+v", s.Selector)
	}
	if wrong := ask[ledger.Position](t, r, "/v1/positions/wrong"); wrong.Status != ledger.StatusRetracted || wrong.Retracted.Reason != "misread" {
		t.Errorf("%s %+v", wrong.Status, wrong.Retracted)
	}
	if wire := ask[ledger.Article](t, r, "/v1/articles/wire"); wire.LatestRevision != 3 || wire.Relays == nil {
		t.Errorf("%+v", wire)
	}
	entry := ask[ledger.Transaction](t, r, "/v1/transactions/1")
	if entry.Actor != "importer" || len(entry.Changes) < items {
		t.Errorf("%s made %d changes", entry.Actor, len(entry.Changes))
	}
}

func TestDryRun(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, url string) {
		r := open(t, url)
		report, err := bundle.Import(t.Context(), r.Ledger, importer, files(lines), "coding/bundle", bundle.Options{DryRun: true})
		if err != nil || report.Recorded != items || len(report.Faults) > 0 {
			t.Errorf("%+v, %v", report, err)
		}
		if n := head(t, r); n != 0 {
			t.Errorf("the ledger is at %d", n)
		}
	})
}

// many is a bundle of several batches whose last item refers to its first.
func many(n int) string {
	var b strings.Builder
	b.WriteString(strings.Replace(lines, "\n\n", "\n", 1))
	for i := items; i < n-1; i++ {
		fmt.Fprintf(&b, `{"party": {"slug": "p%d", "kind": "person", "name": "Person %d"}}`+"\n", i, i)
	}
	b.WriteString(`{"position": {"slug": "last", "party": "upland", "issue": "dam", "act": "reaffirm", "summary": "Again.", "stated": "2026-05-05", "in_reply_to": "opens", "evidence": [{"article": "gazette", "quote": "сказал министр"}]}}` + "\n")
	return b.String()
}

func TestBatches(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, url string) {
		r := open(t, url)
		var heard []string
		options := bundle.Options{Batch: 50, Progress: func(did string, done int) { heard = append(heard, fmt.Sprint(did, " ", done)) }}
		report, err := bundle.Import(t.Context(), r.Ledger, importer, files(many(60)), "coding/bundle", options)
		if err != nil || report.Recorded != 60 || len(report.Faults) > 0 {
			t.Fatalf("%+v, %v", report, err)
		}
		if n := head(t, r); n != 2 {
			t.Errorf("the ledger is at %d", n)
		}
		want := []string{"checked 50", "checked 60"}
		if !slices.Equal(heard, want) {
			t.Errorf("progress %q", heard)
		}
		last := ask[ledger.Position](t, r, "/v1/positions/last?fields=in_reply_to,number")
		if opens := ask[ledger.Position](t, r, "/v1/positions/opens"); last.Number != 2 || last.InReplyTo.ID != opens.ID {
			t.Errorf("%+v", last)
		}
	})
}

// Cut off, an import leaves nothing, and one that keeps going whole batches. The same
// import does the rest.
func TestCancelled(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, url string) {
		r := open(t, url)
		for _, keepGoing := range []bool{false, true} {
			ctx, cancel := context.WithCancel(t.Context())
			options := bundle.Options{Batch: 50, KeepGoing: keepGoing, Progress: func(_ string, done int) {
				if done == 50 {
					cancel()
				}
			}}
			report, err := bundle.Import(ctx, r.Ledger, importer, files(many(60)), "coding/bundle", options)
			want := map[bool]int{true: 50}[keepGoing]
			if err == nil || report.Recorded != want || report.Items == 0 || len(report.Faults) > 0 {
				t.Errorf("keeping going %v: %+v, %v", keepGoing, report, err)
			}
			if n := head(t, r); n != int64(want/50) {
				t.Errorf("keeping going %v: the ledger is at %d", keepGoing, n)
			}
		}
		report := load(t, r, files(many(60)), "coding/bundle")
		if report.Known != 50 || report.Recorded != 10 || head(t, r) != 2 {
			t.Errorf("%+v", report)
		}
	})
}

// A fault in the last batch keeps the first from being recorded.
func TestLateFault(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, url string) {
		r := open(t, url)
		report, err := bundle.Import(t.Context(), r.Ledger, importer, files(many(60)+`{"party": {"slug": "x", "kind": "moon", "name": "X"}}`), "coding/bundle", bundle.Options{Batch: 50})
		if err != nil || len(report.Faults) != 1 || report.Faults[0].Line != 61 || head(t, r) != 0 {
			t.Errorf("%v", report.Faults)
		}
	})
}

// When the database fails, that is no fault of the bundle.
func TestDatabaseFails(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, url string) {
		r := open(t, url)
		execute(t, url, "ALTER TABLE salience RENAME TO salience_gone")
		wantFailure(t, r)
		execute(t, url, "ALTER TABLE salience_gone RENAME TO salience")
		if n := head(t, r); n != 0 {
			t.Errorf("the ledger is at %d", n)
		}
		r.store.Close()
		wantFailure(t, r)
	})
}

func wantFailure(t *testing.T, r record) {
	t.Helper()
	report, err := bundle.Import(t.Context(), r.Ledger, importer, files(lines), "coding/bundle", bundle.Options{})
	if err == nil || len(report.Faults) > 0 || report.Recorded > 0 {
		t.Errorf("%+v, %v", report, err)
	}
}

func TestNoBundle(t *testing.T) {
	r := open(t, dbtest.SQLite(t))
	_, err := bundle.Import(t.Context(), r.Ledger, importer, files(lines), "coding/none", bundle.Options{})
	if err == nil || errors.As(err, new(bundle.Fault)) {
		t.Errorf("%v", err)
	}
	for _, empty := range []string{"", "\n\n", "{}", `{"parties": []}`} {
		if report := load(t, r, files(empty), "coding/bundle"); report.Items != 0 || len(report.Faults) > 0 {
			t.Errorf("%q: %+v", empty, report)
		}
	}
}

// A second article of one address would be coded apart from the first: it is a
// fault, in the bundle and beside what is stored. The same article again is none.
func TestTwoArticlesOfOneAddress(t *testing.T) {
	const first = `{"article": {"slug": "a", "url": "https://wire.example/a?utm_source=x", "text": "A."}}` + "\n"
	const second = `{"article": {"slug": "b", "canonical_url": "http://www.wire.example/a#top", "text": "B."}}` + "\n"
	dbtest.Each(t, func(t *testing.T, url string) {
		r := open(t, url)
		refused := func(lines string) {
			t.Helper()
			before := head(t, r)
			report := load(t, r, files(lines), "coding/bundle")
			if len(report.Faults) != 1 || !strings.Contains(report.Faults[0].Error(), "/canonical_url: the article a has this address already") || head(t, r) != before {
				t.Errorf("%+v, the ledger is at %d", report, head(t, r))
			}
		}
		refused(first + second)
		if report := load(t, r, files(first), "coding/bundle"); len(report.Faults) > 0 {
			t.Errorf("%+v", report)
		}
		refused(second)
		if report := load(t, r, files(first), "coding/bundle"); report.Known != 1 || len(report.Faults) > 0 {
			t.Errorf("again: %+v", report)
		}
	})
}
