package edtf_test

import (
	"testing"

	"parley/internal/edtf"
)

func FuzzParse(f *testing.F) {
	for _, seed := range []string{
		"", "..", "/", "2026", "-0753", "-0000", "2026-01", "2026-02-29", "2026-01-22T10:30:00+05:45",
		"2026-24", "Y-54321", "Y3000000001", "20xx", "2026-1X", "2026-04-3X", "2026-XX-XX", "2026-01~/2026-XX?",
		"2026-01-21/2026-01-23%", "2026/..", "../2026", "2026/", "/2026", "2026?-01", "[2025..2026]", "Y1E9S3", "2026-41",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		d, err := edtf.Parse(text)
		if err != nil && (err.Error() == "" || !d.IsZero()) {
			t.Fatalf("%q refused as %+v: %v", text, d, err)
		}
		if err == nil {
			promises(t, d)
		}
	})
}

func BenchmarkParse(b *testing.B) {
	for _, text := range []string{
		"2026-01-22", "2026-01-2X", "2026-01-21/2026-01-23~", "2026-01-22T10:30:00Z", "2026-13-01", "2026?-01",
	} {
		b.Run(text, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				_, _ = edtf.Parse(text)
			}
		})
	}
}
