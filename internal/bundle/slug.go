package bundle

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"unicode"

	"github.com/google/uuid"

	"parley/internal/fold"
)

const (
	maxSlug    = 64
	hashedSlug = 12 // hexadecimal digits: even of ten million keys, no two meet by chance
)

// Slug is a slug that no other key has: readable as far as the name allows, then a
// hash of the key.
func Slug(name string, key ...string) string {
	sum := sha256.Sum256([]byte(strings.Join(key, "\x00")))
	s := readable(name)
	s = strings.TrimRight(s[:min(len(s), maxSlug-1-hashedSlug)], "-")
	if s != "" {
		s += "-"
	}
	return s + hex.EncodeToString(sum[:])[:hashedSlug]
}

// Named is the slug of what people know by a name: the name itself in small letters
// of ASCII. Where that loses more than accents and punctuation, or is too long, a
// hash of the name tells it from others. An id and a slug stay as they are.
func Named(name string) string {
	if _, err := uuid.Parse(name); err == nil && len(name) == 36 {
		return name
	}
	s := readable(name)
	if s == "" || len(s) > maxSlug || strings.ContainsFunc(fold.Text(name), isLost) {
		return Slug(name, name)
	}
	return s
}

// isLost tells whether a character says something that readable leaves out.
func isLost(r rune) bool {
	return r > unicode.MaxASCII && !unicode.IsPunct(r) && !unicode.IsSpace(r) || unicode.IsSymbol(r)
}

// readable keeps the letters and digits of ASCII, without accents.
func readable(name string) string {
	var b strings.Builder
	for _, r := range fold.Text(name) {
		switch {
		case r >= 'a' && r <= 'z', r >= '0' && r <= '9':
			b.WriteRune(r)
		case b.Len() > 0 && !strings.HasSuffix(b.String(), "-"):
			b.WriteByte('-')
		}
	}
	return strings.TrimRight(b.String(), "-")
}
