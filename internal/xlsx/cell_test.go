package xlsx

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

var escapedForm = regexp.MustCompile(`_x[0-9A-F]{4}_`)

func TestDaysOfTheCalendarOfExcel(t *testing.T) {
	for day, want := range map[int64]struct {
		serial string
		ok     bool
	}{
		0:         {"25569", true},
		20_475:    {"46044", true}, // 2026-01-22
		-25_508:   {"61", true},    // 1900-03-01
		-25_509:   {"60", false},   // 1900-02-28 would be shown as the 29th
		-700_000:  {"-674431", false},
		2_932_896: {"2958465", true}, // 9999-12-31
		2_932_897: {"2958466", false},
	} {
		if c, ok := Date(day); c.value != want.serial || ok != want.ok {
			t.Errorf("day %d is %s, %v", day, c.value, ok)
		}
	}
	if c, ok := Time(1_500_000); !ok || !strings.HasPrefix(c.value, "25569.0000173611") {
		t.Errorf("%s, %v", c.value, ok)
	}
	if _, ok := Time(-25_509 * microsOfDay); ok {
		t.Error("a time before 1900-03-01 was taken")
	}
}

// A text of at most 32,767 units stays; a longer one keeps its beginning, whole
// characters of it, and says so.
func TestCut(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		filler := rapid.SampledFrom([]string{"a", "й", "中", "🥶", "e\u0301"}).Draw(r, "filler")
		text := strings.Repeat("x", rapid.IntRange(0, 2).Draw(r, "before")) + strings.Repeat(filler, rapid.IntRange(10_000, 40_000).Draw(r, "length"))
		got, cut := Cut(text)
		if cut != (units(text) > MaxText) || !cut && got != text {
			r.Fatalf("%d units: %v", units(text), cut)
		}
		kept := strings.TrimSuffix(got, CutMark)
		if n := units(got); n > MaxText || cut && (n < MaxText-1 || kept == got || !strings.HasPrefix(text, kept)) {
			r.Fatalf("cut to %d units: …%q", n, got[len(got)-20:])
		}
	})
}

func TestLimitsOfASheet(t *testing.T) {
	b, err := New(io.Discard, "data")
	if err != nil {
		t.Fatal(err)
	}
	s, err := b.Sheet([]Column{{Name: "a", Width: 1}})
	if err != nil {
		t.Fatal(err)
	}
	s.links.count = MaxLinks - 1
	for range 3 {
		if err := s.Row([]Cell{Link("https://example.org/"), Text(strings.Repeat("a", MaxText+1))}); err != nil {
			t.Fatal(err)
		}
	}
	if s.Unlinked != 2 || s.Cut != 3 || s.links.count != MaxLinks {
		t.Errorf("%d addresses without a link, %d texts cut", s.Unlinked, s.Cut)
	}
	s.rows = MaxRows - 1
	if err := errors.Join(s.Row(nil)); err != nil {
		t.Error("the last row:", err)
	}
	if err := s.Row(nil); !errors.Is(err, ErrTooManyRows) {
		t.Errorf("one row more: %v", err)
	}
}

func TestAddresses(t *testing.T) {
	for address, want := range map[string]string{
		"https://example.org/a b":     "https://example.org/a%20b",
		"http://example.org/?q=\"x\"": "http://example.org/?q=\"x\"",
		"HTTPS://EXAMPLE.ORG":         "https://EXAMPLE.ORG",
		"https://їм.укр/":             "https://%D1%97%D0%BC.%D1%83%D0%BA%D1%80/",
		"ftp://example.org/":          "",
		"javascript:alert(1)":         "",
		"/v1/positions/1":             "",
		"https://":                    "",
		"https://example.org/%zz":     "",
		"https://[::1":                "",
		"https://example.org/" + strings.Repeat("a", maxAddress): "",
	} {
		if got, ok := linkable(address); ok != (want != "") || ok && got != want {
			t.Errorf("%.60s: %q, %v", address, got, ok)
		}
	}
}

func TestColumnNames(t *testing.T) {
	for i, want := range map[int]string{0: "A", 25: "Z", 26: "AA", 51: "AZ", 52: "BA", 701: "ZZ", 702: "AAA", 16_383: "XFD"} {
		if got := columnName(i); got != want {
			t.Errorf("column %d is %s, want %s", i, got, want)
		}
	}
}

// What is written does not depend on how many rows there are.
func BenchmarkRow(b *testing.B) {
	var out bytes.Buffer
	book, err := New(&out, "data")
	if err != nil {
		b.Fatal(err)
	}
	columns, row := make([]Column, 49), make([]Cell, 49)
	for i := range row {
		columns[i], row[i] = Column{Name: fmt.Sprint(i), Width: 9}, Text(strings.Repeat("word ", i%8)+"x")
	}
	s, err := book.Sheet(columns)
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		s.rows = 1
		if err := s.Row(row); err != nil {
			b.Fatal(err)
		}
		out.Reset()
	}
}
