package anchor

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestWordDiff(t *testing.T) {
	tests := []struct{ name, old, new, want string }{
		{"the same", "no change", "no change", "no change"},
		{"both empty", "", "", ""},
		{"from nothing", "", "all new", "{+all new+}"},
		{"to nothing", "all gone", "", "[-all gone-]"},
		{"a word", "Kyiv will sign.", "Kyiv may sign.", "Kyiv [-will-]{+may+} sign."},
		{"a word put in", "Kyiv will sign.", "Kyiv will not sign.", "Kyiv will {+not +}sign."},
		{"a condition at the end", "Kyiv agreed.", "Kyiv agreed, if Moscow does.", "Kyiv agreed{+, if Moscow does+}."},
		{"words in a row", "up to 40 km wide", "up to a few miles wide", "up to [-40 km-]{+a few miles+} wide"},
		{"two places", "He said no today.", "She said no now.", "[-He-]{+She+} said no [-today-]{+now+}."},
		{"typography", "“no”", "\"no\"", "[-“-]{+\"+}no[-”-]{+\"+}"},
		{"ideographs", "双方同意立即停火。", "双方不同意停火。", "双方{+不+}同意[-立即-]停火。"},
		{"Arabic", "الهدنة صامدة اليوم", "الهدنة هشة اليوم", "الهدنة [-صامدة-]{+هشة+} اليوم"},
		{"whole emoji", "👩‍👧 yes", "👩‍👦 yes", "[-👩‍👧-]{+👩‍👦+} yes"},
		{"a mark", "x\u0302 y", "x y", "[-x\u0302-]{+x+} y"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := marks(WordDiff(tt.old, tt.new)); got != tt.want {
				t.Fatalf("got %s, want %s", got, tt.want)
			}
		})
	}
}

// marks writes a difference as wdiff does.
func marks(edits []Edit) string {
	var out strings.Builder
	for _, e := range edits {
		around := map[Op][2]string{Removed: {"[-", "-]"}, Added: {"{+", "+}"}}[e.Op]
		out.WriteString(around[0] + e.Text + around[1])
	}
	return out.String()
}

// sides puts the two texts together again.
func sides(edits []Edit) (old, new string) {
	for _, e := range edits {
		if e.Op != Added {
			old += e.Text
		}
		if e.Op != Removed {
			new += e.Text
		}
	}
	return old, new
}

func TestWordDiffKeepsBothTexts(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := prose().Draw(t, "old"), prose().Draw(t, "new")
		edits := WordDiff(a, b)
		if old, new := sides(edits); old != a || new != b {
			t.Fatalf("%q to %q as %s", a, b, marks(edits))
		}
		if slices.ContainsFunc(edits, func(e Edit) bool { return e.Text == "" }) {
			t.Fatalf("an empty edit in %s", marks(edits))
		}
		if a == b && len(edits) > 1 {
			t.Fatalf("%q differs from itself: %s", a, marks(edits))
		}
	})
}

func TestWordDiffOfLongTexts(t *testing.T) {
	a, b := strings.Repeat("old ", 5000), strings.Repeat("new ", 5000)
	edits := WordDiff("same "+a+"same", "same "+b+"same")
	if old, new := sides(edits); old != "same "+a+"same" || new != "same "+b+"same" {
		t.Fatal("a side is not its text")
	}
}
