package shingle

import (
	"slices"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"
)

func TestPlacedWordsAreThoseOfTheRuns(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.String().Draw(t, "text")
		var words []string
		last := 0
		for _, w := range place(text) {
			words = append(words, w.word)
			if w.from < 0 || w.to <= w.from || w.to > utf8.RuneCountInString(text) || w.from < last {
				t.Fatalf("%+q: %q stands from %d to %d", text, w.word, w.from, w.to)
			}
			last = w.from
		}
		if want := cut(text); !slices.Equal(words, want) {
			t.Fatalf("%+q has the words %+q, and with places %+q", text, want, words)
		}
	})
}
