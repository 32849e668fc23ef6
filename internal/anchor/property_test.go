package anchor

import (
	"strings"
	"testing"
	"unicode"

	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"
)

// prose draws text rich in everything that makes matching hard.
func prose() *rapid.Generator[string] {
	pieces := []string{
		"a", "b", "No", "truce", "мир", "й", "سلام", "هدنة", "停火", "。", "é", "e\u0301", "x\u0302", "\u0301",
		"👩‍👧", "👍🏽", "🇫🇷", "🇺🇦", "\u200C", "\u200D", "한", "\u1112\u1161",
		" ", "  ", "\u00A0", "\u2009", "\n", "\r\n", "\t", "\u00AD", "\u200B", "\uFEFF",
		"\"", "“", "”", "«", "»", "'", "’", "`", "-", "‑", "—", "−", "...", "…", ".", "!", "?",
	}
	return rapid.Custom(func(t *rapid.T) string {
		return strings.Join(rapid.SliceOfN(rapid.SampledFrom(pieces), 0, 60).Draw(t, "pieces"), "")
	})
}

// drawPassage draws any passage At accepts, or skips a text without one.
func drawPassage(t *rapid.T, text *Text) Hit {
	start := rapid.IntRange(0, text.Len()).Draw(t, "start")
	end := rapid.IntRange(start, text.Len()).Draw(t, "end")
	hit, err := text.At(Span{start, end})
	if err != nil {
		t.Skip("no passage there")
	}
	return hit
}

func TestPassageIsFoundAgain(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := newText(t, prose().Draw(t, "text"))
		want := drawPassage(t, text)
		if len(text.findExact(want.Exact)) != 1 {
			t.Skip("repeated")
		}
		for _, q := range []Quote{{Exact: want.Exact}, {want.Exact, want.Prefix, want.Suffix}} {
			got, err := text.Locate(q)
			if err != nil || got != want {
				t.Fatalf("%q: got %+v, %v, want %+v", q, got, err, want)
			}
			checkHit(t, text, got)
		}
	})
}

func TestOtherTypographyIsFound(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := newText(t, prose().Draw(t, "text"))
		want := drawPassage(t, text)
		trimmed := strings.TrimFunc(want.Exact, isBlank)
		if trimmed != want.Exact || len(text.findFolded(foldQuote(want.Exact))) != 1 {
			t.Skip("repeated, or with blanks at an end")
		}
		quote := retype(t, want.Exact)
		got, err := text.Locate(Quote{Exact: quote})
		if err != nil || got.Span != want.Span || got.Exact != want.Exact {
			t.Fatalf("%q: got %+v, %v, want %+v", quote, got, err, want)
		}
	})
}

// retype writes a quote with other marks, dashes and spaces, decomposed.
func retype(t *rapid.T, quote string) string {
	var out strings.Builder
	for _, r := range norm.NFD.String(quote) {
		out.WriteString(rapid.SampledFrom(variants(r)).Draw(t, "variant"))
	}
	return strings.ReplaceAll(out.String(), "...", rapid.SampledFrom([]string{"...", "…"}).Draw(t, "ellipsis"))
}

func variants(r rune) []string {
	switch {
	case isSingleQuote(r):
		return []string{"'", "’", "‹"}
	case isDoubleQuote(r):
		return []string{`"`, "„", "»", "」"}
	case isDash(r):
		return []string{"-", "–", "−", "‑"}
	case unicode.IsSpace(r):
		return []string{" ", "\u00A0", "\r\n", " \u200B\t"}
	case r == '…':
		return []string{"...", "…"}
	}
	return []string{string(r)}
}

func TestReanchorOnTheSameText(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := newText(t, prose().Draw(t, "text"))
		old := drawPassage(t, text)
		want := Anchor{State: Anchored, Span: old.Span, Score: 1, Exact: old.Exact}
		if len(text.findExact(old.Exact)) != 1 {
			t.Skip("repeated")
		}
		if got := text.Reanchor(old, text); got != want {
			t.Fatalf("got %+v, want %+v", got, want)
		}
	})
}

func TestReanchorAfterInsertion(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := newText(t, prose().Draw(t, "text"))
		old := drawPassage(t, text)
		before := newText(t, prose().Draw(t, "before")+"§\n")
		revised := newText(t, before.stored+text.stored)
		got := revised.Reanchor(old, text)
		if len(revised.findExact(old.Exact)) != 1 {
			t.Skip("repeated")
		}
		shifted := Span{old.Start + before.Len(), old.End + before.Len()}
		want := Anchor{State: Moved, Span: shifted, Score: 1, Exact: old.Exact}
		if got != want {
			t.Fatalf("got %+v, want %+v", got, want)
		}
	})
}

// TestSurveyAgreesWithLocate asks for parts of a text, retyped, cut and between
// contexts that are right, wrong or missing.
func TestSurveyAgreesWithLocate(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := newText(t, prose().Draw(t, "text"))
		old := drawPassage(t, text)
		q := Quote{Exact: old.Exact}
		if rapid.Bool().Draw(t, "other typography") {
			q.Exact = retype(t, q.Exact)
		}
		if rapid.Bool().Draw(t, "other words") {
			q.Exact += rapid.SampledFrom([]string{"a", " No", "停", "\u0301"}).Draw(t, "end")
		}
		q.Prefix = rapid.SampledFrom([]string{"", old.Prefix, "b"}).Draw(t, "prefix")
		q.Suffix = rapid.SampledFrom([]string{"", old.Suffix, "b"}).Draw(t, "suffix")
		checkSurvey(t, text, q)
	})
}
