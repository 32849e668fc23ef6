package anchor

import (
	"errors"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestTextCountsCodePoints(t *testing.T) {
	tests := []struct {
		text string
		span Span
		want string
	}{
		{"", Span{0, 0}, ""},
		{"plain", Span{1, 3}, "la"},
		{"Київ", Span{1, 4}, "иїв"},
		{"a🕊️b", Span{1, 3}, "🕊️"},
		{strings.Repeat("я", 500) + "ok", Span{500, 502}, "ok"},
		{strings.Repeat("я", 128), Span{127, 128}, "я"},
		{"short", Span{3, 9}, ""},
		{"short", Span{3, 2}, ""},
		{"short", Span{-1, 2}, ""},
	}
	for _, tt := range tests {
		if got := NewText(tt.text).Slice(tt.span); got != tt.want {
			t.Errorf("Slice(%v) of %q = %q, want %q", tt.span, tt.text, got, tt.want)
		}
	}
}

func TestOffsetsAgreeWithRunes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.StringN(0, 400, -1).Draw(t, "text")
		o := newOffsets(s)
		codePoint := 0
		for at := range s {
			if o.toByte(codePoint) != at || o.toCodePoint(at) != codePoint {
				t.Fatalf("byte %d, code point %d: got %d, %d",
					at, codePoint, o.toByte(codePoint), o.toCodePoint(at))
			}
			codePoint++
		}
		if o.count != codePoint || o.toByte(codePoint) != len(s) || o.toCodePoint(len(s)) != codePoint {
			t.Fatalf("the end is not where it should be")
		}
	})
}

func TestAt(t *testing.T) {
	text := newText(t, "Обидві сторони кажуть: «ні». And the guns stay quiet until Sunday.")
	hit, err := text.At(Span{23, 27})
	if err != nil {
		t.Fatal(err)
	}
	checkHit(t, text, hit)
	want := Hit{
		Span: Span{23, 27}, Kind: Exact, Exact: "«ні»",
		Prefix: "Обидві сторони кажуть: ", Suffix: ". And the guns stay quiet until ",
	}
	if hit != want {
		t.Fatalf("got %+v, want %+v", hit, want)
	}
}

func TestAtRefuses(t *testing.T) {
	text := newText(t, "a \n x̂ 👩‍⚕️🇫🇷🇺🇦")
	tests := []struct {
		name string
		span Span
		want error
	}{
		{"before the text", Span{-1, 2}, ErrOutOfRange},
		{"after the text", Span{0, text.Len() + 1}, ErrOutOfRange},
		{"reversed", Span{3, 1}, ErrOutOfRange},
		{"empty", Span{1, 1}, ErrEmptyQuote},
		{"blank", Span{1, 4}, ErrEmptyQuote},
		{"letter without its mark", Span{4, 5}, ErrSplitCharacter},
		{"mark without its letter", Span{5, 6}, ErrSplitCharacter},
		{"half an emoji", Span{7, 8}, ErrSplitCharacter},
		{"after the joiner", Span{9, 11}, ErrSplitCharacter},
		{"letters of two flags", Span{12, 14}, ErrSplitCharacter},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := text.At(tt.span)
			var bad *SpanError
			if !errors.As(err, &bad) || !errors.Is(err, tt.want) {
				t.Fatalf("got %v, want %v", err, tt.want)
			}
		})
	}
	for _, whole := range []Span{{4, 6}, {7, 11}, {11, 13}, {13, 15}} {
		if _, err := text.At(whole); err != nil {
			t.Errorf("At(%v): %v", whole, err)
		}
	}
}
