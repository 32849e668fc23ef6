package edtf

// absent says what an endpoint without a date means on its side of the slash.
type absent struct {
	bound         Day
	open, unknown marks
}

var (
	noStart = absent{MinDay, openStart, unknownStart}
	noEnd   = absent{MaxDay, openEnd, unknownEnd}
)

func parseInterval(text string, slash int) (Date, error) {
	start, err := (&scanner{text: text, end: slash}).endpoint(noStart)
	if err != nil {
		return Date{}, err
	}
	tail := &scanner{text: text, pos: slash + 1, end: len(text)}
	end, err := tail.endpoint(noEnd)
	if err != nil {
		return Date{}, err
	}
	if !ordered(start, end) {
		return Date{}, disordered(text, slash+1, start, end)
	}
	return Date{earliest: start.earliest, latest: end.latest, marks: start.marks | end.marks}, nil
}

// endpoint reads one side of an interval. Times of day are no part of it: the
// standard's intervals run between dates.
func (s *scanner) endpoint(none absent) (Date, error) {
	switch s.text[s.pos:s.end] {
	case "":
		return Date{earliest: none.bound, latest: none.bound, marks: none.unknown}, nil
	case "..":
		return Date{earliest: none.bound, latest: none.bound, marks: none.open}, nil
	}
	if s.peek() == 'Y' {
		return Date{}, s.fault(s.pos, "a year with Y cannot be an end of an interval")
	}
	d, err := s.calendar()
	if err != nil {
		return Date{}, err
	}
	return s.qualified(d)
}

// ordered compares where the ends begin. A month as the end is the whole
// month, so 2026-01-15/2026-01 runs backwards; but an end with X is one day
// that is not known, and it is enough that this day can follow the start.
func ordered(start, end Date) bool {
	if end.has(unspecified) {
		return start.earliest <= end.latest
	}
	return start.earliest <= end.earliest
}

// disordered suggests X where that would have put the interval in order.
func disordered(text string, at int, start, end Date) error {
	hint := ""
	if start.earliest <= end.latest {
		hint = "; write an end on an unknown day with X, as in 2026-01-XX"
	}
	return fault(text, at, "the end, from %s, is before the start, from %s%s", end.earliest, start.earliest, hint)
}
