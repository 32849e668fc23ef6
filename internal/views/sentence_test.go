package views

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"pgregory.net/rapid"
)

func TestShortened(t *testing.T) {
	for _, c := range []struct {
		in   string
		most int
		want string
	}{
		{"as it is", 8, "as it is"},
		{"cut after a word", 12, "cut after a…"},
		{"cut after a word", 11, "cut after a…"},
		{"cut after a word", 10, "cut after…"},
		{"  lines\n\tare   joined ", 40, "lines are joined"},
		{"одразу після слова", 8, "одразу…"},
		{"代表们周一再次会面", 4, "代表们周…"},
		{"неи\u0306мовірно", 3, "не…"},
		{"", 4, ""},
	} {
		if got := shortened(c.in, c.most); got != c.want {
			t.Errorf("%q at %d: %q, want %q", c.in, c.most, got, c.want)
		}
	}
}

func TestShortenedIsAPart(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		s := strings.Join(rapid.SliceOf(rapid.SampledFrom([]string{"a", "мир", " ", "\u0301", "和", "\n"})).Draw(r, "text"), "")
		most := rapid.IntRange(1, 20).Draw(r, "most")
		got := shortened(s, most)
		whole := strings.Join(strings.Fields(s), " ")
		part, cut := strings.CutSuffix(got, "…")
		if cut != (utf8.RuneCountInString(whole) > most) || !strings.HasPrefix(whole, part) || utf8.RuneCountInString(part) > most || part == "" && whole != "" {
			r.Fatalf("%q at %d: %q", whole, most, got)
		}
		if next, _ := utf8.DecodeRuneInString(whole[len(part):]); cut && unicode.IsMark(next) && !startsWithMarks(whole, most) {
			r.Fatalf("%q at %d: %q parts a letter from its mark", whole, most, got)
		}
	})
}

// startsWithMarks: all that can be kept are marks, and something has to be.
func startsWithMarks(s string, n int) bool {
	for i, r := range []rune(s) {
		if i > 0 && i <= n && !unicode.IsMark(r) {
			return false
		}
	}
	return true
}

func TestListedAndCounted(t *testing.T) {
	if got := listed([]string{"A", "B", "C"}) + "; " + listed([]string{"A", "B"}) + "; " + listed([]string{"A"}) + "; " + listed(nil); got != "A, B and C; A and B; A; " {
		t.Error(got)
	}
	if got := counted(0, "passage") + counted(1, "passage") + counted(2, "passage"); got != "0 passages1 passage2 passages" {
		t.Error(got)
	}
}
