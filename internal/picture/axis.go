package picture

import (
	"math"
	"strings"
	"time"

	"parley/internal/edtf"
)

// axis lays days out from left to right; from and to are the first day shown and
// the first not shown.
type axis struct {
	from, to    edtf.Day
	left, width int
}

// newAxis shows the given days with some room on both sides.
func newAxis(first, last edtf.Day, left, width int) axis {
	room := max(3, (last-first)/30)
	return axis{first - room, last + room + 1, left, width}
}

// x is where a day begins. It counts in integers, so that a picture is the same
// on every machine.
func (a axis) x(d edtf.Day) int {
	return a.left + int(int64(d-a.from)*int64(a.width)/int64(a.to-a.from))
}

// tick is a labelled day of the axis.
type tick struct {
	day  edtf.Day
	text string
}

// unit is a step between ticks: so many days, months or years.
type unit struct{ days, months, years int64 }

// tickRoom is the least room from one tick to the next: an ISO date and some air.
const tickRoom = 96

// ticks divides the axis evenly with the smallest step that leaves every date
// legible.
func (a axis) ticks() []tick {
	for _, u := range []unit{{days: 1}, {days: 2}, {days: 7}, {days: 14}, {months: 1}, {months: 2}, {months: 3}, {months: 6}} {
		if t, fits := a.divide(u); fits {
			return t
		}
	}
	for years := int64(1); years < math.MaxInt32*10; years *= 10 {
		for _, n := range []int64{years, 2 * years, 5 * years} {
			if t, fits := a.divide(unit{years: n}); fits {
				return t
			}
		}
	}
	return nil
}

// divide gives the ticks of a step, as far as they stay apart.
func (a axis) divide(u unit) ([]tick, bool) {
	var ticks []tick
	for n := u.first(a.from); ; n++ {
		t := u.tick(n)
		if t.day >= a.to {
			return ticks, true
		}
		if t.day < a.from {
			continue
		}
		if len(ticks) > 0 && a.x(t.day)-a.x(ticks[len(ticks)-1].day) < tickRoom {
			return nil, false
		}
		ticks = append(ticks, t)
	}
}

// first is the number of the last tick before a day, or one near it.
func (u unit) first(d edtf.Day) int64 {
	year, month, _ := time.Unix(int64(d)*86400, 0).UTC().Date()
	switch {
	case u.days > 0:
		return int64(d)/u.days - 1
	case u.months > 0:
		return (int64(year)*12+int64(month))/u.months - 2
	}
	return int64(year)/u.years - 2
}

// tick is the nth tick of the step. Weeks begin on Monday, as ISO weeks do;
// 1970-01-05 was one.
func (u unit) tick(n int64) tick {
	switch {
	case u.days >= 7:
		d := edtf.Day(n*u.days + 4)
		return tick{d, d.String()}
	case u.days > 0:
		d := edtf.Day(n * u.days)
		return tick{d, d.String()}
	case u.months > 0:
		d := edtf.Civil(0, int(n*u.months)+1, 1)
		return tick{d, strings.TrimSuffix(d.String(), "-01")}
	}
	d := edtf.Civil(n*u.years, 1, 1)
	return tick{d, strings.TrimSuffix(d.String(), "-01-01")}
}
