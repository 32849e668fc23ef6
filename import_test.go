package main

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"parley/db/dbtest"
	"parley/internal/material"
)

const goodBundle = `{"negotiation": {"slug": "river", "name": "River talks"}}
{"party": {"slug": "upland", "kind": "state", "name": "Верховье"}}
{"issue": {"slug": "dam", "negotiation": "river", "question": "Who opens the dam?"}}
{"article": {"slug": "gazette", "publisher": "Gazette", "text_file": "texts/gazette.txt"}}
{"position": {"slug": "opens", "party": "upland", "issue": "dam", "act": "offer", "summary": "Upland opens it.", "stated": "2026-05", "evidence": [{"article": "gazette", "quote": "We open the dam"}]}}
`

// folder writes files into a folder of the test's own.
func folder(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, content := range files {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func TestImport(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, url string) {
		dir := folder(t, map[string]string{"river.ndjson": goodBundle, "texts/gazette.txt": "“We open the dam”, she said.\n"})
		file := filepath.Join(dir, "river.ndjson")
		parley(t, "import", "--db", url, "--dry-run", file).wants(t, 0, "5 items, 5 would be recorded")
		parley(t, "import", "--db", url, file).wants(t, 0, "5 items, 5 recorded, 0 there already")
		parley(t, "import", "--db", url, file, file).wants(t, 0, "5 items, 0 recorded, 5 there already")
		s := serve(t, "--db", url)
		var entry struct{ Actor, Reason string }
		s.get(t, "/v1/transactions/1", &entry)
		if entry.Actor != "import" || entry.Reason != "import of river.ndjson" || s.head(t) != 1 {
			t.Errorf("ledger entry %+v, head %d", entry, s.head(t))
		}
		s.stop(t)
	})
}

func TestImportNamesFileAndLine(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, url string) {
		bundle := strings.NewReplacer(`"state"`, `"realm"`, "We open", "We shut").Replace(goodBundle)
		dir := folder(t, map[string]string{"river.ndjson": bundle, "texts/gazette.txt": "“We open the dam”, she said."})
		file := filepath.Join(dir, "river.ndjson")
		for _, args := range [][]string{{}, {"--dry-run"}} {
			out := parley(t, append([]string{"import", "--db", url, file}, args...)...)
			out.wants(t, 1, file+":2: ", "realm", file+":5: ", "We open the dam", "nothing was recorded")
			if out.stdout != "" {
				t.Errorf("faults go to the standard error, not %s", out.stdout)
			}
		}
		s := serve(t, "--db", url)
		if n := s.head(t); n != 0 {
			t.Errorf("the ledger is at %d", n)
		}
		s.stop(t)
	})
}

// A bundle from somebody else cannot read the files of the one who imports it.
func TestImportStaysInItsFolder(t *testing.T) {
	dir := folder(t, map[string]string{"secret.txt": "We open the dam", "in/texts/keep": ""})
	for name, text := range map[string]string{"up": "../secret.txt", "absolute": filepath.ToSlash(filepath.Join(dir, "secret.txt")), "link": "texts/link.txt"} {
		t.Run(name, func(t *testing.T) {
			if name == "link" {
				if runtime.GOOS == "windows" {
					t.Skip("making a link takes rights there")
				}
				if err := os.Symlink(filepath.Join(dir, "secret.txt"), filepath.Join(dir, "in", "texts", "link.txt")); err != nil {
					t.Fatal(err)
				}
			}
			file := filepath.Join(dir, "in", name+".ndjson")
			line := fmt.Sprintf(`{"article": {"slug": "a", "text_file": %q}}`, text)
			if err := os.WriteFile(file, []byte(line), 0o600); err != nil {
				t.Fatal(err)
			}
			out := parley(t, "import", "--db", filepath.Join(dir, "p.db"), file)
			out.wants(t, 1, file+":1: ", "text_file")
		})
	}
}

// A bundle may be reached through a link; its texts lie beside the real file.
func TestImportThroughLink(t *testing.T) {
	dir := folder(t, map[string]string{"in/river.ndjson": goodBundle, "in/texts/gazette.txt": "“We open the dam”, she said."})
	link := filepath.Join(dir, "link.ndjson")
	if runtime.GOOS == "windows" {
		t.Skip("making a link takes rights there")
	}
	if err := os.Symlink(filepath.Join(dir, "in", "river.ndjson"), link); err != nil {
		t.Fatal(err)
	}
	parley(t, "import", "--db", filepath.Join(dir, "p.db"), link).wants(t, 0, "5 recorded")
}

func TestImportWithoutFile(t *testing.T) {
	url := filepath.Join(t.TempDir(), "p.db")
	if out := parley(t, "import", "--db", url, "none.json"); out.code == 0 || !strings.Contains(out.stderr, "none.json") {
		t.Errorf("%+v", out)
	}
	if out := parley(t, "import", "--db", url); out.code == 0 {
		t.Errorf("%+v", out)
	}
}

func TestImportShowsProgress(t *testing.T) {
	var b strings.Builder
	for i := range 1200 {
		fmt.Fprintf(&b, `{"party": {"slug": "p%d", "kind": "person", "name": "Person %d"}}`+"\n", i, i)
	}
	dir := folder(t, map[string]string{"many.ndjson": b.String()})
	out := parley(t, "import", "--db", filepath.Join(dir, "p.db"), filepath.Join(dir, "many.ndjson"))
	out.wants(t, 0, "checked 500 items", "checked 1200 items", "1200 items, 1200 recorded")
	out = parley(t, "import", "--keep-going", "--db", filepath.Join(dir, "q.db"), filepath.Join(dir, "many.ndjson"))
	out.wants(t, 0, "recorded 500 items", "recorded 1200 items", "1200 items, 1200 recorded")
}

func TestImportDNA(t *testing.T) {
	sample := material.Path(t, "data/sample.dna")
	url := filepath.Join(t.TempDir(), "p.db")
	parley(t, "import", "--db", url, "--kind", "bundle", sample).wants(t, 1, "the file is dna")
	parley(t, "import", "--db", url, "--negotiation", "clear-skies", sample).wants(t, 0, "75 items, 75 recorded", "left out: 7 sections of documents")
	parley(t, "import", "--db", url, "--negotiation", "clear-skies", sample).wants(t, 0, "75 items, 0 recorded, 75 there already")
	file := filepath.Join(folder(t, map[string]string{"river.ndjson": goodBundle}), "river.ndjson")
	parley(t, "import", "--db", url, "--kind", "dna", file).wants(t, 1, "the file is bundle")
}
