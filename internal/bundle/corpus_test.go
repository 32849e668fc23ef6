package bundle_test

import (
	"crypto/sha256"
	"encoding/csv"
	"encoding/hex"
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"parley/db/dbtest"
	"parley/internal/bundle"
	"parley/internal/codebook"
	"parley/internal/ledger"
	"parley/internal/material"
)

// The corpus holds real articles. They may be tested with, not copied: so
// testdata/corpus.json, our coding of them, names each quote by its first and
// last words, and the bundle is made of both when the test runs.
func TestCorpus(t *testing.T) {
	files, coded := corpusBundle(t)
	if coded.positions < 20 || coded.quotes < 30 {
		t.Fatalf("%d positions and %d quotes are too few to tell", coded.positions, coded.quotes)
	}
	dbtest.Each(t, func(t *testing.T, url string) {
		r := open(t, url)
		report := load(t, r, files, "corpus.json")
		if len(report.Faults) > 0 || report.Recorded != report.Items {
			t.Fatalf("%+v", report)
		}
		a := analyst{record: r, texts: files}
		t.Run("every quote stands where it was found", func(t *testing.T) { a.quotes(t, coded.quotes) })
		t.Run("what Ukraine stands for on withdrawal", a.withdrawal)
		t.Run("who says that one issue is left, and when", a.oneIssue)
		t.Run("what rests on anonymous sources alone", a.anonymous)
		t.Run("one issue as CSV", a.csv)
		t.Run("repeated import", func(t *testing.T) { a.repeat(t, files) })
	})
}

type coding struct{ positions, quotes int }

// corpusBundle makes the bundle: the articles as they are, the quotes cut out of them.
func corpusBundle(t *testing.T) (fstest.MapFS, coding) {
	t.Helper()
	files := articles(t)
	raw, err := os.ReadFile("testdata/corpus.json")
	if err != nil {
		t.Fatal(err)
	}
	var all map[string][]map[string]any
	if err := json.Unmarshal(raw, &all); err != nil {
		t.Fatal(err)
	}
	about := manifest(t)
	texts := map[any]string{}
	for _, a := range all["articles"] {
		file := a["text_file"].(string)
		texts[a["slug"]] = string(files[file].Data)
		maps.Copy(a, about[file])
	}
	n := coding{positions: len(all["positions"])}
	for _, p := range all["positions"] {
		for _, e := range p["evidence"].([]any) {
			e := e.(map[string]any)
			e["quote"] = cut(t, texts[e["article"]], e["quote"].(map[string]any))
			n.quotes++
		}
	}
	made, err := json.Marshal(all)
	if err != nil {
		t.Fatal(err)
	}
	files["corpus.json"] = &fstest.MapFile{Data: made}
	return files, n
}

func articles(t *testing.T) fstest.MapFS {
	t.Helper()
	files := fstest.MapFS{}
	for _, file := range material.Paths(t, "corpus/*.txt") {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		files[filepath.Base(file)] = &fstest.MapFile{Data: data}
	}
	return files
}

// manifest says what is known of each article besides its text.
func manifest(t *testing.T) map[string]map[string]any {
	t.Helper()
	raw := material.Read(t, "corpus/manifest.json")
	var list []map[string]any
	if err := json.Unmarshal(raw, &list); err != nil {
		t.Fatal(err)
	}
	about := map[string]map[string]any{}
	for _, entry := range list {
		a := map[string]any{}
		for _, member := range []string{"publisher", "title", "published", "language"} {
			if entry[member] != nil {
				a[member] = entry[member]
			}
		}
		if outlet, ok := entry["relays"]; ok {
			a["relays"] = map[string]any{"outlet": outlet}
		}
		about[entry["file"].(string)] = a
	}
	return about
}

// cut finds the quote that begins and ends with the given words.
func cut(t *testing.T, text string, words map[string]any) string {
	t.Helper()
	start, end := words["start"].(string), words["end"].(string)
	if len(strings.Fields(start)) > 4 || len(strings.Fields(end)) > 4 {
		t.Errorf("%q … %q copies too much of the article", start, end)
	}
	_, rest, found := strings.Cut(text, start)
	if !found || strings.Contains(rest, start) {
		t.Fatalf("%q is not in the article just once", start)
	}
	inside, _, found := strings.Cut(rest, end)
	if !found {
		t.Fatalf("%q does not follow %q", end, start)
	}
	return start + inside + end
}

