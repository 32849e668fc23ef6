package edtf

import (
	"fmt"
	"strings"
)

// Period is a length of time in calendar units: an ISO 8601 duration of years,
// months, weeks and days. The zero Period is none and is never parsed.
type Period struct {
	years, months, weeks, days int
}

// maxCount keeps every sum of a period and a day within an int64. A million
// days are 2,700 years, longer than anything was ever negotiated.
const maxCount = 999_999

// ParsePeriod reads a period such as P90D, P1Y6M or P2W. Statements are dated by
// the day, so it refuses times of day, fractions, and what is not at least a day.
func ParsePeriod(text string) (Period, error) {
	if len(text) > maxLength {
		return Period{}, fault(text[:maxLength], maxLength, "longer than %d bytes", maxLength)
	}
	s := &scanner{text: text, end: len(text)}
	if s.peek() == '-' {
		return Period{}, s.fault(0, "a period cannot be negative")
	}
	if !s.eat('P') {
		return Period{}, s.fault(0, "a period begins with P, as in P90D or P1Y6M")
	}
	p, err := s.period()
	if err == nil && p == (Period{}) {
		return p, s.fault(0, "a period is at least one day")
	}
	return p, err
}

// period reads the counts, each unit at most once and the longer first.
func (s *scanner) period() (Period, error) {
	var p Period
	units, counts := "YMWD", []*int{&p.years, &p.months, &p.weeks, &p.days}
	for next := 0; s.pos < s.end; {
		at := s.pos
		n, err := s.count()
		if err != nil {
			return Period{}, err
		}
		unit := strings.IndexByte(units, s.peek())
		if unit < next {
			return Period{}, s.wrongUnit(at, unit)
		}
		s.pos++
		*counts[unit], next = n, unit+1
	}
	return p, nil
}

func (s *scanner) count() (int, error) {
	at, n := s.pos, 0
	for ; isDigit(s.peek()); s.pos++ {
		if n = 10*n + int(s.peek()-'0'); n > maxCount {
			return 0, s.fault(at, "a number in a period is at most %d", maxCount)
		}
	}
	switch {
	case s.pos > at:
		return n, nil
	case s.peek() == 'T':
		return 0, s.fault(at, "a period has no hours, minutes or seconds, as statements are dated by the day")
	case s.peek() == '-':
		return 0, s.fault(at, "a period cannot be negative")
	}
	return 0, s.fault(at, "expected a number")
}

// wrongUnit tells why what follows a number that begins at a byte is no unit here.
func (s *scanner) wrongUnit(at, unit int) error {
	switch {
	case unit >= 0:
		return s.fault(at, "the units of a period stand in the order Y, M, W, D, each at most once")
	case s.peek() == '.' || s.peek() == ',':
		return s.fault(at, "a period has no fractions")
	}
	return s.fault(s.pos, "expected Y, M, W or D after the number")
}

// String writes the period without units of which there are none.
func (p Period) String() string {
	text := "P"
	for _, part := range []struct {
		count int
		unit  string
	}{{p.years, "Y"}, {p.months, "M"}, {p.weeks, "W"}, {p.days, "D"}} {
		if part.count > 0 {
			text += fmt.Sprint(part.count) + part.unit
		}
	}
	return text
}

// After is the day one period after a day: years and months are added first, and
// a day that the month reached does not have becomes its last one (January 31
// and P1M give February 28 or 29); then weeks and days are counted. It never goes
// back when the day advances. An open or unknown bound stays what it is.
func (p Period) After(day Day) Day {
	if day <= MinDay || day >= MaxDay {
		return day
	}
	year, month, dayOfMonth := day.Civil()
	year, month = year+int64(p.years), month+p.months
	reached := min(Civil(year, month, dayOfMonth), Civil(year, month+1, 0))
	return min(reached+Day(7*p.weeks+p.days), MaxDay)
}
