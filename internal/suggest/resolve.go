package suggest

import (
	"fmt"

	"parley/internal/edtf"
)

// resolve places a date by the publication, whose bounds are the same day, or
// are not where it is not known to the day.
func (p dateParts) resolve(published edtf.Date) (edtf.Date, DateRule) {
	switch {
	case p.written != "":
		return parsed(p.written), ByFullDate
	case p.year > 0:
		return p.within(p.year), ByFullDate
	case !calendrical(published):
		return edtf.Date{}, Unresolved
	case p.month > 0 && p.day > 0:
		return p.nearest(published), ByNearestYear
	case p.month > 0:
		return p.monthNear(published)
	case published.Earliest() != published.Latest():
		return edtf.Date{}, Unresolved
	case p.weekday > 0:
		return p.weekdayNear(published.Latest())
	}
	return p.distant(published.Latest())
}

// calendrical tells whether a date lies in years of four digits.
func calendrical(d edtf.Date) bool {
	return !d.IsZero() && d.Earliest() >= edtf.Civil(2, 1, 1) && d.Latest() < edtf.Civil(9998, 1, 1)
}

// civil is the year, month and day of a calendrical date.
func civil(d edtf.Day) (year, month, day int) {
	y, month, day := d.Civil()
	return int(y), month, day
}

// parsed is the date of an EDTF text, or none: the text may give a day that does
// not exist, such as 31 February.
func parsed(text string) edtf.Date {
	d, err := edtf.Parse(text)
	if err != nil {
		return edtf.Date{}
	}
	return d
}

// within is the day, the days, the month or the whole of a year.
func (p dateParts) within(year int) edtf.Date {
	switch {
	case p.until > 0:
		return parsed(fmt.Sprintf("%04d-%02d-%02d/%04d-%02d-%02d", year, p.month, p.day, year, p.month, p.until))
	case p.day > 0:
		return parsed(fmt.Sprintf("%04d-%02d-%02d", year, p.month, p.day))
	case p.month > 0:
		return parsed(fmt.Sprintf("%04d-%02d", year, p.month))
	}
	return parsed(fmt.Sprintf("%04d", year))
}

// nearest takes the year that brings a day of a month nearest to publication.
func (p dateParts) nearest(published edtf.Date) edtf.Date {
	year, _, _ := civil(published.Latest())
	best, least := edtf.Date{}, edtf.MaxDay
	for _, y := range []int{year - 1, year, year + 1} {
		d := p.within(y)
		if d.IsZero() {
			continue
		}
		if away := max(published.Earliest()-d.Latest(), d.Earliest()-published.Latest(), 0); away < least {
			best, least = d, away
		}
	}
	return best
}

// monthNear takes the last such month that had begun by publication, or for the
// future the next that had not ended.
func (p dateParts) monthNear(published edtf.Date) (edtf.Date, DateRule) {
	day := published.Latest()
	if p.future {
		day = published.Earliest()
	}
	year, month, _ := civil(day)
	switch {
	case p.future && p.month < month:
		return p.within(year + 1), ByNextOccurrence
	case p.future:
		return p.within(year), ByNextOccurrence
	case p.month > month:
		return p.within(year - 1), ByLastOccurrence
	}
	return p.within(year), ByLastOccurrence
}

// weekdayNear takes the last such day up to publication, or for the future the
// next from it.
func (p dateParts) weekdayNear(day edtf.Day) (edtf.Date, DateRule) {
	ahead := (p.weekday - weekdayOf(day) + 7) % 7
	if p.future {
		return onDay(day + edtf.Day(ahead)), ByNextOccurrence
	}
	return onDay(day - edtf.Day((7-ahead)%7)), ByLastOccurrence
}

// weekdayOf is 1 for Monday … 7 for Sunday; 1970-01-01 was a Thursday.
func weekdayOf(day edtf.Day) int { return int(((day+3)%7+7)%7) + 1 }

// distant places a date by its distance from the day of publication.
func (p dateParts) distant(day edtf.Day) (edtf.Date, DateRule) {
	year, month, _ := civil(day)
	switch {
	case p.unit == "day":
		return onDay(day + edtf.Day(p.count)), ByDistance
	case p.ago:
		return p.about(day), ByDistance
	case p.unit == "week":
		monday := day - edtf.Day(weekdayOf(day)-1) + edtf.Day(7*p.count)
		return p.part(monday, monday+6, day), ByPeriod
	case p.unit == "month":
		return p.part(edtf.Civil(int64(year), month+p.count, 1), edtf.Civil(int64(year), month+p.count+1, 0), day), ByPeriod
	}
	return p.part(edtf.Civil(int64(year+p.count), 1, 1), edtf.Civil(int64(year+p.count), 13, 0), day), ByPeriod
}

// about is a day, a month or a year so many units before, marked as approximate.
func (p dateParts) about(day edtf.Day) edtf.Date {
	year, month, _ := civil(day)
	switch p.unit {
	case "week":
		return parsed((day + edtf.Day(7*p.count)).String() + "~")
	case "month":
		return parsed(edtf.Civil(int64(year), month+p.count, 1).String()[:len("2026-01")] + "~")
	}
	return parsed(fmt.Sprintf("%04d~", year+p.count))
}

// part is a period or, of the running one, the part before or after publication
// that is meant.
func (p dateParts) part(first, last, day edtf.Day) edtf.Date {
	switch {
	case p.count == 0 && p.future:
		first = day
	case p.count == 0:
		last = day
	case p.unit == "month":
		return parsed(first.String()[:len("2026-01")])
	case p.unit == "year":
		return parsed(first.String()[:len("2026")])
	}
	if first == last {
		return onDay(first)
	}
	return parsed(first.String() + "/" + last.String())
}

func onDay(day edtf.Day) edtf.Date { return parsed(day.String()) }
