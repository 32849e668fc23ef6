package anchor

import (
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"
)

// failer is what testing.T, testing.B and rapid.T share.
type failer interface {
	Helper()
	Fatalf(format string, args ...any)
}

var (
	_ failer = (*testing.T)(nil)
	_ failer = (*rapid.T)(nil)
)

func newText(t failer, raw string) *Text {
	t.Helper()
	stored, err := Normalize(raw)
	if err != nil {
		t.Fatalf("Normalize(%q): %v", raw, err)
	}
	return NewText(stored)
}

// marked reads a text in which ⟦ and ⟧ stand around the passage that is meant.
func marked(t failer, s string) (*Text, Span) {
	t.Helper()
	before, rest, ok := strings.Cut(s, "⟦")
	passage, after, closed := strings.Cut(rest, "⟧")
	if !ok || !closed {
		t.Fatalf("no passage marked in %q", s)
	}
	start := newText(t, before).Len()
	return newText(t, before+passage+after), Span{start, start + newText(t, passage).Len()}
}

// checkHit states what holds for every hit, wherever it came from.
func checkHit(t failer, text *Text, hit Hit) {
	t.Helper()
	if got := text.Slice(hit.Span); got != hit.Exact || got == "" {
		t.Fatalf("hit reads %q, the text at %v %q", hit.Exact, hit.Span, got)
	}
	before := text.Slice(Span{0, hit.Start})
	after := text.Slice(Span{hit.End, text.Len()})
	if !strings.HasSuffix(before, hit.Prefix) || !strings.HasPrefix(after, hit.Suffix) {
		t.Fatalf("context %q, %q is not what stands around %v", hit.Prefix, hit.Suffix, hit.Span)
	}
	if n := utf8.RuneCountInString(hit.Prefix); n != min(ContextLength, hit.Start) {
		t.Fatalf("prefix has %d code points at %v", n, hit.Span)
	}
	if n := utf8.RuneCountInString(hit.Suffix); n != min(ContextLength, text.Len()-hit.End) {
		t.Fatalf("suffix has %d code points at %v", n, hit.Span)
	}
}

var unmarked = strings.NewReplacer("⟦", "", "⟧", "")

// filler is longer than the context of a passage.
const filler = " Delegates then walked by the lake for most of a long afternoon."
