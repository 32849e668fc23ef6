package edtf

// longYear reads the rest of an expression that began with Y.
func (s *scanner) longYear() (Date, error) {
	sign := int64(1)
	if s.eat('-') {
		sign = -1
	}
	at := s.pos
	if s.peek() == '0' {
		return Date{}, s.fault(at, "a year with Y cannot begin with 0")
	}
	year, err := s.bigNumber(maxYear)
	if err != nil {
		return Date{}, err
	}
	if year <= 9999 {
		return Date{}, s.fault(at, "a year with Y needs more than four digits")
	}
	year *= sign
	return Date{earliest: Civil(year, 1, 1), latest: Civil(year, 12, 31)}, s.finish()
}

// bigNumber checks the limit at every digit, so that it cannot overflow.
func (s *scanner) bigNumber(limit int64) (int64, error) {
	at, n := s.pos, int64(0)
	for isDigit(s.peek()) {
		n = 10*n + int64(s.peek()-'0')
		s.pos++
		if n > limit {
			return 0, s.fault(at, "the year is beyond ±%d", limit)
		}
	}
	return n, nil
}
