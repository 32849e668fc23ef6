package bundle

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"

	"parley/internal/fold"
)

const (
	maxSlug    = 64
	hashedSlug = 12 // hexadecimal digits: even of ten million keys, no two meet by chance
)

// Plain is the slug that people would write for a name: its letters and digits,
// without accents. It is empty where something of the name would be lost, and may
// be the slug of another name.
func Plain(name string) string {
	s, whole := readable(name)
	if !whole || len(s) > maxSlug {
		return ""
	}
	return s
}

// Slug is a slug that no other key has: readable as far as the name allows, then a
// hash of the key.
func Slug(name string, key ...string) string {
	sum := sha256.Sum256([]byte(strings.Join(key, "\x00")))
	s, _ := readable(name)
	s = strings.TrimRight(s[:min(len(s), maxSlug-1-hashedSlug)], "-")
	if s != "" {
		s += "-"
	}
	return s + hex.EncodeToString(sum[:])[:hashedSlug]
}

// readable keeps the letters and digits of ASCII, and tells whether those are all.
func readable(name string) (s string, whole bool) {
	var b strings.Builder
	whole = true
	for _, r := range fold.Text(name) {
		switch {
		case r >= 'a' && r <= 'z', r >= '0' && r <= '9':
			b.WriteRune(r)
		case b.Len() > 0 && !strings.HasSuffix(b.String(), "-"):
			b.WriteByte('-')
		}
		whole = whole && r < 0x80
	}
	s = strings.TrimRight(b.String(), "-")
	return s, whole && s != ""
}
