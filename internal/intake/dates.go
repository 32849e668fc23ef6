package intake

import (
	"regexp"
	"strings"
	"time"

	"parley/internal/edtf"
)

// firstDate gives the first of several declared dates that is one, as exact as
// it is declared.
func firstDate(declared ...string) edtf.Date {
	for _, text := range declared {
		if d := date(strings.TrimSpace(text)); !d.IsZero() {
			return d
		}
	}
	return edtf.Date{}
}

// iso is a date-time of ISO 8601 as pages write it: with a space for the T,
// without seconds, with fractions of them, with an offset without colon.
var iso = regexp.MustCompile(`^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2})(:\d{2})?(?:[.,]\d+)?\s*(Z|[+-]\d{2}:?\d{2})?$`)

// plainDate is what a page may mean by itself: no interval, no season.
var plainDate = regexp.MustCompile(`^\d{4}(-(0[1-9]|1[0-2])(-\d{2})?)?$`)

// others are formats of dates that are not ISO 8601 but cannot be misread.
var others = []string{"20060102", "20060102T150405Z0700", time.RFC1123, time.RFC1123Z, time.RFC850, time.ANSIC, "January 2, 2006", "2 January 2006", "Jan 2, 2006", "2 Jan 2006"}

func date(text string) edtf.Date {
	if m := iso.FindStringSubmatch(text); m != nil {
		return parsed(whole(m[1], m[2], m[3], m[4]), m[1])
	}
	for _, format := range others {
		if t, err := time.Parse(format, text); err == nil {
			return parsed(t.Format(time.DateOnly))
		}
	}
	if !plainDate.MatchString(text) {
		return edtf.Date{}
	}
	return parsed(text)
}

// whole writes a date-time for EDTF. Midnight sharp is what programs write that
// know only the day.
func whole(day, minute, second, offset string) string {
	if second == "" {
		second = ":00"
	}
	if minute+second == "00:00:00" {
		return day
	}
	if len(offset) == len("+0200") {
		offset = offset[:3] + ":" + offset[3:]
	}
	return day + "T" + minute + second + offset
}

// parsed gives the first text that is a date of EDTF.
func parsed(texts ...string) edtf.Date {
	for _, text := range texts {
		if d, err := edtf.Parse(text); err == nil {
			return d
		}
	}
	return edtf.Date{}
}
