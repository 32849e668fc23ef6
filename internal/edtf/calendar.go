package edtf

// calendar reads a year, a month, a season or a day, digits possibly X.
func (s *scanner) calendar() (Date, error) {
	year, err := s.year()
	if err != nil {
		return Date{}, err
	}
	if !s.eat('-') {
		return between(Civil(year.lo, 1, 1), Civil(year.hi, 12, 31), year), nil
	}
	if year.unknown > 0 {
		return Date{}, s.fault(year.at, "a year with X cannot have a month")
	}
	return s.withinYear(year.lo)
}

func (s *scanner) withinYear(year int64) (Date, error) {
	month, err := s.field("a month", 2)
	if err != nil {
		return Date{}, err
	}
	if isSeason(month) {
		return season(year, month), nil
	}
	if month, err = s.clip("month", month, 12); err != nil {
		return Date{}, err
	}
	if s.eat('-') {
		return s.withinMonth(year, month)
	}
	return between(Civil(year, int(month.lo), 1), Civil(year, int(month.hi)+1, 0), month), nil
}

func (s *scanner) withinMonth(year int64, month field) (Date, error) {
	day, err := s.field("a day", 2)
	if err != nil {
		return Date{}, err
	}
	if month.unknown > 0 {
		return s.unknownDay(year, month, day)
	}
	m := int(month.lo)
	length := Civil(year, m+1, 1) - Civil(year, m, 1)
	if day, err = s.clip("day", day, int64(length)); err != nil {
		return Date{}, err
	}
	return between(Civil(year, m, int(day.lo)), Civil(year, m, int(day.hi)), day), nil
}

// unknownDay is a day in a month that is not fully known: only YYYY-XX-XX is
// level 1, and it means any day of the year.
func (s *scanner) unknownDay(year int64, month, day field) (Date, error) {
	if month.unknown < 2 || day.unknown < 2 {
		return Date{}, s.fault(month.at, "a month with X can only have the day XX, and be XX itself")
	}
	return between(Civil(year, 1, 1), Civil(year, 12, 31), day), nil
}

// year reads four digits with an optional minus.
func (s *scanner) year() (field, error) {
	negative := s.eat('-')
	f, err := s.field("a year", 4)
	switch {
	case err != nil:
		return f, err
	case isDigit(s.peek()) || s.peek() == 'X':
		return f, s.fault(f.at, "a year of more than four digits needs a Y before it")
	case f.unknown > 2:
		return f, s.fault(f.at, "a year can have at most two X")
	case negative && f.hi == 0:
		return f, s.fault(f.at, "there is no year -0000; write 0000")
	case negative:
		f.lo, f.hi = -f.hi, min(-f.lo, -1)
	}
	return f, nil
}

func isSeason(month field) bool {
	return month.unknown == 0 && 21 <= month.lo && month.lo <= 24
}

// season follows the convention of the package comment: three months each,
// beginning with March, so that winter runs over into the next year.
func season(year int64, code field) Date {
	first := 3 * int(code.lo-20)
	return between(Civil(year, first, 1), Civil(year, first+3, 0), code)
}

// between takes the last field read, the only one that can have left digits open.
func between(first, last Day, f field) Date {
	d := Date{earliest: first, latest: last}
	if f.unknown > 0 {
		d.marks = unspecified
	}
	return d
}
