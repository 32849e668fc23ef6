package canonical_test

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"parley/internal/canonical"
)

// part is a part of a path that names no AMP form and is written without escapes.
var part = rapid.StringMatching(`[a-zA-Z0-9а-яїєء-ي中文_~-]{1,9}`).Filter(func(s string) bool { return s != "amp" })

// An address written in another way has the same key, another document another.
func TestKeyOfTheSameDocument(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		parts := rapid.SliceOfN(part, 1, 5).Draw(t, "parts")
		host := rapid.SampledFrom([]string{"wire.example", "gazette.co.example", "суспільне.укр"}).Draw(t, "host")
		want := canonical.Key("https://" + host + "/" + strings.Join(parts, "/"))
		if want == "" {
			t.Fatal("no key")
		}
		scheme := rapid.SampledFrom([]string{"http://", "https://", "HTTPS://"}).Draw(t, "scheme")
		before := rapid.SampledFrom([]string{"", "www.", "m.", "amp.", "WWW."}).Draw(t, "label")
		slash := rapid.SampledFrom([]string{"/", "//", "/./"}).Draw(t, "slash")
		after := rapid.SampledFrom([]string{"", "/", "?utm_source=a", "/amp", "?fbclid=1&amp=1", "#top", ".amp?gclid=2#x"}).Draw(t, "after")
		other := scheme + before + host + slash + strings.Join(parts, slash) + after
		if got := canonical.Key(other); got != want {
			t.Fatalf("Key(%q) = %q, want %q", other, got, want)
		}
		i := rapid.IntRange(0, len(parts)-1).Draw(t, "which")
		parts[i] += "x"
		if got := canonical.Key("https://" + host + "/" + strings.Join(parts, "/")); got == want {
			t.Fatalf("%q has the key of another document", parts)
		}
	})
}
