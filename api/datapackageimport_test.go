package api_test

import (
	"archive/zip"
	"bytes"
	"encoding/csv"
	"fmt"
	"io"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"parley/db"
	"parley/db/dbtest"
	"parley/internal/access"
)

const wholePackage = "/v1/exports/datapackage.zip?text=1"

var zipped = typed("application/zip")

// ofTheLedger are the columns that speak of the ledger a record is in.
var ofTheLedger = []string{"number", "recorded_at", "updated_at", "retracted_at", "retracted_number"}

// onTheOther is an empty database on the engine that the test does not run on.
func onTheOther(t *testing.T) string {
	t.Helper()
	if strings.HasSuffix(t.Name(), "/sqlite") {
		return dbtest.Postgres(t)
	}
	return dbtest.SQLite(t)
}

// sameContent compares two packages file by file, column by column: all but what
// speaks of the ledger, of which only whether it is there.
func sameContent(t testing.TB, want, got *pack) {
	t.Helper()
	if !slices.Equal(want.names, got.names) {
		t.Errorf("the files are %q, not %q", got.names, want.names)
	}
	for name, file := range want.files {
		if !strings.HasSuffix(name, ".csv") || name == "data/transactions.csv" {
			continue
		}
		if a, b := withoutLedger(t, file), withoutLedger(t, got.files[name]); a != b {
			t.Errorf("%s is another:\n%s", name, firstDifference(a, b))
		}
	}
}