// analyst asks the questions of somebody who works with the record.
type analyst struct {
	record
	texts fstest.MapFS
}

// What the API shows of a position with its evidence and articles expanded.
type shown struct {
	Slug       string
	Act        string
	Stance     *string
	Stated     string
	Speaker    *string
	Conditions []ledger.Condition
	Terms      []ledger.Term
	Evidence   []shownEvidence
}

type shownEvidence struct {
	Relation     string
	Attribution  *string
	ReportedDate *string `json:"reported_date"`
	Selected     ledger.Passage
	Article      struct {
		Slug      string
		Publisher *string
		Relays    *ledger.Relay
	}
}

func slugs(list []shown) []string {
	var names []string
	for _, p := range list {
		names = append(names, p.Slug)
	}
	slices.Sort(names)
	return names
}

func (a analyst) wantSlugs(t *testing.T, path string, want ...string) []shown {
	t.Helper()
	got := list[shown](t, a.record, path)
	if !slices.Equal(slugs(got), want) {
		t.Errorf("GET %s: %v, want %v", path, slugs(got), want)
	}
	return got
}

func (a analyst) quotes(t *testing.T, want int) {
	n := 0
	for _, p := range list[shown](t, a.record, "/v1/positions?limit=200&expand=evidence,article") {
		for _, e := range p.Evidence {
			n++
			s := e.Selected
			if got := a.span(t, e.Article.Slug, s.Start, s.End); got != s.Exact || s.State != "anchored" {
				t.Errorf("%s: the passage %q is %s; between %d and %d stands %q", p.Slug, s.Exact, s.State, s.Start, s.End, got)
			}
		}
	}
	if n != want {
		t.Errorf("%d passages, want %d", n, want)
	}
}

// span reads an article between two offsets in code points.
func (a analyst) span(t *testing.T, article string, start, end int64) string {
	t.Helper()
	text := ask[struct{ Text string }](t, a.record, "/v1/articles/"+article+"/revisions/1").Text
	return string([]rune(text)[start:end])
}

func (a analyst) withdrawal(t *testing.T) {
	const question = "/v1/positions?party=ukraine&issue=withdrawal&standing=true&expand=evidence,article&as_of="
	both := a.wantSlugs(t, question+"2026-01-31", "offers-mutual", "rejects-one-sided")
	offer := both[slices.IndexFunc(both, func(p shown) bool { return p.Slug == "offers-mutual" })]
	if c := offer.Conditions; len(c) != 1 || c[0].Kind != "reciprocal" || c[0].Party == nil {
		t.Errorf("conditions %+v", c)
	}
	if len(offer.Terms) != 1 || offer.Terms[0].String() != "withdrawal_depth ≤ 40 km" {
		t.Errorf("terms %v", offer.Terms)
	}
	a.wantSlugs(t, question+"2026-01-21", "rejects-one-sided")
	a.wantSlugs(t, question+"2026-01-20")
}

func (a analyst) oneIssue(t *testing.T) {
	said := a.wantSlugs(t, "/v1/positions?speaker=witkoff&issue=plan&act=clarify&standing=true&as_of=2026-01-31&expand=evidence,article", "one-issue-left")
	dates := map[string]string{}
	for _, e := range said[0].Evidence {
		if e.ReportedDate != nil {
			dates[e.Article.Slug] = *e.ReportedDate
		}
	}
	want := map[string]string{"agency": "2026-01-22", "rewrite": "2026-01-18"}
	if !maps.Equal(dates, want) || said[0].Stated != "2026-01-22" || len(said[0].Evidence) != 4 {
		t.Errorf("stated %s, in %d passages, dated %v, want %v", said[0].Stated, len(said[0].Evidence), dates, want)
	}
	a.wantSlugs(t, "/v1/positions?speaker=witkoff&issue=plan&act=clarify&standing=true&as_of=2026-01-21", "ninety-percent")
}

