package edtf_test

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"parley/internal/edtf"
)

func TestPeriodAfter(t *testing.T) {
	for _, c := range []struct{ period, day, want string }{
		{"P90D", "2026-01-01", "2026-04-01"},
		{"P2W", "2026-02-20", "2026-03-06"},
		{"P1M", "2026-01-31", "2026-02-28"},
		{"P1M", "2028-01-31", "2028-02-29"},
		{"P1M", "2026-02-28", "2026-03-28"},
		{"P13M", "2026-12-31", "2028-01-31"},
		{"P1Y", "2028-02-29", "2029-02-28"},
		{"P4Y", "2024-02-29", "2028-02-29"},
		{"P1Y6M", "2025-08-31", "2027-02-28"},
		{"P1M1D", "2026-01-31", "2026-03-01"},
		{"P1Y1M1W1D", "2026-01-01", "2027-02-09"},
	} {
		if got := period(t, c.period).After(day(c.day)); got != day(c.want) {
			t.Errorf("%s after %s is %s, want %s", c.period, c.day, got, c.want)
		}
	}
}

func TestPeriodString(t *testing.T) {
	for text, want := range map[string]string{
		"P90D": "P90D", "P1Y6M": "P1Y6M", "P2W": "P2W", "P007D": "P7D", "P0Y3M": "P3M", "P1Y2M3W4D": "P1Y2M3W4D", "P999999Y": "P999999Y",
	} {
		if got := period(t, text).String(); got != want {
			t.Errorf("%s is written %s, want %s", text, got, want)
		}
	}
}

func TestPeriodRefusals(t *testing.T) {
	for text, want := range map[string]string{
		"":                                   "character 1: a period begins with P",
		"90D":                                "begins with P",
		"p90d":                               "begins with P",
		"дней":                               "begins with P",
		"P":                                  "at least one day",
		"P0D":                                "at least one day",
		"P0Y0M":                              "at least one day",
		"-P1D":                               "character 1: a period cannot be negative",
		"P-1D":                               "character 2: a period cannot be negative",
		"+P1D":                               "begins with P",
		"PT12H":                              "character 2: a period has no hours",
		"P1DT12H":                            "character 4: a period has no hours",
		"P1.5Y":                              "character 2: a period has no fractions",
		"P1,5Y":                              "no fractions",
		"P1":                                 "character 3: expected Y, M, W or D",
		"P1H":                                "character 3: expected Y, M, W or D",
		"P1d":                                "expected Y, M, W or D",
		"PD":                                 "character 2: expected a number",
		"P1Y ":                               "character 4: expected a number",
		"P1D1Y":                              "character 4: the units of a period stand in the order",
		"P1D1D":                              "each at most once",
		"P1000000D":                          "at most 999999",
		"P99999999999999999999D":             "at most 999999",
		"P" + strings.Repeat("0", 70) + "1D": "longer than 64 bytes",
	} {
		if p, err := edtf.ParsePeriod(text); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("ParsePeriod(%q) = %s, %v; want it to say %q", text, p, err, want)
		}
	}
}

var anyPeriod = rapid.Custom(func(t *rapid.T) string {
	text := "P"
	for _, unit := range []string{"Y", "M", "W", "D"} {
		if rapid.Bool().Draw(t, unit) {
			text += rapid.StringMatching("[1-9][0-9]{0,5}").Draw(t, "count") + unit
		}
	}
	if text == "P" {
		return "P1D"
	}
	return text
})

// The first and the last day of the calendar of package edtf.
var firstDay, lastDay = edtf.Civil(-3_000_000_000, 1, 1), edtf.Civil(3_000_000_000, 12, 31)

func TestPeriodKeepsItsPromises(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := period(t, anyPeriod.Draw(t, "period"))
		if again := period(t, p.String()); again != p {
			t.Fatalf("%s reads back as %s", p, again)
		}
		a := edtf.Day(rapid.Int64Range(int64(firstDay), int64(lastDay)).Draw(t, "day"))
		b := a + edtf.Day(rapid.Int64Range(0, 800).Draw(t, "later"))
		first, second := p.After(a), p.After(b)
		if first <= a || first > second || second > edtf.MaxDay {
			t.Fatalf("%s after %s is %s, after %s %s", p, a, first, b, second)
		}
	})
}

func TestNoDayIsAfterTheLast(t *testing.T) {
	for _, from := range []edtf.Day{lastDay, edtf.MaxDay} {
		if got := period(t, "P999999Y999999M999999W999999D").After(from); got != edtf.MaxDay {
			t.Errorf("beyond the calendar: %d", got)
		}
	}
	if got := period(t, "P1D").After(edtf.MinDay); got != edtf.MinDay {
		t.Errorf("an unknown bound became %s", got)
	}
}

func period(t interface{ Fatal(...any) }, text string) edtf.Period {
	p, err := edtf.ParsePeriod(text)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func day(text string) edtf.Day { return edtf.MustParse(text).Earliest() }
