package intake_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"parley/internal/intake"
)

var update = flag.Bool("update", false, "write the golden files instead of comparing with them")

// What is read from saved pages is looked at by people: navigation, comments and
// advertisements are gone, what the page says of itself is there.
func TestPages(t *testing.T) {
	for _, name := range []string{"news", "amp", "arabic", "gb18030", "windows-1251"} {
		t.Run(name, func(t *testing.T) {
			body, err := os.ReadFile(filepath.Join("testdata", name+".html"))
			if err != nil {
				t.Fatal(err)
			}
			r, err := intake.Read(intake.Document{MediaType: intake.HTML, Body: body, URL: "https://wire.example/saved/page"})
			if err != nil {
				t.Fatal(err)
			}
			golden(t, name+".txt", fmt.Sprintf("%s, %d bytes, %s %s\ntitle: %s\nbyline: %s\npublisher: %s\npublished: %s\ncanonical: %s\nlanguage: %s\n\n%s\n",
				r.Charset, r.Length, r.Extractor, r.Version, r.Title, r.Byline, r.Publisher, r.Published, r.CanonicalURL, r.Language, r.Text))
		})
	}
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s differs; look at it and run go test ./internal/intake -update\ngot:\n%s\nwant:\n%s", path, got, want)
	}
}

// The versions that a revision names are those the program is built with.
func TestVersionsOfExtractors(t *testing.T) {
	modules, err := os.ReadFile("../../go.mod")
	if err != nil {
		t.Fatal(err)
	}
	page := "<p>" + strings.Repeat("A paragraph of an article, with commas, and more. ", 20)
	for address, size := range map[string]int{"github.com/markusmobius/go-trafilatura": 1, "codeberg.org/readeck/go-readability/v2": 1500} {
		r, err := intake.Read(intake.Document{MediaType: intake.HTML, Body: []byte(strings.Repeat(page, size))})
		if err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(address, r.Extractor) || !strings.Contains(string(modules), address+" "+r.Version) {
			t.Errorf("%s %s is not the %s of go.mod", r.Extractor, r.Version, address)
		}
	}
}
