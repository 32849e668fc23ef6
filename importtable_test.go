package main

import (
	"encoding/csv"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"parley/db/dbtest"
)

// manualTable is the table and the mapping of docs/imports.md.
func manualTable(t *testing.T) map[string]string {
	t.Helper()
	manual, err := os.ReadFile("docs/imports.md")
	if err != nil {
		t.Fatal(err)
	}
	files := map[string]string{}
	for language, name := range map[string]string{"csv": "statements.csv", "json": "mapping.json"} {
		found := regexp.MustCompile("(?s)```" + language + "\n([^`]*?Actor.*?)```").FindSubmatch(manual)
		if found == nil {
			t.Fatalf("the manual has no %s", name)
		}
		files[name] = string(found[1])
	}
	return files
}

// The example of the manual does what the manual says.
func TestImportTable(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, url string) {
		files := manualTable(t)
		files["faulty.csv"] = strings.NewReplacer("disagree;Our banks", "disagree;Our dams", "07.03.2026", "7.3.2026", "Agree;Дно", "perhaps;Дно").Replace(files["statements.csv"])
		dir := folder(t, files)
		table, m := filepath.Join(dir, "statements.csv"), filepath.Join(dir, "mapping.json")
		faulty := filepath.Join(dir, "faulty.csv")
		out := parley(t, "import", "--db", url, "--mapping", m, faulty)
		out.wants(t, 1, faulty+`:5: position, column "Quote": /evidence/0/quote: the article does not contain this quote`,
			faulty+`:8, column "Agreement": /act: the mapping does not say what "perhaps" means; it has agree, disagree`,
			faulty+`:8, column "Date": /stated: "7.3.2026" is not a date written as DD.MM.YYYY`, "nothing was recorded")
		parley(t, "import", "--db", url, "--dry-run", "--mapping", m, table).wants(t, 0, "12 items, 12 would be recorded")
		parley(t, "import", "--db", url, "--mapping", m, table).wants(t, 0, `left out: 1 cells of the column "Remarks"`, "12 items, 12 recorded, 0 there already")
		parley(t, "import", "--db", url, "--mapping", m, table).wants(t, 0, "12 items, 0 recorded, 12 there already")
		s := serve(t, "--db", url)
		var p struct {
			Stance   string
			Evidence []struct{ Selected struct{ Exact string } }
		}
		s.get(t, "/v1/positions/tolls-study-3", &p)
		if p.Stance != "supports" || p.Evidence[0].Selected.Exact != "Дно общее" || s.head(t) != 1 {
			t.Errorf("%+v", p)
		}
		s.stop(t)
	})
}

func TestImportTableRefuses(t *testing.T) {
	files := manualTable(t)
	files["bad.json"] = strings.Replace(files["mapping.json"], `"kind": "person"`, `"kidn": "person"`, 1)
	files["river.ndjson"] = goodBundle
	dir := folder(t, files)
	db, table := filepath.Join(dir, "p.db"), filepath.Join(dir, "statements.csv")
	parley(t, "import", "--db", db, table).wants(t, 1, "the file is a table (CSV), which is read by a mapping")
	parley(t, "import", "--db", db, "--mapping", filepath.Join(dir, "bad.json"), table).wants(t, 1, "bad.json: /items/2/party/kidn: there is no such member here", "nothing was recorded")
	parley(t, "import", "--db", db, "--mapping", filepath.Join(dir, "mapping.json"), "--negotiation", "x", table).wants(t, 1, "leave the negotiation out")
	parley(t, "import", "--db", db, "--mapping", filepath.Join(dir, "mapping.json"), filepath.Join(dir, "river.ndjson")).wants(t, 1, "a mapping is for tables (CSV), and by its content the file is bundle")
	parley(t, "import", "--suggest-mapping", table).wants(t, 0, `"party": {"slug": "{Actor}", "kind": "?", "name": "{Actor}"}`)
}

// What the shipped mappings say is lost of an export is lost, and nothing else.
func TestImportOwnExports(t *testing.T) {
	dir := t.TempDir()
	s := serve(t, "--demo", "--db", filepath.Join(dir, "demo.db"))
	before := exported(t, s, dir)
	s.stop(t)
	dbtest.Each(t, func(t *testing.T, url string) {
		parley(t, "import", "--db", url, "--mapping", "docs/mappings/articles.json", filepath.Join(dir, "articles.csv")).wants(t, 0, "5 recorded")
		out := parley(t, "import", "--db", url, "--mapping", "docs/mappings/position-history.json", "--keep-going", filepath.Join(dir, "history.csv"))
		out.wants(t, 1, "history.csv:45: position", "does not contain this quote", "faults: 1", `of the column "conditions"`)
		s := serve(t, "--db", url)
		after := exported(t, s, t.TempDir())
		s.stop(t)
		sameHistory(t, before[:len(before)-1], after)
	})
}

// exported puts the exports of a server into a folder and gives the rows of the history.
func exported(t *testing.T, s *server, dir string) [][]string {
	t.Helper()
	for name, path := range map[string]string{"articles.csv": "articles.csv?text=1", "history.csv": "position-history.csv"} {
		code, body, err := s.send(http.MethodGet, "/v1/exports/"+path, "")
		if err != nil || code != http.StatusOK {
			t.Fatal(code, err)
		}
		if err := os.WriteFile(filepath.Join(dir, name), body, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	in, err := os.Open(filepath.Join(dir, "history.csv"))
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close() //nolint:errcheck // it was only read
	rows, err := csv.NewReader(in).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

func sameHistory(t *testing.T, before, after [][]string) {
	t.Helper()
	kept := []string{"position", "negotiation", "issue", "issue_question", "party", "party_name", "proposal", "act", "stance", "summary", "speaker", "stated",
		"held_until", "change", "status", "confidence", "quotation", "attribution", "source", "reported_date", "quote", "article", "publisher", "title", "url", "published"}
	if len(before) != len(after) {
		t.Fatalf("%d rows became %d", len(before), len(after))
	}
	sorted := func(rows [][]string) (list []string) {
		for _, row := range rows[1:] {
			var cells []string
			for _, name := range kept {
				cells = append(cells, row[slices.Index(rows[0], name)])
			}
			list = append(list, strings.Join(cells, "|"))
		}
		slices.Sort(list)
		return list
	}
	a, b := sorted(before), sorted(after)
	for i := range a {
		if a[i] != b[i] {
			t.Errorf("before\n%s\nafter\n%s", a[i], b[i])
		}
	}
}
