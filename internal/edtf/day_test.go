package edtf_test

import (
	"math"
	"testing"
	"time"

	"pgregory.net/rapid"

	"parley/internal/edtf"
)

func TestDayString(t *testing.T) {
	for want, day := range map[string]edtf.Day{
		"1970-01-01":        0,
		"1969-12-31":        -1,
		"2024-02-29":        edtf.Civil(2024, 2, 29),
		"1900-03-01":        edtf.Civil(1900, 2, 29), // not a leap year: runs over
		"2000-02-29":        edtf.Civil(2000, 3, 0),
		"2027-01-31":        edtf.Civil(2026, 13, 31),
		"2025-12-31":        edtf.Civil(2026, 0, 31),
		"0000-02-29":        edtf.Civil(0, 2, 29),
		"-0001-12-31":       edtf.Civil(0, 1, 0),
		"-0753-04-21":       edtf.Civil(-753, 4, 21),
		"Y10000-01-01":      edtf.Civil(9999, 12, 32),
		"Y-10000-12-31":     edtf.Civil(-9999, 1, 0),
		"Y3000000000-12-31": edtf.Civil(3_000_000_000, 12, 31),
	} {
		if got := day.String(); got != want {
			t.Errorf("Day(%d) = %s, want %s", int64(day), got, want)
		}
	}
}

func TestFarDaysAreSentinels(t *testing.T) {
	if got := edtf.Civil(math.MinInt64, 1, 1); got != edtf.MinDay || got.String() != ".." {
		t.Errorf("before every year: %d, %s", got, got)
	}
	if got := edtf.Civil(math.MaxInt64, 12, 31); got != edtf.MaxDay || got.String() != ".." {
		t.Errorf("after every year: %d, %s", got, got)
	}
	if edtf.Civil(-3_000_000_000, 1, 1) <= edtf.MinDay || edtf.Civil(3_000_000_000, 12, 31) >= edtf.MaxDay {
		t.Error("a real day is not between the sentinels")
	}
}

func TestDayOfIsTheDayInUTC(t *testing.T) {
	tokyo := time.FixedZone("UTC+9", 9*60*60)
	at := time.Date(2026, 1, 22, 8, 59, 59, 0, tokyo)
	if got := edtf.DayOf(at).String(); got != "2026-01-21" {
		t.Errorf("DayOf(%s) = %s", at, got)
	}
}

func TestEveryDayOfFourDigitYears(t *testing.T) {
	at := time.Date(1, 1, 1, 0, 0, 0, 0, time.UTC)
	for day := edtf.Civil(1, 1, 1); at.Year() <= 9999; day++ {
		if got := edtf.DayOf(at); got != day || got.String() != at.Format(time.DateOnly) {
			t.Fatalf("DayOf(%s) = %d (%s), want %d", at, int64(got), got, int64(day))
		}
		at = at.AddDate(0, 0, 1)
	}
}

func TestCivilRunsOverLikeTime(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		year := rapid.IntRange(1, 9999).Draw(t, "year")
		month := rapid.IntRange(-30, 30).Draw(t, "month")
		day := rapid.IntRange(-40, 40).Draw(t, "day")
		want := edtf.DayOf(time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC))
		if got := edtf.Civil(int64(year), month, day); got != want {
			t.Fatalf("Civil(%d, %d, %d) = %d, want %d", year, month, day, got, want)
		}
	})
}

// The calendar repeats every 400 years, which carries the comparison with
// package time to years it is not asked about above.
func TestCalendarRepeats(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		year := rapid.Int64Range(1, 400).Draw(t, "year")
		cycles := rapid.Int64Range(-7_000_000, 7_000_000).Draw(t, "cycles")
		month := rapid.IntRange(1, 12).Draw(t, "month")
		day := rapid.IntRange(1, 28).Draw(t, "day")
		moved := edtf.Civil(year+400*cycles, month, day)
		if got := moved - edtf.Day(146_097*cycles); got != edtf.Civil(year, month, day) {
			t.Fatalf("%s is not %d cycles from %s", moved, cycles, edtf.Civil(year, month, day))
		}
	})
}

func TestDayText(t *testing.T) {
	for _, year := range []int64{-12345, -999, -1, 0, 1, 987, 2026, 9999, 10000, 17000, 2_999_999_999} {
		want := edtf.Civil(year, 2, 9)
		text, err := want.MarshalText()
		if err != nil {
			t.Fatal(err)
		}
		var got edtf.Day
		if err := got.UnmarshalText(text); err != nil || got != want {
			t.Errorf("%s: got %v (%v), want %v", text, got, err, want)
		}
	}
	for _, wrong := range []string{"", "..", "2026", "2026-02", "2026-02-30", "2026-2-9", "2026-02-09x"} {
		var got edtf.Day
		if err := got.UnmarshalText([]byte(wrong)); err == nil {
			t.Errorf("%q was read as %v", wrong, got)
		}
	}
}