func (a analyst) anonymous(t *testing.T) {
	const question = "/v1/positions?attribution=anonymous&expand=evidence,article"
	some := a.wantSlugs(t, question, "draft-is-progress", "no-documents", "open-to-compromise", "wants-recognition")
	alone := slices.DeleteFunc(some, func(p shown) bool {
		return slices.ContainsFunc(p.Evidence, func(e shownEvidence) bool {
			return e.Relation == ledger.RelationSupports && (e.Attribution == nil || *e.Attribution != "anonymous")
		})
	})
	if want := []string{"draft-is-progress", "open-to-compromise", "wants-recognition"}; !slices.Equal(slugs(alone), want) {
		t.Errorf("%v, want %v", slugs(alone), want)
	}
	for _, e := range alone[0].Evidence {
		if e.Article.Slug == "unn" && (e.Article.Relays == nil || *e.Article.Relays.Outlet != "Bloomberg") {
			t.Errorf("the article does not say whom it retells: %+v", e.Article)
		}
	}
}

func (a analyst) csv(t *testing.T) {
	answer := a.get(t, "/v1/exports/position-history.csv?issue=withdrawal").Result()
	body := a.get(t, "/v1/exports/position-history.csv?issue=withdrawal").Body.Bytes()
	sum := sha256.Sum256(body)
	if answer.Trailer.Get("Parley-Row-Count") != "5" || answer.Trailer.Get("Parley-SHA256") != hex.EncodeToString(sum[:]) {
		t.Errorf("trailers %v", answer.Trailer)
	}
	rows, err := csv.NewReader(strings.NewReader(string(body))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(rows[0], codebook.Export("position-history", "rows=evidence").Names()) {
		t.Errorf("columns %v", rows[0])
	}
	var got []string
	for _, cells := range rows[1:] {
		row := map[string]string{}
		for i, name := range rows[0] {
			row[name] = cells[i]
		}
		got = append(got, row["stated"]+" "+row["party"]+" "+row["position"]+" "+row["article"])
		a.rowQuotes(t, row)
	}
	slices.Sort(got)
	want := []string{
		"2026-01-21~ russia all-of-donetsk bloomberg", "2026-01-21~ russia all-of-donetsk unn",
		"2026-01-21~ ukraine rejects-one-sided bloomberg", "2026-01-21~ ukraine rejects-one-sided unn",
		"2026-01-22 ukraine offers-mutual territory-focus",
	}
	if !slices.Equal(got, want) {
		t.Errorf("rows %q", got)
	}
}

// rowQuotes checks that a row quotes the article's file, not only what was stored of it.
func (a analyst) rowQuotes(t *testing.T, row map[string]string) {
	t.Helper()
	var start, end int64
	if json.Unmarshal([]byte(row["start"]), &start) != nil || json.Unmarshal([]byte(row["end"]), &end) != nil {
		t.Fatalf("offsets %q and %q", row["start"], row["end"])
	}
	quote := strings.TrimPrefix(row["quote"], "'")
	if got := a.span(t, row["article"], start, end); got != quote {
		t.Errorf("%q, and at its offsets %q", quote, got)
	}
	inFile := slices.ContainsFunc(slices.Collect(maps.Values(a.texts)), func(f *fstest.MapFile) bool {
		return strings.Contains(string(f.Data), quote)
	})
	if !inFile || row["passage_state"] != "anchored" || row["status"] != "accepted" {
		t.Errorf("row %v", row)
	}
}

func (a analyst) repeat(t *testing.T, files fstest.MapFS) {
	before := head(t, a.record)
	report := load(t, a.record, files, "corpus.json")
	if report.Known != report.Items || head(t, a.record) != before {
		t.Errorf("%+v, head %d after %d", report, head(t, a.record), before)
	}
}

// load imports a bundle.
func load(t *testing.T, r record, files fstest.MapFS, name string) bundle.Report {
	t.Helper()
	report, err := bundle.Import(t.Context(), r.Ledger, importer, files, name, bundle.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return report
}

var importer = ledger.Caller{Workspace: "default", Actor: "importer"}