// withoutLedger shows a CSV without the values of its ledger, and how many carriage
// returns it has, which encoding/csv drops.
func withoutLedger(t testing.TB, file []byte) string {
	t.Helper()
	records, err := csv.NewReader(bytes.NewReader(file)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for _, record := range records {
		for i, cell := range record {
			if slices.Contains(ofTheLedger, records[0][i]) && cell != "" {
				cell = "…"
			}
			fmt.Fprintf(&b, "%q ", cell)
		}
		b.WriteByte('\n')
	}
	fmt.Fprintf(&b, "%d carriage returns", bytes.Count(file, []byte("\r")))
	return b.String()
}

func firstDifference(a, b string) string {
	x, y := strings.Split(a, "\n"), strings.Split(b, "\n")
	for i := range x {
		if i >= len(y) || x[i] != y[i] {
			return fmt.Sprintf("line %d\nwas %s\nis  %s", i, x[i], append(y, "nothing")[min(i, len(y))])
		}
	}
	return fmt.Sprintf("%d lines more", len(y)-len(x))
}

// verified checks every promise that parley verify checks.
func (c *client) verified() {
	c.t.Helper()
	_, err := c.store.Verify(c.t.Context(), access.Workspace{Slug: "default"}, nil, func(f db.Fault) { c.t.Errorf("%+v", f) })
	if err != nil {
		c.t.Error(err)
	}
}

// readings are answers that follow from everything recorded.
var readings = []string{
	"/v1/negotiations/talks/matrix?as_of=2026-02-10", "/v1/negotiations/talks/timeline?as_of=2026-02-10", "/v1/negotiations/talks/corroboration?as_of=2026-02-10",
	"/v1/negotiations/talks/convergence?as_of=2026-02-10", "/v1/negotiations/talks/network?as_of=2026-02-10", "/v1/negotiations/talks/coverage?as_of=2026-02-10",
	"/v1/articles/wire/similar", "/v1/articles/echo/similar", "/v1/search?q=talks", "/v1/search?q=plan", "/v1/positions?standing=true&as_of=2026-02-10",
}

// worldly hides numbers and times of a ledger.
func worldly(text string) string {
	text = regexp.MustCompile(`20\d\d-\d\d-\d\dT[0-9:.]+Z`).ReplaceAllString(text, "T")
	return regexp.MustCompile(`"(number|latest_number|known_at)":\d+`).ReplaceAllString(text, `"$1":0`)
}

// travels exports, imports into an empty database of the other engine, and compares.
func (c *client) travels() *client {
	c.t.Helper()
	body := c.get(wholePackage).want(http.StatusOK).body
	want := unpack(c.t, body)
	to := serve(c.t, onTheOther(c.t))
	report := to.post("/v1/imports", body, zipped).want(http.StatusOK)
	if report.text("/kind") != "datapackage" || report.at("/items") != report.at("/recorded") {
		c.t.Errorf("%s", report.body)
	}
	sameContent(c.t, want, unpack(c.t, to.get(wholePackage).want(http.StatusOK).body))
	to.verified()
	to.unchanged(func() {
		again := to.post("/v1/imports", body, zipped).want(http.StatusOK)
		if again.at("/items") != again.at("/known") {
			c.t.Errorf("%s", again.body)
		}
	})
	return to
}

// Everything of every kind comes out of another database as it went in.
func TestDataPackageTravels(t *testing.T) {
	each(t, func(c *client) {
		to := c.travels()
		for _, path := range readings {
			if was, is := worldly(c.bytes(path)), worldly(to.bytes(path)); was != is {
				c.t.Errorf("%s\nwas %s\nis  %s", path, was, is)
			}
		}
		entry := to.get("/v1/transactions/1").want(http.StatusOK)
		head := c.get("/v1/transactions/head").want(http.StatusOK)
		if want := fmt.Sprintf(`import of a file; data package of the workspace "default" as of its number %d, head %s`, head.number(), head.text("/hash")); entry.text("/reason") != want {
			c.t.Errorf("the reason is %q, not %q", entry.text("/reason"), want)
		}
	}, (*client).buildPackage)
}

// So does what a random story left: corrections, merges, retractions, texts that
// changed, and passages that were placed by hand.
func TestRandomStoriesTravel(t *testing.T) {
	eachStory(t, 1, func(t *testing.T, r *rapid.T, v traveller, _ string) {
		for range 40 {
			v.step(r, v.client)
		}
		if v.travels(); t.Failed() {
			r.Fatalf("after %s", strings.Join(v.steps, "\n"))
		}
	})
}

// repacked is a package with some text of its tables replaced, and nothing that tells
// of it, as somebody leaves it who edits it by hand.
func repacked(t testing.TB, body []byte, edits ...string) []byte {
	t.Helper()
	archive, err := zip.NewReader(bytes.NewReader(body), int64(len(body)))
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for _, f := range archive.File {
		in, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(in)
		if err != nil {
			t.Fatal(err)
		}
		for i := 0; i < len(edits); i += 3 {
			if f.Name == "data/"+edits[i]+".csv" {
				if !bytes.Contains(text, []byte(edits[i+1])) {
					t.Fatalf("%s has no %q", f.Name, edits[i+1])
				}
				text = bytes.Replace(text, []byte(edits[i+1]), []byte(edits[i+2]), 1)
			}
		}
		if f.Name == "datapackage.json" {
			text = regexp.MustCompile(`"(bytes|hash|rows)": `).ReplaceAll(text, []byte(`"was_$1": `))
		}
		to, err := z.Create(f.Name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := to.Write(text); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// alone is the evidence of a position in force that has no other.
func alone(p *pack) string {
	of := map[string][]string{}
	for _, row := range p.tables["evidence"] {
		of[row["position"]] = append(of[row["position"]], row["id"])
	}
	for _, row := range p.tables["positions"] {
		if row["status"] == "accepted" && len(of[row["id"]]) == 1 {
			return of[row["id"]][0]
		}
	}
	return ""
}

// Every rule of the record holds for what comes in a package. A fault names file, row
// and column, and nothing is recorded.
func TestDataPackageFaults(t *testing.T) {
	source := serve(t, dbtest.SQLite(t)).buildPackage()
	body := source.get(wholePackage).want(http.StatusOK).body
	p := unpack(t, body)
	id := func(table, slug string) string { return p.row(table, "slug", slug)["id"] }
	full, usa := p.row("positions", "slug", "full"), id("parties", "usa")
	passage := p.row("passages", "article", id("articles", "wire"))
	ofFull := p.row("evidence", "position", full["id"])
	only := p.row("evidence", "id", alone(p))
	const nobody, future = "01900000-0000-7000-8000-000000000000", "7fffffff-0000-7000-8000-000000000000"
	each(t, func(c *client) {
		for name, test := range map[string]struct {
			edits []string
			place string // of the table and the column of the first fault
			code  string
		}{
			"a reference to nothing": {[]string{"memberships", id("parties", "minister"), nobody}, "memberships member", "reference"},
			"another id in use":      {[]string{"issues", id("issues", "withdrawal"), usa}, "issues id", "other"},
			"an id of the future":    {[]string{"rounds", id("rounds", "abu-dhabi"), future}, "rounds id", "id"},
			"an id of another sort":  {[]string{"rounds", id("rounds", "abu-dhabi"), "01900000-0000-4000-8000-000000000000"}, "rounds id", "id"},
			"no id":                  {[]string{"rounds", id("rounds", "abu-dhabi"), "abu-dhabi"}, "rounds id", "cell"},
			"a code":                 {[]string{"parties", usa + ",usa,state", usa + ",usa,realm"}, "parties kind", "enum"},
			"a date":                 {[]string{"positions", full["stated"], "last week"}, "positions stated", "cell"},
			"nothing where needed":   {[]string{"parties", usa + ",usa,state", usa + ",usa,"}, "parties kind", "cell"},
			"a number":               {[]string{"salience", ",5.5,", ",5;5,"}, "salience value", "cell"},
			"a value out of range":   {[]string{"salience", ",5.5,", ",555,"}, "salience value", "range"},
			"a list":                 {[]string{"positions", "[]", "[1"}, "positions jointly_with", "cell"},
			"a member of a list":     {[]string{"parties", `""wikidata"",""value""`, `""wikidata"",""worth""`}, "parties identifiers", "cell"},
			"a circle of mergers":    {[]string{"parties", `""Q212""}]",,,`, `""Q212""}]",,` + id("parties", "kiev") + ","}, "parties merged_into", "cycle"},
			"another negotiation":    {[]string{"positions", full["negotiation"], nobody}, "positions negotiation", "rule"},
			"a missing text":         {[]string{"articles", `,1,[]`, `,2,[]`}, "articles latest_revision", "incomplete"},
			"a missing version":      {[]string{"proposals", `,1,`, `,3,`}, "proposals latest_version", "incomplete"},
			"another text":           {[]string{"article_revisions", "The", "Tho"}, "article_revisions sha256", "hash"},
			"words elsewhere":        {[]string{"passages", passage["exact"], "What nobody said"}, "passages exact", "quote-elsewhere"},
			"other surroundings":     {[]string{"passages", passage["suffix"], "!" + passage["suffix"]}, "passages suffix", "quote-elsewhere"},
			"no evidence":            {[]string{"evidence", only["position"], full["id"]}, "positions status", "no-evidence"},
			"the wrong article":      {[]string{"evidence", ofFull["article"], id("articles", "echo")}, "evidence article", "rule"},
			"a slug of two":          {[]string{"parties", usa + ",usa,", usa + ",russia,"}, "parties slug", "taken"},
			"a stray condition":      {[]string{"conditions", p.tables["conditions"][0]["position"], nobody}, "conditions ", "item"},
			"a gap in conditions":    {[]string{"conditions", p.tables["conditions"][0]["position"] + ",1", p.tables["conditions"][0]["position"] + ",2"}, "conditions ordinal", "cell"},
			"a condition's kind":     {[]string{"conditions", p.tables["conditions"][0]["kind"], "wish"}, "conditions kind", "enum"},
		} {
			c.run(name, func(c *client) {
				table, column, _ := strings.Cut(test.place, " ")
				c.unchanged(func() {
					a := c.post("/v1/imports", repacked(c.t, body, test.edits...), zipped).want(http.StatusUnprocessableEntity)
					fault := a.at("/faults/0").(object)
					told, _ := fault["column"].(string)
					if a.text("/type") != "urn:parley:problem:import-faults" || !strings.HasPrefix(fault["place"].(string), "data/"+table+".csv row ") ||
						told != column || fault["code"] != test.code {
						c.t.Errorf("%s", a.body)
					}
				})
			})
		}
		c.post("/v1/imports", repacked(c.t, body), zipped).want(http.StatusOK)
		sameContent(c.t, p, unpack(c.t, c.get(wholePackage).want(http.StatusOK).body))
	})
}

// buildAwkward records what the rules would not take a second time, or not in the
// order of its ids: what refers to later rows, in circles too, and what went out of
// force before something else came that it does not agree with.
func (c *client) buildAwkward() *client {
	c.t.Helper()
	c.build().buildMore()
	retold := func(article, by string) { c.correct("/v1/articles/"+article, object{"relays": object{"article": by}}) }
	retold("wire", "echo")
	c.create("/v1/articles", object{"slug": "page", "url": "https://a.example/1", "text": "Сказано: «нет» 🧑‍🤝‍🧑 e\u0301. \\ \"quoted\""})
	c.create("/v1/articles", "<html><head><title>Read</title></head><body><article><p>"+strings.Repeat("A page that was read by rule. ", 20)+"</p></article></body></html>", typed("text/html"))
	c.create("/v1/articles", object{"slug": "no-text", "relays": object{"outlet": "Somebody"}})
	c.create("/v1/issues", object{"slug": "root", "negotiation": "talks", "question": "What is it all about?"})
	c.correct("/v1/issues/withdrawal", object{"parent": "root"})
	for _, slug := range []string{"first", "second", "third", "member", "group", "old", "new"} {
		c.create("/v1/parties", object{"slug": slug, "kind": "organization", "name": slug, "identifiers": []object{{"scheme": "test", "value": slug}}})
	}
	c.post("/v1/parties/first/merge", object{"into": "second"}).want(http.StatusOK)
	c.post("/v1/parties/second/merge", object{"into": "third"}).want(http.StatusOK)
	c.create("/v1/parties/member/memberships", object{"group": "group"})
	c.post("/v1/parties/member/merge", object{"into": "group"}).want(http.StatusOK)
	c.retract("/v1/parties/new")
	c.correct("/v1/parties/old", object{"identifiers": []object{{"scheme": "test", "value": "new"}}})
	c.retract("/v1/negotiations/talks/rounds/abu-dhabi")
	c.retract("/v1/articles/no-text")
	lost := c.create("/v1/articles/page/passages", object{"quote": "Сказано"}).id()
	c.retract("/v1/passages/" + lost)
	c.create("/v1/articles/page/passages", object{"quote": "нет", "note": "\r\nA note\r\n"})
	c.create("/v1/articles/page/revisions", object{"text": "Ничего."})
	c.awkwardPositions()
	return c
}

func (c *client) awkwardPositions() {
	c.t.Helper()
	at := func(slug string) string { return "/v1/positions/" + slug }
	say := func(slug string, changes object) { c.state(changed(object{"slug": slug}, changes)) }
	say("asks", nil)
	say("answers", object{"in_reply_to": "asks", "note": `\`, "summary": " Line one.\r\nLine two,\n\"quoted\" \t"})
	c.correct(at("asks"), object{"in_reply_to": "answers"})
	say("newer", object{"stated": "2026-02"})
	say("older", object{"stated": "2026-01", "held_until": "2026-12"})
	c.correct(at("newer"), object{"supersedes": []string{"older"}})
	say("withdrawn", object{"act": "withdraw", "supersedes": []string{"newer"}, "stated": "2026-03"})
	say("judged", object{"status": "proposed", "supersedes": []string{"asks"}})
	c.post(at("judged")+"/reject", object{"reason": "Not so."}).want(http.StatusOK)
	say("unjudged", object{"status": "proposed"})
	c.post(at("unjudged")+"/reject", nil).want(http.StatusOK)
	say("draft", object{"status": "proposed", "evidence": []object{}, "supersedes": []string{"answers"}})
	c.correct(at("answers"), object{"issue": "depth"})
	say("gone", object{"supersedes": []string{"asks"}, "conditions": []object{{"kind": "package", "text": "=1+1\r\n", "party": "third", "issue": "depth", "proposal": "points"}},
		"terms": []object{{"name": "глубина", "comparison": "between", "value": -0.1, "high": 1e21, "unit": "km"}}})
	c.retract(at("gone"))
	c.retract("/v1/salience/" + c.create("/v1/salience", object{"party": "usa", "issue": "withdrawal", "value": 0.1, "dated": "2026~"}).id())
	c.retract("/v1/proposals/points")
}

func TestAwkwardPackageTravels(t *testing.T) {
	each(t, func(c *client) {
		to := c.travels()
		for _, slug := range []string{"older", "newer", "withdrawn"} {
			if a, b := c.get("/v1/positions/"+slug).at("/ended"), to.get("/v1/positions/"+slug).at("/ended"); fmt.Sprint(a) != fmt.Sprint(b) {
				c.t.Errorf("%s ended %v, not %v", slug, b, a)
			}
		}
		to.get("/v1/parties/first").want(http.StatusMovedPermanently)
		to.correct("/v1/positions/newer", object{"note": "It can be gone on with."})
		to.verified()
	}, (*client).buildAwkward)
}

// What else is in the workspace stays, and a part of the package is completed.
func TestDataPackageBesideOthers(t *testing.T) {
	source := serve(t, dbtest.SQLite(t)).buildPackage()
	body := source.get(wholePackage).want(http.StatusOK).body
	want := unpack(t, body)
	usa := want.row("parties", "slug", "usa")
	each(t, func(c *client) {
		c.create("/v1/negotiations", object{"slug": "others", "name": "Others"})
		c.create("/v1/articles", object{"slug": "same-text", "text": wire})
		broken := repacked(c.t, body, "parties", usa["id"]+",usa,state", usa["id"]+",usa,realm")
		a := c.post("/v1/imports?keep_going=true", broken, zipped).want(http.StatusOK)
		if a.at("/faults/0").(object)["pointer"] != "/kind" || a.at("/recorded") == float64(0) || a.at("/refused") == float64(0) {
			c.t.Errorf("%s", a.body)
		}
		c.get("/v1/parties/usa").want(http.StatusNotFound)
		c.get("/v1/parties/ukraine").want(http.StatusOK)
		c.verified()
		form, contentType := formOf(c.t, part{name: "file", file: "пакет.zip", content: string(body)})
		c.post("/v1/imports", form, contentType).want(http.StatusOK)
		got := unpack(c.t, c.get(wholePackage).want(http.StatusOK).body)
		for _, row := range want.tables["positions"] {
			there := got.row("positions", "id", row["id"])
			if there["status"] != row["status"] || there["ended_how"] != row["ended_how"] || there["summary"] != row["summary"] {
				c.t.Errorf("%v became %v", row, there)
			}
		}
		c.get("/v1/negotiations/others").want(http.StatusOK)
		c.verified()
		c.correct("/v1/positions/full", object{"note": "Changed here."})
		c.unchanged(func() {
			c.post("/v1/imports", body, zipped).want(http.StatusUnprocessableEntity)
			plain := c.get("/v1/exports/datapackage.zip").want(http.StatusOK).body
			if a := c.post("/v1/imports", plain, zipped).want(http.StatusUnprocessableEntity); !strings.Contains(string(a.body), "text=1") {
				c.t.Errorf("%s", a.body)
			}
			c.post("/v1/imports", "PK\x03\x04", zipped).refused(http.StatusUnprocessableEntity)
			c.post("/v1/imports", bundleLines, zipped).want(http.StatusUnprocessableEntity)
		})
	})
}
