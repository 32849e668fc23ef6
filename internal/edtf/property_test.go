package edtf_test

import (
	"fmt"
	"testing"

	"pgregory.net/rapid"

	"parley/internal/edtf"
)

// anyYear, anyDate and anyText draw expressions that Parse has to accept.
var anyYear = rapid.Custom(func(t *rapid.T) string {
	year := rapid.IntRange(-9999, 9999).Draw(t, "year")
	if year < 0 {
		return fmt.Sprintf("-%04d", -year)
	}
	return fmt.Sprintf("%04d", year)
})

var anyDate = rapid.Custom(func(t *rapid.T) string {
	year := anyYear.Draw(t, "year")
	month := rapid.SampledFrom([]string{"01", "02", "04", "11", "12"}).Draw(t, "month")
	day := rapid.IntRange(1, 28).Draw(t, "day")
	forms := []string{
		year,
		year[:len(year)-4] + "1" + year[len(year)-3:len(year)-1] + "X",
		year[:len(year)-4] + "1" + year[len(year)-3:len(year)-2] + "XX",
		year + "-" + month,
		year + "-XX",
		year + "-1X",
		year + rapid.SampledFrom([]string{"-21", "-22", "-23", "-24"}).Draw(t, "season"),
		year + "-" + month + "-XX",
		year + "-XX-XX",
		fmt.Sprintf("%s-%s-%02d", year, month, day),
		fmt.Sprintf("%s-%s-%dX", year, month, day/10),
	}
	qualifier := rapid.SampledFrom([]string{"", "?", "~", "%"}).Draw(t, "qualifier")
	return rapid.SampledFrom(forms).Draw(t, "form") + qualifier
})

var anyText = rapid.Custom(func(t *rapid.T) string {
	date := anyDate.Draw(t, "date")
	return rapid.SampledFrom([]string{date, date + "/..", date + "/", "../" + date, "/" + date}).Draw(t, "shape")
})

func TestEveryDateKeepsItsPromises(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := anyText.Draw(t, "text")
		d, err := edtf.Parse(text)
		if err != nil {
			t.Fatal(err)
		}
		if d.String() != text {
			t.Fatalf("%s became %s", text, d)
		}
		promises(t, d)
		day := edtf.Day(rapid.Int64Range(int64(edtf.MinDay), int64(edtf.MaxDay)).Draw(t, "day"))
		if d.ByDay(day, edtf.Certain) && !d.ByDay(day, edtf.Possible) {
			t.Fatalf("%s certainly but not possibly by %s", d, day)
		}
	})
}

// promises is what holds for every Date that Parse returns.
func promises(t interface{ Fatalf(string, ...any) }, d edtf.Date) {
	if again, err := edtf.Parse(d.String()); err != nil || again != d {
		t.Fatalf("%+v reads back as %+v, %v", d, again, err)
	}
	if d.Earliest() > d.Latest() {
		t.Fatalf("%s is from %s to %s", d, d.Earliest(), d.Latest())
	}
	if !d.Overlaps(d) || d.IsZero() {
		t.Fatalf("%s does not overlap itself", d)
	}
	if (d.OpenStart() || d.UnknownStart()) != (d.Earliest() == edtf.MinDay) {
		t.Fatalf("%s starts %s", d, d.Earliest())
	}
	if (d.OpenEnd() || d.UnknownEnd()) != (d.Latest() == edtf.MaxDay) {
		t.Fatalf("%s ends %s", d, d.Latest())
	}
}

func TestIntervalIsTheHullOfItsEnds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		start, end := edtf.MustParse(anyDate.Draw(t, "a")), edtf.MustParse(anyDate.Draw(t, "b"))
		if end.Earliest() < start.Earliest() {
			start, end = end, start
		}
		d, err := edtf.Parse(start.String() + "/" + end.String())
		if err != nil {
			t.Fatal(err)
		}
		if d.Earliest() != start.Earliest() || d.Latest() != end.Latest() {
			t.Fatalf("%s is %s to %s", d, d.Earliest(), d.Latest())
		}
		promises(t, d)
	})
}

func TestOverlapsIsSharingADay(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := edtf.MustParse(anyText.Draw(t, "a")), edtf.MustParse(anyText.Draw(t, "b"))
		// If ranges share a day, they share the later of their first days.
		first := max(a.Earliest(), b.Earliest())
		shared := first <= a.Latest() && first <= b.Latest()
		if a.Overlaps(b) != shared || b.Overlaps(a) != shared {
			t.Fatalf("%s and %s share %s: %t", a, b, first, shared)
		}
	})
}
