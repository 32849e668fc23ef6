package edtf

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// Day is a day of the proleptic Gregorian calendar, counted from 1970-01-01 (= 0).
type Day int64

// MinDay and MaxDay stand for a bound that is open or unknown. They lie beyond
// every real day, so that ranges compare without a special case, and well
// within both an SQL bigint and the integers JSON carries exactly.
const (
	MinDay Day = -1 << 40
	MaxDay Day = 1 << 40
)

// maxYear keeps the days of every accepted year strictly between the sentinels.
const maxYear = 3_000_000_000

const (
	daysBefore1970 = 719_162 // since 0001-01-01
	daysPerCycle   = 146_097 // in the 400 years after which the calendar repeats
)

// DayOf returns the day on which t falls in UTC.
func DayOf(t time.Time) Day {
	year, month, day := t.UTC().Date()
	return Civil(int64(year), int(month), day)
}

// Civil returns the day of a date. Month 13 and day 0 run over as in
// [time.Date], which makes Civil(y, m+1, 0) the last day of a month. A year
// beyond ±3,000,000,000 gives MinDay or MaxDay rather than overflowing.
func Civil(year int64, month, day int) Day {
	if year < -maxYear {
		return MinDay
	}
	if year > maxYear {
		return MaxDay
	}
	carry := floorDiv(int64(month)-1, 12)
	return newYear(year+carry) + monthStart(year+carry, month-int(12*carry)) + Day(day-1)
}

// newYear returns the first of January.
func newYear(year int64) Day {
	y := year - 1
	return Day(365*y + floorDiv(y, 4) - floorDiv(y, 100) + floorDiv(y, 400) - daysBefore1970)
}

// monthStart counts the days of the year before a month from 1 to 12.
func monthStart(year int64, month int) Day {
	starts := [...]Day{0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334}
	start := starts[month-1]
	if month > 2 && isLeap(year) {
		start++
	}
	return start
}

func isLeap(year int64) bool {
	return year%4 == 0 && (year%100 != 0 || year%400 == 0)
}

// Civil is the inverse of [Civil].
func (d Day) Civil() (year int64, month, day int) {
	// By the mean length of a year the answer can be one year early, but never
	// late: leap days run at most 0.72 of a day ahead of their mean.
	year = floorDiv((int64(d)+daysBefore1970)*400, daysPerCycle) + 1
	if newYear(year+1) <= d {
		year++
	}
	rest := d - newYear(year)
	month = 12
	for monthStart(year, month) > rest {
		month--
	}
	return year, month, int(rest-monthStart(year, month)) + 1
}

// String gives the day as YYYY-MM-DD, and a sentinel as "..", the open bound.
// Years of more than four digits get the prefix Y; EDTF level 1 has no way to
// write a day in such a year, so only UnmarshalText reads that form.
func (d Day) String() string {
	if d <= MinDay || d >= MaxDay {
		return ".."
	}
	year, month, day := d.Civil()
	prefix := ""
	if year > 9999 || year < -9999 {
		prefix = "Y"
	}
	if year < 0 {
		prefix, year = prefix+"-", -year
	}
	return prefix + digits(year, 4) + "-" + digits(int64(month), 2) + "-" + digits(int64(day), 2)
}

// digits writes n with at least so many digits.
func digits(n int64, least int) string {
	s := strconv.FormatInt(n, 10)
	return "000"[:max(0, least-len(s))] + s
}

// floorDiv rounds down, as the calendar continues evenly below year 1.
func floorDiv(a, b int64) int64 {
	q := a / b
	if a%b < 0 {
		q--
	}
	return q
}

// MarshalText writes the day as String does.
func (d Day) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads a day as String writes it. The sentinels, which both read
// "..", cannot be told apart and are refused.
func (d *Day) UnmarshalText(text []byte) error {
	var year int64
	var month, day int
	plain := strings.TrimPrefix(string(text), "Y")
	if _, err := fmt.Sscanf(plain, "%d-%02d-%02d", &year, &month, &day); err != nil {
		return fmt.Errorf("edtf: %q is not a day", text)
	}
	*d = Civil(year, month, day)
	if d.String() != string(text) {
		return fmt.Errorf("edtf: %q is not a day", text)
	}
	return nil
}
