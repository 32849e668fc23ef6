package main

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"parley/db/dbtest"
)

const killItems = 3000

// Killed in the middle, an import leaves nothing, and one that keeps going whole
// batches; the same import again does the rest, and nothing twice.
func TestImportKilled(t *testing.T) {
	var b strings.Builder
	b.WriteString(goodBundle)
	for i := 5; i < killItems; i++ {
		fmt.Fprintf(&b, `{"position": {"slug": "s%d", "party": "upland", "issue": "dam", "act": "offer", "summary": "Nr. %d.", "stated": "2026-05", "evidence": [{"article": "gazette", "quote": "open the dam"}]}}`+"\n", i, i)
	}
	dbtest.Each(t, func(t *testing.T, url string) {
		dir := folder(t, map[string]string{"many.ndjson": b.String(), "texts/gazette.txt": "“We open the dam”, she said."})
		file := filepath.Join(dir, "many.ndjson")
		if killWhile(t, url, file, "checked", 2) {
			parley(t, "verify", "--db", url).wants(t, 0)
		}
		s := serve(t, "--db", url)
		if n := s.head(t); n != 0 {
			t.Fatalf("killed before it was whole, an import left %d batches", n)
		}
		s.stop(t)
		kills := 0
		for kills < 2 && killWhile(t, url, file, "recorded", 1+2*kills) {
			kills++
		}
		s = serve(t, "--db", url)
		left := s.head(t)
		s.stop(t)
		if kills == 0 || left == 0 || left >= killItems/500 {
			t.Fatalf("%d batches are left by %d kills", left, kills)
		}
		parley(t, "import", "--db", url, file).wants(t, 0,
			fmt.Sprintf("%d items, %d recorded, %d there already", killItems, killItems-500*left, 500*left))
		parley(t, "import", "--db", url, file).wants(t, 0, fmt.Sprintf("%d items, 0 recorded", killItems))
		s = serve(t, "--db", url)
		if n := s.head(t); n != killItems/500 {
			t.Errorf("the ledger is at %d, not %d", n, killItems/500)
		}
		s.stop(t)
		parley(t, "verify", "--db", url).wants(t, 0)
	})
}

// killWhile starts an import, one that keeps going where it is to have recorded, and
// kills it (SIGKILL) when it has told of so many batches that it did this; it tells
// whether it came in time.
func killWhile(t *testing.T, url, file, did string, batches int) bool {
	t.Helper()
	heard := &output{}
	cmd := command(t, "import", "--db", url, fmt.Sprint("--keep-going=", did == "recorded"), file)
	cmd.Stderr = heard
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	over := make(chan error, 1)
	go func() { over <- cmd.Wait() }()
	for strings.Count(heard.String(), did) < batches {
		select {
		case err := <-over:
			if err != nil {
				t.Fatalf("%v\n%s", err, heard)
			}
			return false
		case <-time.After(time.Millisecond):
		}
	}
	_ = cmd.Process.Kill()
	return <-over != nil
}
