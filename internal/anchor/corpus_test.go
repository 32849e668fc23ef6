package anchor

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"parley/internal/material"
)

func TestCorpusSentences(t *testing.T) {
	for _, file := range material.Paths(t, "corpus/*.txt") {
		t.Run(filepath.Base(file), func(t *testing.T) { testArticle(t, file) })
	}
}

func testArticle(t *testing.T, file string) {
	raw, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	text := newText(t, string(raw))
	tested := 0
	for _, e := range sentences(text.stored) {
		sentence := text.stored[e.start:e.end]
		if strings.Count(text.stored, sentence) != 1 {
			continue
		}
		tested++
		wantPlace(t, text, sentence, text.span(e))
		wantPlace(t, text, straight.Replace(sentence), text.span(e))
		wantPlace(t, text, curly.Replace(sentence), text.span(e))
	}
	if tested == 0 {
		t.Fatal("no sentence was tested")
	}
}

var (
	straight = strings.NewReplacer("“", `"`, "”", `"`, "‘", "'", "’", "'")
	curly    = strings.NewReplacer(`"`, "„", "'", "’")
)

func wantPlace(t *testing.T, text *Text, quote string, want Span) {
	t.Helper()
	hit, err := text.Locate(Quote{Exact: quote})
	if err != nil {
		t.Errorf("sentence at %v: %v", want, err)
		return
	}
	checkHit(t, text, hit)
	if hit.Span != want {
		t.Errorf("sentence at %v was located at %v", want, hit.Span)
	}
}
