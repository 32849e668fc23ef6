package search

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"pgregory.net/rapid"

	"parley/internal/fold"
)

// The quick way must come to what package fold says, in all scripts that take it.
func TestFoldingByLetterIsFolding(t *testing.T) {
	letters := rapid.OneOf(
		rapid.Rune(),
		rapid.Custom(func(r *rapid.T) rune { return rune(rapid.IntRange(0, common-1).Draw(r, "common")) }),
		rapid.Custom(func(r *rapid.T) rune { return rune(rapid.IntRange(0, 0x3200).Draw(r, "block")) }),
		rapid.RuneFrom([]rune("停火가각힣\u1100\u1161\u11a8🥶🇺ıİßςΣǅ\u0301\u0308")),
	)
	rapid.Check(t, func(r *rapid.T) {
		foldsLikeText(r, string(rapid.SliceOf(letters).Draw(r, "word")))
	})
}

// Letters by themselves take another way, and are few enough to try all.
func TestFoldingOneLetterIsFolding(t *testing.T) {
	for r := range rune(unicode.MaxRune) + 1 {
		if utf8.ValidRune(r) {
			foldsLikeText(t, string(r))
		}
	}
}

func foldsLikeText(t rapid.TB, word string) {
	if got, _ := foldWord(word); got != fold.Text(strings.Map(visible, word)) {
		t.Fatalf("%+q folds to %+q", word, got)
	}
}

func BenchmarkTokens(b *testing.B) {
	for name, text := range map[string]string{
		"english":  strings.Repeat("The minister said on Thursday that “no” was said. ", 100),
		"cyrillic": strings.Repeat("Міністр сказав у четвер, що «ні» — це відповідь. ", 100),
		"chinese":  strings.Repeat("部长星期四说，他们需要停火协议。", 300),
	} {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			for b.Loop() {
				for range Tokens(text) {
				}
			}
		})
	}
}

// No text may take long that has few words or many.
func BenchmarkOddTokens(b *testing.B) {
	for name, piece := range map[string]string{"marks": "\u0301\u0327", "hidden": "\u00ad", "thai": "กำ", "hindi": "की", "signs": "㍿", "long": "ﬁ", "jamo": "\u1100\u1161"} {
		text := "a" + strings.Repeat(piece, 200_000)
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			for b.Loop() {
				for range Tokens(text) {
				}
			}
		})
	}
}
