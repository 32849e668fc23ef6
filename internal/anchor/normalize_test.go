package anchor

import (
	"errors"
	"testing"
)

func TestNormalize(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"empty", "", ""},
		{"plain", "The pause holds.", "The pause holds."},
		{"byte order mark", "\uFEFFTalks", "Talks"},
		{"repeated byte order marks", "\uFEFF\uFEFFTalks", "Talks"},
		{"mark inside is kept", "Ta\uFEFFlks", "Ta\uFEFFlks"},
		{"line breaks", "a\r\nb\rc\nd\r\r\ne", "a\nb\nc\nd\n\ne"},
		{"decomposed letters", "cafe\u0301 и\u0306", "café й"},
		{"decomposed Hangul", "\u1112\u1161\u11AB", "한"},
		{"typography is kept", " “a” — b…\u00A0", " “a” — b…\u00A0"},
		{"compatibility forms are kept", "ﬁ ① ｘ", "ﬁ ① ｘ"},
		{"replacement character written out", "\uFFFD", "\uFFFD"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, err := Normalize(tt.in)
			if err != nil || got != tt.want {
				t.Fatalf("got %q, %v, want %q", got, err, tt.want)
			}
		})
	}
}

func TestNormalizeRefuses(t *testing.T) {
	tests := []struct {
		name, in        string
		want            error
		byte, codePoint int
	}{
		{"NUL", "мир\x00", ErrNUL, 6, 3},
		{"stray byte", "é\xffx", ErrInvalidUTF8, 2, 1},
		{"cut character", "ok \xe2\x82", ErrInvalidUTF8, 3, 3},
		{"surrogate", "\xed\xa0\x80", ErrInvalidUTF8, 0, 0},
		{"after a real replacement character", "\uFFFD\x80", ErrInvalidUTF8, 3, 1},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := Normalize(tt.in)
			var bad *BadTextError
			if !errors.As(err, &bad) || !errors.Is(err, tt.want) {
				t.Fatalf("got %v, want %v", err, tt.want)
			}
			if bad.Byte != tt.byte || bad.CodePoint != tt.codePoint {
				t.Fatalf("got byte %d, code point %d, want %d, %d",
					bad.Byte, bad.CodePoint, tt.byte, tt.codePoint)
			}
		})
	}
}
