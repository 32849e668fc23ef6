package main

import (
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"parley/db/dbtest"
)

// packagePositions make an import of many batches.
const packagePositions = 1000

// packed records a bundle in a database of its own and exports it.
func packed(t *testing.T, positions int) string {
	t.Helper()
	var b strings.Builder
	b.WriteString(goodBundle)
	for i := range positions {
		act := `"act": "offer"`
		if i > 0 {
			act += fmt.Sprintf(`, "supersedes": ["s%d"]`, i-1)
		}
		fmt.Fprintf(&b, `{"position": {"slug": "s%d", "party": "upland", "issue": "dam", %s, "summary": "Nr. %d.", "stated": "2026-05", "evidence": [{"article": "gazette", "quote": "open the dam"}]}}`+"\n", i, act, i)
	}
	dir := folder(t, map[string]string{"many.ndjson": b.String(), "texts/gazette.txt": "“We open the dam”, she said."})
	url := filepath.Join(dir, "from.db")
	parley(t, "import", "--db", url, filepath.Join(dir, "many.ndjson")).wants(t, 0)
	s := serve(t, "--db", url)
	defer s.stop(t)
	status, body, err := s.send(http.MethodGet, "/v1/exports/datapackage.zip?text=1", "")
	if err != nil || status != http.StatusOK {
		t.Fatalf("%d %s %v", status, body, err)
	}
	path := filepath.Join(dir, "datapackage.zip")
	if err := os.WriteFile(path, body, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestImportDataPackage(t *testing.T) {
	file := packed(t, 3)
	dbtest.Each(t, func(t *testing.T, url string) {
		parley(t, "import", "--db", url, "--kind", "dna", file).wants(t, 1, "the file is datapackage")
		parley(t, "import", "--db", url, "--negotiation", "river", file).wants(t, 1, "leave the negotiation out")
		parley(t, "import", "--db", url, "--dry-run", file).wants(t, 0, "17 items, 17 would be recorded")
		parley(t, "import", "--db", url, file).wants(t, 0, "17 items, 17 recorded, 0 there already", "left out: 1 transactions")
		parley(t, "import", "--db", url, "--kind", "datapackage", "--keep-going", file).wants(t, 0, "17 items, 0 recorded, 17 there already")
		parley(t, "verify", "--db", url).wants(t, 0)
		s := serve(t, "--db", url)
		defer s.stop(t)
		var entry struct{ Reason string }
		if s.get(t, "/v1/transactions/1", &entry); !strings.HasPrefix(entry.Reason, `import of datapackage.zip; data package of the workspace "default" as of its number 1, head `) {
			t.Errorf("the reason is %q", entry.Reason)
		}
	})
}

func TestImportNamesFileRowAndColumn(t *testing.T) {
	dir := folder(t, map[string]string{"other.zip": "PK\x03\x04 and no more"})
	other := filepath.Join(dir, "other.zip")
	parley(t, "import", "--db", filepath.Join(dir, "p.db"), other).wants(t, 1, other+": the file is not a data package of Parley: it cannot be opened as a zip")
	file, url := packed(t, 3), filepath.Join(dir, "p.db")
	bundle := filepath.Join(folder(t, map[string]string{"b.ndjson": `{"party": {"slug": "upland", "kind": "state", "name": "Upland"}}`}), "b.ndjson")
	parley(t, "import", "--db", url, bundle).wants(t, 0)
	parley(t, "import", "--db", url, file).wants(t, 1, file+": data/parties.csv row 1, column \"slug\": /slug: the party ", "nothing was recorded")
}

// Killed in the middle, an import of a package leaves nothing that counts without
// evidence, and the same import again does the rest.
func TestImportOfPackageKilled(t *testing.T) {
	file := packed(t, packagePositions)
	dbtest.Each(t, func(t *testing.T, url string) {
		kills := 0
		for _, batches := range []int{2, 4, 3} { // among positions, evidence, and what completes them
			if killWhile(t, url, file, "recorded", batches) {
				kills++
			}
			parley(t, "verify", "--db", url).wants(t, 0)
			s := serve(t, "--db", url)
			for _, p := range all[struct{ Evidence []any }](t, s, "/v1/positions?limit=200&expand=evidence") {
				if len(p.Evidence) == 0 {
					t.Fatal("a position counts without evidence")
				}
			}
			s.stop(t)
		}
		if kills == 0 {
			t.Fatal("no kill came in time")
		}
		items := 3*packagePositions + 8
		parley(t, "import", "--db", url, file).wants(t, 0, fmt.Sprintf("%d items, ", items))
		parley(t, "import", "--db", url, file).wants(t, 0, fmt.Sprintf("%d items, 0 recorded, %d there already", items, items))
		parley(t, "verify", "--db", url).wants(t, 0, fmt.Sprintf("%d positions", packagePositions+1))
		s := serve(t, "--db", url)
		defer s.stop(t)
		if standing := all[any](t, s, "/v1/positions?status=proposed"); len(standing) != 0 {
			t.Errorf("%d positions were left as proposed", len(standing))
		}
	})
}
