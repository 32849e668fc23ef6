package anchor

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// statement draws words of several scripts, so few that two statements often
// have most of them in common.
func statement(least, most int) *rapid.Generator[string] {
	words := []string{
		"the", "envoys", "will", "not", "sign", "draft", "Sunday,", "40", "km", "посли", "мир", "й", "неділю.",
		"سلام", "هدنة", "المسودة", "停火", "双方同意", "。", "👩‍👧", "👍🏽", "x\u0302", "🇺🇦", "“no”", "—", "\r\n", "signed", "drafts",
	}
	return rapid.Custom(func(t *rapid.T) string {
		return strings.Join(rapid.SliceOfN(rapid.SampledFrom(words), least, most).Draw(t, "words"), " ")
	})
}

func TestReanchorKeepsItsPromises(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		before := newText(t, statement(1, 60).Draw(t, "before"))
		after := newText(t, statement(0, 60).Draw(t, "after"))
		checkAnchor(t, after, drawPassage(t, before), before)
	})
}

// TestOrphanBeforeWrong holds the slow reference against the rule: what has no
// close match is never placed.
func TestOrphanBeforeWrong(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		before := newText(t, statement(4, 30).Draw(t, "before"))
		after := newText(t, statement(0, 60).Draw(t, "after"))
		old := drawPassage(t, before)
		like := bestStretch([]rune(fold(after.stored).text), []rune(foldQuote(old.Exact)))
		if like >= neverBelow {
			t.Skip("there is a close match")
		}
		if got := after.Reanchor(old, before); got.State != Orphaned && got.State != Ambiguous {
			t.Fatalf("%q was placed at %q, of which %v is the best", old.Exact, got.Exact, like)
		}
	})
}

// TestOneEditIsFound changes a long statement at one place, among others that
// share no word with it.
func TestOneEditIsFound(t *testing.T) {
	const quote = "Delegations from seven countries agreed to open the northern crossing for ambulances."
	rapid.Check(t, func(t *rapid.T) {
		lines := rapid.SliceOfN(statement(3, 12), 0, 6)
		above, below := strings.Join(lines.Draw(t, "above"), "\n"), strings.Join(lines.Draw(t, "below"), "\n")
		edited := editedOnce(t, quote)
		before := newText(t, above+"\n"+quote+"\n"+below)
		after, want := marked(t, below+"\n⟦"+edited+"⟧\n"+above)
		old, err := before.Locate(Quote{Exact: quote})
		if err != nil {
			t.Fatal(err)
		}
		got := after.Reanchor(old, before)
		if common := min(got.Span.End, want.End) - max(got.Span.Start, want.Start); 10*common < 9*(want.End-want.Start) {
			t.Fatalf("%q became %+v, want %v", edited, got, want)
		}
	})
}

func editedOnce(t *rapid.T, s string) string {
	at := rapid.IntRange(0, len(s)).Draw(t, "at")
	in := rapid.SampledFrom([]string{"", "not ", "й", "é", "双"}).Draw(t, "put in")
	return s[:at] + in + s[min(len(s), at+rapid.IntRange(0, 9).Draw(t, "left out")):]
}
